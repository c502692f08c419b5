package dev.offing.server.account;

import dev.offing.server.cluster.Bus;

/** One node alone. */
final class NoBus implements Bus {
  @Override
  public Subscription subscribe(String channel, Listener listener) {
    return () -> {};
  }

  @Override
  public void publish(String channel, String message) {}

  @Override
  public void onResubscribed(Runnable check) {}

  @Override
  public void close() {}
}
