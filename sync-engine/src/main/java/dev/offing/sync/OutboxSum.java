package dev.offing.sync;

import dev.offing.sync.account.Journal;
import dev.offing.sync.economy.Money;
import dev.offing.sync.economy.Posting;
import dev.offing.sync.protocol.Bounds;
import dev.offing.sync.session.Pending;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the mutations without a result come to, in one walk over them.
 *
 * @param pending how many
 * @param bytes what they take on the wire, at most
 * @param oldestAt when the oldest was made, ms of server time; 0 for none
 * @param cost what they take from the purse
 * @param reserved what they send to others
 * @param items ids of the producers, upgrades and boosts that they are about
 */
record OutboxSum(
    int pending, long bytes, long oldestAt, Money cost, Money reserved, Set<String> items) {

  static OutboxSum of(List<Pending> outbox) {
    long bytes = 0;
    Money cost = Money.ZERO;
    Money reserved = Money.ZERO;
    Set<String> items = new HashSet<>();
    for (Pending it : outbox) {
      bytes += Bounds.mutationBytes(it.row());
      List<Posting> postings = it.predicted().postings();
      cost = cost.plus(Journal.sum(postings, Posting.SHOP));
      reserved = reserved.plus(Journal.sum(postings, Posting.TRANSIT));
      Map<String, String> args = it.row().mutation().command().args();
      String item = args.getOrDefault("producer", args.getOrDefault("id", ""));
      if (!item.isEmpty()) {
        items.add(item);
      }
    }
    long oldestAt = outbox.isEmpty() ? 0 : outbox.getFirst().row().mutation().at();
    return new OutboxSum(outbox.size(), bytes, oldestAt, cost, reserved, Set.copyOf(items));
  }
}
