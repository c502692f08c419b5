package dev.offing.client;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;

/** A clock that says what it was told. Thread-safe. */
final class SetClock extends Clock {

  private final ZoneId zone;
  private volatile Instant now;

  SetClock(ZoneId zone, LocalDateTime now) {
    this.zone = zone;
    this.now = now.atZone(zone).toInstant();
  }

  void set(LocalDateTime to) {
    now = to.atZone(zone).toInstant();
  }

  @Override
  public ZoneId getZone() {
    return zone;
  }

  @Override
  public Clock withZone(ZoneId other) {
    return Clock.fixed(now, other);
  }

  @Override
  public Instant instant() {
    return now;
  }
}
