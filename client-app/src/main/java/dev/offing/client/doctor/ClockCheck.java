package dev.offing.client.doctor;

import dev.offing.client.harbour.Times;
import dev.offing.sync.clock.Moment;
import dev.offing.sync.ledger.ClockAnchor;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether this computer's clock can be believed, by what the profile and the server know. */
public final class ClockCheck implements Check {
  /** From then on it is told. */
  private static final long OFF_MS = 5_000;

  private static final Instant EARLIEST = Instant.parse("2020-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");
  private static final String ONLINE =
      "Online a wrong clock changes nothing; offline a fast one may delay purchases. Let the computer set"
          + " its clock by the network.";

  private final Moment now;
  private final @Nullable ClockAnchor known;
  private final List<ServerProbe.Answer> answers;

  /**
   * @param now by the computer's clocks
   * @param known what the profile last knew of the server's time; null for nothing
   * @param answers of the servers that were asked
   */
  public ClockCheck(Moment now, @Nullable ClockAnchor known, List<ServerProbe.Answer> answers) {
    this.now = now;
    this.known = known;
    this.answers = List.copyOf(answers);
  }

  @Override
  public String name() {
    return "clock";
  }

  @Override
  public List<Finding> look() {
    Instant wall = Instant.ofEpochMilli(now.wallMs());
    if (wall.isBefore(EARLIEST) || wall.isAfter(LATEST)) {
      return List.of(
          Finding.trouble(
              "The clock says %s.".formatted(wall),
              "Set it: a gesture at such a time is taken by no server."));
    }
    List<Finding> found = new ArrayList<>();
    for (ServerProbe.Answer it : answers) {
      if (it.clockKnown() && Math.abs(it.skewMs()) > OFF_MS) {
        found.add(
            Finding.note(
                "The clock is %s the server's.".formatted(apart(-it.skewMs())),
                ONLINE + " A server with a clock of its own (serve --clock) is ahead on purpose."));
      }
    }
    ClockAnchor last = known;
    if (found.isEmpty()
        && last != null
        && now.wallMs() + last.offsetMs() < last.serverMs() - OFF_MS) {
      found.add(
          Finding.note(
              "The clock was set back since the game was last closed, by %s or more."
                  .formatted(Times.words(last.serverMs() - now.wallMs() - last.offsetMs())),
              ONLINE));
    }
    if (found.isEmpty()) {
      found.add(
          Finding.well(
              "The clock says %s (%s)%s."
                  .formatted(
                      wall,
                      ZoneId.systemDefault(),
                      answers.stream().anyMatch(ServerProbe.Answer::clockKnown)
                          ? ", as the server's does"
                          : "")));
    }
    return found;
  }

  private static String apart(long aheadMs) {
    return Times.words(Math.abs(aheadMs)) + (aheadMs > 0 ? " ahead of" : " behind");
  }
}
