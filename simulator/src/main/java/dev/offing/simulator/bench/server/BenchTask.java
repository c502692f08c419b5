package dev.offing.simulator.bench.server;

import dev.offing.server.task.Task;
import dev.offing.server.task.TaskRun;
import java.util.function.LongConsumer;

/** A task that does nothing but say that it was run. */
final class BenchTask implements Task<BenchTask.Numbered> {
  static final String KIND = "bench";

  private final LongConsumer ran;

  /** Which one it is. */
  record Numbered(long number) {}

  BenchTask(LongConsumer ran) {
    this.ran = ran;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Class<Numbered> params() {
    return Numbered.class;
  }

  @Override
  public void run(TaskRun run, Numbered which) {
    ran.accept(which.number());
  }
}
