package dev.offing.server.account;

import dev.offing.sync.economy.Money;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Codes in memory, with the same contract as in Redis: for tests and simulations. */
public final class MemoryCodeStore implements CodeStore {
  private final Map<String, Money> amounts = new HashMap<>();
  private final Map<String, Claim> owners = new HashMap<>();

  private record Claim(String account, long at) {}

  @Override
  public synchronized void issue(String codeId, Money amount) {
    amounts.putIfAbsent(codeId, amount);
  }

  @Override
  public synchronized Optional<Money> claim(String codeId, String account, long at) {
    Money amount = amounts.get(codeId);
    if (amount == null) {
      return Optional.empty();
    }
    Claim first = owners.computeIfAbsent(codeId, _ -> new Claim(account, at));
    return first.account.equals(account) && Math.abs(at - first.at) < SAME_MS
        ? Optional.of(amount)
        : Optional.empty();
  }

  /** What a copy of the store's file would hold. */
  public synchronized MemoryCodeStore copy() {
    MemoryCodeStore copy = new MemoryCodeStore();
    copy.amounts.putAll(amounts);
    copy.owners.putAll(owners);
    return copy;
  }

  /** Goes on with what a copy held. */
  public synchronized void restart(MemoryCodeStore copy) {
    amounts.clear();
    amounts.putAll(copy.amounts);
    owners.clear();
    owners.putAll(copy.owners);
  }
}
