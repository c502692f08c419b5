package dev.offing.server.account;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Codes in memory, with the same contract as Redis: for tests and simulations. */
public final class MemoryLinkStore implements LinkStore {
  private record Offer(
      String account, long until, @Nullable Claimant claimant, boolean answered, int tries) {}

  private final LongSupplier now;
  private final Map<String, Offer> offers = new HashMap<>();
  private final Map<String, String> codes = new HashMap<>();
  private final Map<String, String> recoveries = new HashMap<>();

  /** An empty store on a clock of ms. */
  public MemoryLinkStore(LongSupplier now) {
    this.now = now;
  }

  /** What a copy of the store's file would hold. */
  public synchronized MemoryLinkStore copy() {
    MemoryLinkStore copy = new MemoryLinkStore(now);
    copy.restart(this);
    return copy;
  }

  /** Begins another life with what a copy held. */
  public synchronized void restart(MemoryLinkStore copy) {
    offers.clear();
    offers.putAll(copy.offers);
    codes.clear();
    codes.putAll(copy.codes);
    recoveries.clear();
    recoveries.putAll(copy.recoveries);
  }

  @Override
  public synchronized void offer(String code, String account, long forMs) {
    String before = codes.put(account, code);
    if (before != null) {
      offers.remove(before);
    }
    offers.put(code, new Offer(account, now.getAsLong() + forMs, null, false, 0));
  }

  @Override
  public synchronized Claim claim(String code, String device, String name, @Nullable String only) {
    Offer offer = live(code);
    if (offer == null) {
      return new Claim(Fate.UNKNOWN, null);
    }
    if (only != null && !only.equals(offer.account)) {
      return new Claim(Fate.OTHER_ACCOUNT, offer.account);
    }
    Claimant first = offer.claimant;
    if (first == null) {
      offers.put(
          code,
          new Offer(offer.account, offer.until, new Claimant(device, name), false, offer.tries));
    } else if (!first.device().equals(device)) {
      int tries = offer.tries + 1;
      offers.put(code, new Offer(offer.account, offer.until, first, offer.answered, tries));
      if (tries >= TRIES) {
        offers.remove(code);
      }
      return new Claim(Fate.TAKEN, offer.account);
    }
    return new Claim(Fate.CLAIMED, offer.account);
  }

  private @Nullable Offer live(@Nullable String code) {
    Offer offer = offers.get(code);
    return offer == null || offer.until <= now.getAsLong() ? null : offer;
  }

  @Override
  public synchronized Optional<Claimant> claimant(String account) {
    Offer offer = live(codes.get(account));
    return offer == null || offer.answered ? Optional.empty() : Optional.ofNullable(offer.claimant);
  }

  @Override
  public synchronized void answered(String account, boolean allowed) {
    String code = codes.get(account);
    Offer offer = live(code);
    if (code == null || offer == null) {
      return;
    }
    if (allowed) {
      offers.put(code, new Offer(account, offer.until, offer.claimant, true, offer.tries));
    } else {
      offers.remove(code);
    }
  }

  @Override
  public synchronized void recoverable(String key, String account) {
    recoveries.put(key, account);
  }

  @Override
  public synchronized Optional<String> recovers(String key) {
    return Optional.ofNullable(recoveries.get(key));
  }
}
