package dev.offing.server.account;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Tells one odd mutation from a mistake of ours: when rules fail for more than twenty accounts and
 * one per cent of those of a minute, no more outcomes are made sticky until a person has looked
 * (docs/design/sync.md 4.2). It stays on until the node is started anew. Safe for use by many
 * threads.
 */
final class RuleAlarm {
  private static final long MINUTE_MS = 60_000;
  private static final int MOST_ACCOUNTS = 20;
  private static final int PER_CENT = 100;

  private final LongSupplier now;
  private final Set<String> judged = new HashSet<>();
  private final Set<String> failed = new HashSet<>();
  private long minute;
  private boolean on;

  RuleAlarm(LongSupplier now) {
    this.now = now;
  }

  /** Notes an account whose mutations were judged; true when the alarm is on. */
  synchronized boolean judged(String account, boolean ruleFailed) {
    long at = now.getAsLong();
    if (at - minute >= MINUTE_MS) {
      minute = at;
      judged.clear();
      failed.clear();
    }
    judged.add(account);
    if (ruleFailed) {
      failed.add(account);
      on |= failed.size() > MOST_ACCOUNTS && failed.size() * PER_CENT > judged.size();
    }
    return on;
  }

  synchronized Optional<String> notReady() {
    return on
        ? Optional.of("the rules failed for many accounts; see the log, then start the node anew")
        : Optional.empty();
  }
}
