package dev.offing.server.standing;

import dev.offing.sync.economy.Money;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The standing in memory, with the same contract as in Redis: for tests and simulations. */
public final class MemoryStandings implements Standings {
  private final Map<String, Money> earned = new HashMap<>();

  @Override
  public synchronized void note(String account, Money sum) {
    if (sum.signum() > 0) {
      earned.put(account, sum);
    } else {
      earned.remove(account);
    }
  }

  @Override
  public synchronized long size() {
    return earned.size();
  }

  @Override
  public synchronized List<Place> top(int most) {
    return places().stream().limit(most).toList();
  }

  @Override
  public synchronized Optional<Place> of(String account) {
    return places().stream().filter(it -> it.account().equals(account)).findFirst();
  }

  private List<Place> places() {
    List<Map.Entry<String, Money>> sorted = new ArrayList<>(earned.entrySet());
    sorted.sort(
        Map.Entry.<String, Money>comparingByValue()
            .thenComparing(Map.Entry.comparingByKey())
            .reversed());
    List<Place> places = new ArrayList<>();
    for (Map.Entry<String, Money> it : sorted) {
      places.add(new Place(places.size() + 1L, it.getKey(), it.getValue()));
    }
    return places;
  }
}
