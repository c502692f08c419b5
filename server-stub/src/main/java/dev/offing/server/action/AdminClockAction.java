package dev.offing.server.action;

import dev.offing.server.cluster.ServerTime;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code adminClock {forwardMs, speed}}: how server time runs; moves it on or hurries it. */
public final class AdminClockAction implements Action<AdminClockAction.Params> {
  private static final long MOST_MS = Duration.ofDays(366).toMillis();
  private static final int MOST_SPEED = 1_000;

  /**
   * What is to be done; nothing where both are null.
   *
   * @param forwardMs ms of server time that pass at once, 0 to a year; null for none
   * @param speed ms of server time in a ms of real time from then on, 1 to 1,000; null for as now
   */
  record Params(@Nullable Long forwardMs, @Nullable Integer speed) {
    /** Checks the parts. */
    Params {
      if (forwardMs != null && (forwardMs < 0 || forwardMs > MOST_MS)) {
        throw new IllegalArgumentException(
            "forwardMs is 0 to 31,622,400,000: time never runs backward");
      }
      if (speed != null && (speed < 1 || speed > MOST_SPEED)) {
        throw new IllegalArgumentException("speed is 1 to 1,000");
      }
    }
  }

  @Override
  public String name() {
    return "adminClock";
  }

  @Override
  public String does() {
    return "Tells how server time runs; moves it on or hurries it, for tests, without a way back.";
  }

  @Override
  public Class<Params> params() {
    return Params.class;
  }

  @Override
  public Class<ServerTime.Told> result() {
    return ServerTime.Told.class;
  }

  @Override
  public Set<Role> roles() {
    return Set.of(Role.ADMIN);
  }

  @Override
  public ServerTime.Told answer(Caller caller, Params asked, ActionParts parts) {
    return asked.forwardMs() == null && asked.speed() == null
        ? parts.admin().time()
        : parts.admin().travel(asked.forwardMs() == null ? 0 : asked.forwardMs(), asked.speed());
  }
}
