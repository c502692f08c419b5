package dev.offing.sync.account;

import dev.offing.sync.economy.Contact;
import dev.offing.sync.economy.Entry;
import dev.offing.sync.mutation.Ids;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Every input of a heal: the server forgot what a device can prove, goes on from what that device
 * holds, and does again on top of it what it had done meanwhile (docs/design/sync.md 6). {@link
 * State#heal} needs nothing else but the world.
 *
 * @param account whose
 * @param from the newest point of the server's journal that {@code base} contains: the book goes on
 *     from there; null when the journal has none
 * @param replaced the newest point that the server had; null when it had no such account
 * @param base the point that was shown
 * @param to the point it makes, in an epoch of its own and after both
 * @param at when it was judged, ms of server time
 * @param lineage the closed epochs of both histories
 * @param contact when the server was in touch since they parted; null for never
 * @param steps the server's mutations since then, in order
 * @param entries server-made entries that join the timeline
 * @param carryForward brings the book from its balance at {@code from} to that of {@code base};
 *     null where they are the same
 * @param dropped what the server had done since they parted and does not do again, together with
 *     what former heals of that time dropped
 * @param worldSeq the newest world row that the judge knew
 * @param changes what had changed of the devices since they parted, and stands
 */
public record Heal(
    String account,
    @Nullable EpochVersion from,
    @Nullable EpochVersion replaced,
    EpochVersion base,
    EpochVersion to,
    long at,
    Lineage lineage,
    @Nullable Contact contact,
    List<Redone> steps,
    List<Entry> entries,
    @Nullable Entry carryForward,
    List<Dropped> dropped,
    long worldSeq,
    List<Rewanted> changes)
    implements Journalled {
  /**
   * A mutation that is done again.
   *
   * @param incarnation that carried it
   * @param device the public key that pushed it
   */
  public record Redone(String incarnation, String device, Step step) {
    /** Checks the parts. */
    public Redone {
      Ids.random(incarnation, "incarnation");
      Ids.hash(device, "device");
      Objects.requireNonNull(step, "step");
    }
  }

  /**
   * A mutation that is not done again: the shown state has it already, or does not list the device
   * that did it.
   *
   * @param origin the incarnation that wrote it
   * @param id the mutation
   * @param outcome what had become of it
   */
  public record Dropped(String origin, String id, Outcome outcome) {
    /** Checks the parts. */
    public Dropped {
      Ids.random(origin, "origin");
      Objects.requireNonNull(id, "id");
      Objects.requireNonNull(outcome, "outcome");
    }
  }

  /**
   * A change of the devices that is made again.
   *
   * @param by the public key that wanted it
   */
  public record Rewanted(String by, DeviceChange change) {
    /** Checks the parts. */
    public Rewanted {
      Ids.hash(by, "by");
      Objects.requireNonNull(change, "change");
    }
  }

  /** Checks the parts. */
  public Heal {
    Ids.hash(account, "account");
    Objects.requireNonNull(lineage, "lineage");
    steps = List.copyOf(steps);
    entries = List.copyOf(entries);
    dropped = List.copyOf(dropped);
    changes = List.copyOf(changes);
    long newest = Math.max(base.version(), replaced == null ? 0 : replaced.version());
    if (to.version() != newest + 1) {
      throw new IllegalArgumentException("a heal makes the version after both ends");
    }
  }
}
