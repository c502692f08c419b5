package dev.offing.server.account;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Tokens in memory, with the same contract as Redis: for tests and simulations. */
public final class MemoryTokenStore implements TokenStore {
  private record Noted(Tokens.Holder holder, long until) {}

  private final LongSupplier now;
  private final Map<String, Noted> tokens = new HashMap<>();

  /** An empty store on a clock of ms. */
  public MemoryTokenStore(LongSupplier now) {
    this.now = now;
  }

  @Override
  public synchronized void put(String hash, Tokens.Holder holder, long forMs) {
    tokens.values().removeIf(it -> it.until <= now.getAsLong());
    tokens.put(hash, new Noted(holder, now.getAsLong() + forMs));
  }

  @Override
  public synchronized Optional<Tokens.Holder> find(String hash) {
    return Optional.ofNullable(tokens.get(hash))
        .filter(it -> it.until > now.getAsLong())
        .map(Noted::holder);
  }
}
