package dev.offing.sync.account;

import dev.offing.sync.economy.Entry;
import dev.offing.sync.mutation.Ids;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Every input of one step of an account's history: {@link State#commit} needs nothing else but the
 * world (docs/design/sync.md 1).
 *
 * @param account whose
 * @param from the point it builds on; null for the first commit
 * @param to the point it makes; another epoch than {@code from} closes that one
 * @param genesis the account's beginning, exactly when {@code from} is null
 * @param incarnation that pushed; null when nobody did
 * @param device the public key that pushed, or wanted {@code change}; null when nobody did
 * @param steps the mutations, in order
 * @param entries server-made entries that join the timeline
 * @param contact when an authenticated frame arrived, ms of server time; null for none
 * @param forgotten what the id store dropped
 * @param worldSeq the newest world row that the judge knew
 * @param change who may push from now on; null where that stays
 */
public record Commit(
    String account,
    @Nullable EpochVersion from,
    EpochVersion to,
    @Nullable Genesis genesis,
    @Nullable String incarnation,
    @Nullable String device,
    List<Step> steps,
    List<Entry> entries,
    @Nullable Long contact,
    List<Forgotten> forgotten,
    long worldSeq,
    @Nullable DeviceChange change)
    implements Journalled {
  /**
   * The beginning of an account.
   *
   * @param asOf ms of server time; also the first contact
   * @param publicKey of its first device; the account's id is its hash
   */
  public record Genesis(long asOf, String publicKey) {
    /** Checks the parts. */
    public Genesis {
      Ids.hash(publicKey, "publicKey");
    }
  }

  /** Checks the parts. */
  public Commit {
    Ids.hash(account, "account");
    Objects.requireNonNull(to, "to");
    steps = List.copyOf(steps);
    entries = List.copyOf(entries);
    forgotten = List.copyOf(forgotten);
    requireFits(from, to, genesis);
    requirePusher(incarnation, device, steps);
    requireWanted(device, change);
  }

  /** A commit that leaves the devices as they are. */
  public Commit(
      String account,
      @Nullable EpochVersion from,
      EpochVersion to,
      @Nullable Genesis genesis,
      @Nullable String incarnation,
      @Nullable String device,
      List<Step> steps,
      List<Entry> entries,
      @Nullable Long contact,
      List<Forgotten> forgotten,
      long worldSeq) {
    this(
        account,
        from,
        to,
        genesis,
        incarnation,
        device,
        steps,
        entries,
        contact,
        forgotten,
        worldSeq,
        null);
  }

  /**
   * Checks who changes the devices.
   *
   * @throws IllegalArgumentException when nobody does
   */
  public static void requireWanted(@Nullable String device, @Nullable DeviceChange change) {
    if (change != null && device == null) {
      throw new IllegalArgumentException("somebody changes the devices");
    }
  }

  /**
   * Checks where a commit stands.
   *
   * @throws IllegalArgumentException when it begins an account in its midst, or leaves a version
   *     out
   */
  public static void requireFits(
      @Nullable EpochVersion from, EpochVersion to, @Nullable Genesis genesis) {
    if ((from == null) != (genesis != null)) {
      throw new IllegalArgumentException("exactly the first commit has a genesis");
    }
    if (to.version() != (from == null ? 1 : from.version() + 1)) {
      throw new IllegalArgumentException("a commit makes the next version");
    }
  }

  /**
   * Checks who pushed.
   *
   * @throws IllegalArgumentException when mutations come from nobody, or an id is none
   */
  public static void requirePusher(
      @Nullable String incarnation, @Nullable String device, List<?> steps) {
    if (incarnation != null) {
      Ids.random(incarnation, "incarnation");
    }
    if (device != null) {
      Ids.hash(device, "device");
    }
    if (!steps.isEmpty() && (incarnation == null || device == null)) {
      throw new IllegalArgumentException("mutations come from a device");
    }
  }
}
