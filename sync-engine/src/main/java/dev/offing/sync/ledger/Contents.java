package dev.offing.sync.ledger;

import dev.offing.sync.account.World;
import dev.offing.sync.mutation.Chained;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a ledger holds when it is opened.
 *
 * @param identity who this device is
 * @param serverId the server that the profile is bound to; null before the first welcome
 * @param confirmed the newest confirmed state; null before the first gesture
 * @param outbox mutations without a result, oldest first, numbered without holes
 * @param acked the newest link whose result is on disk; the genesis before the first
 * @param bookedIds ids of mutations in the outbox whose entry is confirmed although their result is
 *     still to come
 * @param world the world rows known; null before the first
 * @param catalogs the texts of catalogs fetched from the server, by hash
 * @param clock what the device last knew of the server's time; null before the first answer
 * @param seen until when somebody was here; null before the first mark
 * @param fates rows of the book of the moves of an absence that was not told yet
 */
public record Contents(
    Identity identity,
    @Nullable String serverId,
    @Nullable Confirmed confirmed,
    List<Chained> outbox,
    Head acked,
    Set<String> bookedIds,
    @Nullable World world,
    SortedMap<String, String> catalogs,
    @Nullable ClockAnchor clock,
    @Nullable Seen seen,
    List<JournalRow> fates) {
  /** Copies the collections. */
  public Contents {
    outbox = List.copyOf(outbox);
    bookedIds = Set.copyOf(bookedIds);
    catalogs = new TreeMap<>(catalogs);
    fates = List.copyOf(fates);
  }

  /** The newest link of the incarnation's chain, in the outbox or settled. */
  public Head head() {
    return outbox.isEmpty() ? acked : new Head(outbox.getLast().seq(), outbox.getLast().hash());
  }
}
