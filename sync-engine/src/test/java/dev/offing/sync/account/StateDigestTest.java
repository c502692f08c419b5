package dev.offing.sync.account;

import static dev.offing.sync.account.Accounts.RULES;
import static dev.offing.sync.account.Accounts.T0;
import static dev.offing.sync.account.Accounts.id64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.offing.sync.economy.Contact;
import dev.offing.sync.economy.Dealings;
import dev.offing.sync.economy.EconomyState;
import dev.offing.sync.economy.EconomyState.ActiveBoost;
import dev.offing.sync.economy.Effect.Transfer;
import dev.offing.sync.economy.Entry;
import dev.offing.sync.economy.Money;
import dev.offing.sync.economy.Posting;
import dev.offing.sync.economy.Renown;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class StateDigestTest {
  private static final String ACCOUNT = "ab".repeat(32);
  private static final String KEY = "11".repeat(32);
  private static final EpochVersion AT = new EpochVersion("77".repeat(16), 9);

  private static final EconomyState CORE =
      new EconomyState(
          T0,
          Money.of(150),
          Money.of(7),
          Money.of(1_234),
          1,
          new TreeMap<>(Map.of("ship", 1, "boat", 2)),
          new TreeSet<>(Set.of("oil")),
          List.of(new ActiveBoost("rum", T0 + 3_000)));

  private static final Incarnation LIVE = new Incarnation(KEY, 3, "22".repeat(32), 1, 9);
  private static final Retired GONE = new Retired(5, "33".repeat(32), 2, 4);
  private static final Carried CARRIED = new Carried(6, 2);
  private static final Devices DEVICES = devices(Set.of(KEY), LIVE, GONE, CARRIED);

  private static final Entry ENTRY = entry("44".repeat(32), T0 + 5_000, "festival", "mint", 5);
  private static final Transfer ROW =
      new Transfer("t1", "in", "55".repeat(32), Money.of(99), T0 - 1);
  private static final Transfers TRANSFERS = new Transfers(List.of(ROW), 12);
  private static final Contact CONTACT =
      new Contact(List.of(new Contact.Interval(T0 - 1_000_000, T0)));
  private static final Lineage LINEAGE = new Lineage(List.of(new EpochVersion("66".repeat(16), 8)));

  private static final State STATE =
      State.of(ACCOUNT, AT, CORE, DEVICES, List.of(ENTRY), TRANSFERS, CONTACT, LINEAGE);

  private static Devices devices(
      Set<String> keys, Incarnation live, Retired gone, Carried carried) {
    return new Devices(
        new TreeSet<>(keys),
        new TreeMap<>(Map.of("aa".repeat(16), live)),
        new TreeMap<>(Map.of("bb".repeat(16), gone)),
        new TreeMap<>(Map.of("bb".repeat(16), carried)));
  }

  private static Entry entry(String id, long at, String cause, String from, long grains) {
    return new Entry(
        id,
        at,
        cause,
        List.of(
            new Posting(from, Money.of(-grains)), new Posting(Posting.PURSE, Money.of(grains))));
  }

  private static State with(EconomyState core) {
    return State.of(ACCOUNT, AT, core, DEVICES, List.of(ENTRY), TRANSFERS, CONTACT, LINEAGE);
  }

  private static State with(Devices devices) {
    return State.of(ACCOUNT, AT, CORE, devices, List.of(ENTRY), TRANSFERS, CONTACT, LINEAGE);
  }

  private static State with(Entry... timeline) {
    return State.of(ACCOUNT, AT, CORE, DEVICES, List.of(timeline), TRANSFERS, CONTACT, LINEAGE);
  }

  private static State with(Transfers transfers) {
    return State.of(ACCOUNT, AT, CORE, DEVICES, List.of(ENTRY), transfers, CONTACT, LINEAGE);
  }

  private static State with(Contact contact) {
    return State.of(ACCOUNT, AT, CORE, DEVICES, List.of(ENTRY), TRANSFERS, contact, LINEAGE);
  }

  private static State with(Lineage lineage) {
    return State.of(ACCOUNT, AT, CORE, DEVICES, List.of(ENTRY), TRANSFERS, CONTACT, lineage);
  }

  /** Another program made these from docs/protocol. */
  @Test
  void aDigestIsMadeOfTheSectionsDigests() {
    Map<String, String> sections = new LinkedHashMap<>();
    sections.put("core", "326d4df8d274afe32b07b9c7d8909ad2378fa8b3750cdb684bbf0f135637e127");
    sections.put("devices", "38eb6b5c6831778e715fc009c8f532f8e5421ccc7a0bad8c717c1329ce0f591e");
    sections.put("timeline", "2c7e25dfd30f13faf5d2a3a57581b2470ad28b03e134860f17610f60d0563853");
    sections.put("transfers", "0bcd099dd34da53a5c7164e68a9b1696655ad4cec859501904b8a9188e401c39");
    sections.put("contact", "abda50f36b83c3c2bed22cf596cf00d69c78d27a205b308474827b78c5fc4530");
    sections.put("lineage", "84e03d169ca2759d68bee245cead2d20d725b8c7051454d30612a054d758523a");

    assertThat(STATE.sectionDigests()).containsExactlyEntriesOf(sections);
    assertThat(STATE.digest())
        .isEqualTo("1b6d9bb4ca4caad8546c331cde4e7880f9c910b6bdb449199b15215a7a1067cc");
  }

  @Test
  void anAccountIsTheHashOfItsFirstKey() {
    assertThat(State.accountOf(KEY))
        .isEqualTo("8b2762bc4f63f97095f38a20c230149fa54cc91d138d22bac7cbd243b89f3b13");
  }

  @Test
  void equalStatesHaveEqualDigestsWhateverOrderTheyWereMadeIn() {
    TreeMap<String, Integer> backwards = new TreeMap<>(Collections.reverseOrder());
    backwards.putAll(CORE.owned());
    EconomyState core =
        new EconomyState(
            T0,
            Money.of(150),
            Money.of(7),
            Money.of(1_234),
            1,
            backwards,
            CORE.upgrades(),
            CORE.boosts());

    assertThat(with(core).digest()).isEqualTo(STATE.digest());
    assertThat(with(core)).isEqualTo(STATE).hasSameHashCodeAs(STATE);
  }

  @Test
  void whatIsEmptyIsNoFieldSoThatOlderStatesKeepTheirDigests() {
    EconomyState explicit =
        new EconomyState(
            T0,
            CORE.purse(),
            CORE.claim(),
            CORE.lifetime(),
            1,
            CORE.owned(),
            CORE.upgrades(),
            CORE.boosts(),
            Dealings.NONE,
            Renown.NONE);
    assertThat(with(explicit).digest()).isEqualTo(STATE.digest());
    // As it was before there was renown.
    assertThat(STATE.sectionDigests().get("core"))
        .isEqualTo("326d4df8d274afe32b07b9c7d8909ad2378fa8b3750cdb684bbf0f135637e127");
  }

  @Test
  void anyFieldThatChangesChangesTheDigestOfItsSectionAlone() {
    Map<String, List<State>> changed = new LinkedHashMap<>();
    changed.put("core", otherCores());
    changed.put("devices", otherDevices());
    changed.put("timeline", otherTimelines());
    changed.put("transfers", otherTransfers());
    changed.put(
        "contact",
        List.of(
            with(new Contact(List.of(new Contact.Interval(T0 - 999_999, T0)))),
            with(new Contact(List.of(new Contact.Interval(T0 - 1_000_000, T0 + 1)))),
            with(Contact.at(T0))));
    changed.put(
        "lineage",
        List.of(
            with(new Lineage(List.of(new EpochVersion("66".repeat(16), 7)))),
            with(new Lineage(List.of(new EpochVersion("67".repeat(16), 8)))),
            with(Lineage.EMPTY)));
    Set<String> digests = new HashSet<>(Set.of(STATE.digest()));
    changed.forEach((section, states) ->
        states.forEach(s -> {
          assertThat(digests.add(s.digest())).describedAs("%s", s).isTrue();
          assertThat(s).isNotEqualTo(STATE);
          Map<String, String> others = new LinkedHashMap<>(s.sectionDigests());
          others.remove(section);
          assertThat(STATE.sectionDigests()).containsAllEntriesOf(others);
        }));
    State another =
        State.of("ac".repeat(32), AT, CORE, DEVICES, List.of(ENTRY), TRANSFERS, CONTACT, LINEAGE);
    assertThat(another.digest()).isNotEqualTo(STATE.digest());
    assertThat(another).isNotEqualTo(STATE);
  }

  private static List<State> otherCores() {
    List<State> all = new ArrayList<>();
    all.add(with(core(T0 + 1, 150, 7, 1_234, 1, CORE)));
    all.add(with(core(T0, 151, 7, 1_234, 1, CORE)));
    all.add(with(core(T0, 150, 8, 1_234, 1, CORE)));
    all.add(with(core(T0, 150, 7, 1_235, 1, CORE)));
    all.add(with(core(T0, 150, 7, 1_234, 2, CORE)));
    all.add(with(core(Map.of("boat", 3, "ship", 1), Set.of("oil"), CORE.boosts())));
    all.add(with(core(Map.of("boat", 2), Set.of("oil"), CORE.boosts())));
    all.add(with(core(CORE.owned(), Set.of("oil", "sails"), CORE.boosts())));
    all.add(with(core(CORE.owned(), Set.of(), CORE.boosts())));
    all.add(with(core(CORE.owned(), CORE.upgrades(), List.of())));
    all.add(with(known(2, 1, Set.of("aunt"), Map.of("boat", 3))));
    all.add(with(known(3, 1, Set.of("aunt"), Map.of("boat", 3))));
    all.add(with(known(2, 2, Set.of("aunt"), Map.of("boat", 3))));
    all.add(with(known(2, 1, Set.of(), Map.of("boat", 3))));
    all.add(with(known(2, 1, Set.of("aunt"), Map.of("boat", 4))));
    all.add(with(core(CORE.owned(), CORE.upgrades(), List.of(new ActiveBoost("rum", T0 + 1)))));
    all.add(with(core(CORE.owned(), CORE.upgrades(), List.of(new ActiveBoost("gin", T0 + 3_000)))));
    return all;
  }

  private static EconomyState core(
      long asOf, long purse, long claim, long lifetime, long run, EconomyState rest) {
    return new EconomyState(
        asOf,
        Money.of(purse),
        Money.of(claim),
        Money.of(lifetime),
        run,
        rest.owned(),
        rest.upgrades(),
        rest.boosts());
  }

  private static EconomyState known(
      long gained, long spent, Set<String> perks, Map<String, Integer> most) {
    return new EconomyState(
        T0,
        CORE.purse(),
        CORE.claim(),
        CORE.lifetime(),
        1,
        CORE.owned(),
        CORE.upgrades(),
        CORE.boosts(),
        Dealings.NONE,
        new Renown(
            BigInteger.valueOf(gained),
            BigInteger.valueOf(spent),
            new TreeSet<>(perks),
            new TreeMap<>(most)));
  }

  private static EconomyState core(
      Map<String, Integer> owned, Set<String> upgrades, List<ActiveBoost> boosts) {
    return new EconomyState(
        T0,
        Money.of(150),
        Money.of(7),
        Money.of(1_234),
        1,
        new TreeMap<>(owned),
        new TreeSet<>(upgrades),
        boosts);
  }

  private static List<State> otherDevices() {
    String hash = "22".repeat(32);
    List<State> all = new ArrayList<>();
    all.add(with(devices(Set.of(KEY, "12".repeat(32)), LIVE, GONE, CARRIED)));
    for (Incarnation i :
        List.of(
            new Incarnation("12".repeat(32), 3, hash, 1, 9),
            new Incarnation(KEY, 4, hash, 1, 9),
            new Incarnation(KEY, 3, "23".repeat(32), 1, 9),
            new Incarnation(KEY, 3, hash, 2, 9),
            new Incarnation(KEY, 3, hash, 1, 8))) {
      all.add(with(devices(Set.of(KEY), i, GONE, CARRIED)));
    }
    for (Retired r :
        List.of(
            new Retired(6, "33".repeat(32), 2, 4),
            new Retired(5, "34".repeat(32), 2, 4),
            new Retired(5, "33".repeat(32), 3, 4),
            new Retired(5, "33".repeat(32), 2, 5))) {
      all.add(with(devices(Set.of(KEY), LIVE, r, CARRIED)));
    }
    for (Carried c : List.of(new Carried(7, 2), new Carried(6, 3))) {
      all.add(with(devices(Set.of(KEY), LIVE, GONE, c)));
    }
    all.add(with(new Devices(DEVICES.keys(), DEVICES.live(), DEVICES.removed(), new TreeMap<>())));
    all.add(with(new Devices(DEVICES.keys(), DEVICES.live(), new TreeMap<>(), DEVICES.carried())));
    all.add(
        with(new Devices(DEVICES.keys(), new TreeMap<>(), DEVICES.removed(), DEVICES.carried())));
    return all;
  }

  private static List<State> otherTimelines() {
    String id = "44".repeat(32);
    return List.of(
        with(new Entry[0]),
        with(entry("45".repeat(32), T0 + 5_000, "festival", "mint", 5)),
        with(entry(id, T0 + 5_001, "festival", "mint", 5)),
        with(entry(id, T0 + 5_000, "carnival", "mint", 5)),
        with(entry(id, T0 + 5_000, "festival", "transit", 5)),
        with(entry(id, T0 + 5_000, "festival", "mint", 6)),
        with(ENTRY, entry("45".repeat(32), T0 + 6_000, "festival", "mint", 5)));
  }

  private static List<State> otherTransfers() {
    String peer = "55".repeat(32);
    List<State> all = new ArrayList<>();
    all.add(with(new Transfers(List.of(), 12)));
    all.add(with(new Transfers(List.of(ROW), 13)));
    for (Transfer r :
        List.of(
            new Transfer("t2", "in", peer, Money.of(99), T0 - 1),
            new Transfer("t1", "out", peer, Money.of(99), T0 - 1),
            new Transfer("t1", "in", "56".repeat(32), Money.of(99), T0 - 1),
            new Transfer("t1", "in", peer, Money.of(98), T0 - 1),
            new Transfer("t1", "in", peer, Money.of(99), T0 - 2))) {
      all.add(with(new Transfers(List.of(r), 12)));
    }
    return all;
  }

  @Test
  void anUntouchedSectionSharesItsDigestWithTheStateBefore() {
    State before = Accounts.enrolled();
    Map<String, String> old = before.sectionDigests();

    State after = before.commit(Accounts.contact(before, T0 + 500), RULES).state();

    after
        .sectionDigests()
        .forEach((section, digest) -> {
          if (section.equals("contact")) {
            assertThat(digest).isNotEqualTo(old.get(section));
          } else {
            assertThat(digest).describedAs(section).isSameAs(old.get(section));
          }
        });
  }

  @Test
  void aSectionIsHashedOnceHoweverManyStatesShareIt() {
    AtomicInteger hashed = new AtomicInteger();
    Section<String> section =
        new Section<>(
            "test",
            "value",
            (value, c) -> {
              hashed.incrementAndGet();
              c.text("value", value);
            });

    String digest = section.digest();
    Section<String> same = section.with(new String("value"));
    Section<String> other = section.with("another");

    assertThat(same).isSameAs(section);
    assertThat(section.digest()).isSameAs(digest);
    assertThat(hashed).hasValue(1);
    assertThat(other.digest()).isNotEqualTo(digest);
    assertThat(other.name()).isEqualTo("test");
    assertThat(hashed).hasValue(2);
  }

  @Test
  void beforeTheFirstCommitThereIsNoVersion() {
    State genesis = Accounts.genesis();

    assertThat(genesis.enrolled()).isFalse();
    assertThat(genesis.atOrNull()).isNull();
    assertThatIllegalStateException()
        .isThrownBy(genesis::at)
        .withMessage("an account that is not enrolled has no version");
    assertThat(genesis.contains(new EpochVersion(Accounts.EPOCH, 1))).isFalse();
    assertThat(Accounts.enrolled().enrolled()).isTrue();
    assertThat(genesis).isNotEqualTo(Accounts.enrolled()).isNotEqualTo("a text");
    assertThat(genesis)
        .hasToString(
            "State[" + genesis.account().substring(0, 6) + " null " + genesis.core() + "]");
  }

  @Test
  void anIdThatIsNoneIsRefused() {
    assertThat(id64("x")).hasSize(64);
    org.assertj.core.api.Assertions.assertThatIllegalArgumentException()
        .isThrownBy(
            () -> State.of("ab", AT, CORE, DEVICES, List.of(ENTRY), TRANSFERS, CONTACT, LINEAGE))
        .withMessage("account must be 64 lowercase hexadecimal characters");
  }
}
