package dev.offing.sync.ledger;

import dev.offing.sync.mutation.Chained;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How far a ledger got: what a change must continue, and what of the confirmed state is on disk
 * already.
 *
 * @param ackedSeq the highest number whose result is here
 * @param headSeq the highest number, in the outbox or settled
 * @param sections digests of the state's sections on disk, by name
 */
record Marks(
    String incarnation,
    @Nullable String serverId,
    long ackedSeq,
    long headSeq,
    Map<String, String> sections) {
  Marks {
    sections = Map.copyOf(sections);
  }

  /** Where a ledger with these contents stands. */
  static Marks of(Contents contents) {
    Confirmed confirmed = contents.confirmed();
    return new Marks(
        contents.identity().incarnation(),
        contents.serverId(),
        contents.acked().seq(),
        contents.head().seq(),
        confirmed == null ? Map.of() : confirmed.state().sectionDigests());
  }

  /**
   * Where it stands after a change.
   *
   * @throws IllegalArgumentException when the change does not continue what is here: a mistake of
   *     the program, which is found before anything is written
   */
  Marks after(Change change) {
    String server = change.serverId();
    require(
        server == null || serverId == null || serverId.equals(server),
        "the profile is bound to another server");
    String life = incarnation;
    long acked = ackedSeq;
    long head = headSeq;
    Change.Fork fork = change.fork();
    if (fork != null) {
      require(
          fork.account() == null || (sections.isEmpty() && fork.outbox().isEmpty()),
          "a profile in which somebody played stays with its account");
      life = fork.incarnation();
      acked = 0;
      head = continued(0, fork.outbox());
    }
    head = continued(head, change.gestures());
    for (Change.Settled settled : change.settled()) {
      require(
          settled.row().seq() == acked + 1 && acked < head,
          "results are taken in the order of the outbox");
      acked++;
    }
    Confirmed confirmed = change.confirmed();
    return new Marks(
        life,
        server == null ? serverId : server,
        acked,
        head,
        confirmed == null ? sections : confirmed.state().sectionDigests());
  }

  private static long continued(long head, List<Chained> rows) {
    long next = head;
    for (Chained row : rows) {
      require(row.seq() == next + 1, "rows continue the outbox without holes");
      next++;
    }
    return next;
  }

  private static void require(boolean condition, String rule) {
    if (!condition) {
      throw new IllegalArgumentException(rule);
    }
  }

  /** Whether a section of the confirmed state is on disk as it is. */
  boolean holds(String section, @Nullable String digest) {
    return Objects.equals(sections.get(section), digest);
  }
}
