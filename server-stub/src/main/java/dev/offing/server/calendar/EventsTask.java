package dev.offing.server.calendar;

import dev.offing.server.task.Every;
import dev.offing.server.task.Period;
import dev.offing.server.task.Task;
import dev.offing.server.task.TaskRun;
import dev.offing.server.world.WorldBoard;

/** {@code events}: announces the world events that begin soon. */
public final class EventsTask implements Task<Period> {
  private static final long EVERY_MS = 15_000;

  @Override
  public String kind() {
    return "events";
  }

  @Override
  public Class<Period> params() {
    return Period.class;
  }

  @Override
  public Every every() {
    return new Every(EVERY_MS, Every.Missed.NONE);
  }

  @Override
  public void run(TaskRun run, Period period) {
    run.service(WorldBoard.class).announce();
  }
}
