package dev.offing.sync.economy;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A state moved on in time, and what happened on the way.
 *
 * @param earned grains earned by producers, before claims were settled from them
 * @param bySource the same by producer id
 * @param litMs milliseconds in which the lamp burned
 * @param crossed entries that acted, in the order in which they did
 */
public record Advanced(
    EconomyState state,
    Money earned,
    SortedMap<String, Money> bySource,
    long litMs,
    List<Entry> crossed) {

  public Advanced {
    bySource = Frozen.map(bySource);
    crossed = List.copyOf(crossed);
  }

  /**
   * The net postings of the way from {@code before} to {@link #state}: what was earned, and what
   * crossed entries moved after their debits beyond the purse went to the claim. They sum to zero;
   * accounts in order, those without a change left out.
   */
  public List<Posting> postingsSince(EconomyState before) {
    TreeMap<String, Money> net = new TreeMap<>();
    net.put(Posting.MINT, earned.negated());
    for (Entry entry : crossed) {
      for (Posting it : entry.postings()) {
        net.merge(it.account(), it.amount(), Money::plus);
      }
    }
    net.put(Posting.PURSE, state.purse().minus(before.purse()));
    net.put(Posting.CLAIM, before.claim().minus(state.claim()));
    List<Posting> postings = new ArrayList<>();
    net.forEach((account, amount) -> {
      if (amount.signum() != 0) {
        postings.add(new Posting(account, amount));
      }
    });
    return List.copyOf(postings);
  }
}
