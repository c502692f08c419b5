package dev.offing.sync.account;

import dev.offing.sync.economy.Contact;
import dev.offing.sync.economy.Economy;
import dev.offing.sync.economy.EconomyState;
import dev.offing.sync.economy.Entry;
import dev.offing.sync.economy.Rulebook;
import dev.offing.sync.economy.Timeline;
import dev.offing.sync.mutation.Canonical;
import dev.offing.sync.mutation.Ids;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One account at one version: immutable, in sections, each with its own digest (docs/design/sync.md
 * 1). Two states are equal exactly when account, version and digest are.
 *
 * <p>Before the first commit an account exists on its device only: {@link #enrolled} is false and
 * there is no version.
 */
public final class State {
  private final String account;
  private final @Nullable EpochVersion at;
  private final Section<EconomyState> core;
  private final Section<Devices> devices;
  private final Section<List<Entry>> timeline;
  private final Section<Transfers> transfers;
  private final Section<Contact> contact;
  private final Section<Lineage> lineage;

  private State(
      String account,
      @Nullable EpochVersion at,
      Section<EconomyState> core,
      Section<Devices> devices,
      Section<List<Entry>> timeline,
      Section<Transfers> transfers,
      Section<Contact> contact,
      Section<Lineage> lineage) {
    this.account = account;
    this.at = at;
    this.core = core;
    this.devices = devices;
    this.timeline = timeline;
    this.transfers = transfers;
    this.contact = contact;
    this.lineage = lineage;
  }

  /** A state from its parts, as they came from a file or a message. */
  public static State of(
      String account,
      @Nullable EpochVersion at,
      EconomyState core,
      Devices devices,
      List<Entry> timeline,
      Transfers transfers,
      Contact contact,
      Lineage lineage) {
    Ids.hash(account, "account");
    return new State(
        account,
        at,
        new Section<>("core", core, StateCanonical::core),
        new Section<>("devices", devices, Devices::canonical),
        new Section<>("timeline", List.copyOf(timeline), StateCanonical::timeline),
        new Section<>("transfers", transfers, Transfers::canonical),
        new Section<>("contact", contact, StateCanonical::contact),
        new Section<>("lineage", lineage, Lineage::canonical));
  }

  /**
   * The account before its first commit; a device and the server build the same one (sync.md 5.8).
   *
   * @param publicKey of its first device; the account's id is {@link #accountOf} it
   * @param asOf its first moment and first contact, ms of server time
   */
  public static State genesis(String publicKey, long asOf, Rulebook rules) {
    return of(
        accountOf(publicKey),
        null,
        Economy.genesis(rules.at(asOf), asOf),
        Devices.of(publicKey),
        List.of(),
        Transfers.NONE,
        Contact.at(asOf),
        Lineage.EMPTY);
  }

  /** The account that a first public key (hexadecimal) makes. */
  public static String accountOf(String publicKey) {
    return Canonical.of("offing-account-1")
        .text("publicKey", Ids.hash(publicKey, "publicKey"))
        .sha256();
  }

  /**
   * The next state: pure, the same on server and devices.
   *
   * @throws CommitException when the commit does not build on this state, or when replaying it here
   *     gives another outcome than the commit names
   */
  public Committed commit(Commit commit, Rulebook rules) {
    return new Committer(this, commit, rules).run();
  }

  /**
   * The state after a heal that goes on from this one: pure, and only run by servers, which send
   * clients the state.
   *
   * @throws CommitException when the heal does not go on from this state, or when replaying it here
   *     gives another outcome than it names
   */
  public Committed heal(Heal heal, Rulebook rules) {
    return new Healer(this, heal, rules).run();
  }

  /** The account's id. */
  public String account() {
    return account;
  }

  /** Whether the server has committed it at least once. */
  public boolean enrolled() {
    return at != null;
  }

  /**
   * Where it stands in history.
   *
   * @throws IllegalStateException before the first commit
   */
  public EpochVersion at() {
    if (at == null) {
      throw new IllegalStateException("an account that is not enrolled has no version");
    }
    return at;
  }

  /** Where it stands in history; null before the first commit. */
  public @Nullable EpochVersion atOrNull() {
    return at;
  }

  /** What the rules read and change. */
  public EconomyState core() {
    return core.value();
  }

  /** Keys and incarnations. */
  public Devices devices() {
    return devices.value();
  }

  /** Server-made entries whose time has not come, by (at, id). */
  public List<Entry> timeline() {
    return timeline.value();
  }

  /** Recent money from and to other accounts. */
  public Transfers transfers() {
    return transfers.value();
  }

  /** When the account was in touch with the server. */
  public Contact contact() {
    return contact.value();
  }

  /** The closed epochs before this one. */
  public Lineage lineage() {
    return lineage.value();
  }

  /** Whether the history of this state contains {@code point}. */
  public boolean contains(EpochVersion point) {
    EpochVersion here = at;
    if (here == null) {
      return false;
    }
    return here.epoch().equals(point.epoch())
        ? point.version() <= here.version()
        : lineage().lists(point);
  }

  /** The part that plays on. */
  Play play() {
    return new Play(core(), timeline(), contact(), transfers());
  }

  /** What {@link Economy} reads beside the core. */
  public Timeline reads(Rulebook rules) {
    return new Timeline(rules, contact(), timeline());
  }

  /** The digest over the section digests: equal versions have equal ones. */
  public String digest() {
    Canonical c = Canonical.of("offing-state-1").text("account", account);
    sectionDigests().forEach(c::text);
    return c.sha256();
  }

  /** Each section's digest, by its name, in a fixed order. */
  public Map<String, String> sectionDigests() {
    Map<String, String> digests = new LinkedHashMap<>();
    for (Section<?> s : List.of(core, devices, timeline, transfers, contact, lineage)) {
      digests.put(s.name(), s.digest());
    }
    return digests;
  }

  State with(EpochVersion nextAt, Play play, Devices nextDevices, Lineage nextLineage) {
    return new State(
        account,
        nextAt,
        core.with(play.core()),
        devices.with(nextDevices),
        timeline.with(play.entries()),
        transfers.with(play.transfers()),
        contact.with(play.contact()),
        lineage.with(nextLineage));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof State s
        && account.equals(s.account)
        && Objects.equals(at, s.at)
        && digest().equals(s.digest());
  }

  @Override
  public int hashCode() {
    return Objects.hash(account, at);
  }

  @Override
  public String toString() {
    return "State[" + account.substring(0, 6) + " " + at + " " + core() + "]";
  }
}
