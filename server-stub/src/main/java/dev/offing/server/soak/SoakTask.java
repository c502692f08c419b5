package dev.offing.server.soak;

import dev.offing.server.inbox.Inbox;
import dev.offing.server.task.Every;
import dev.offing.server.task.Period;
import dev.offing.server.task.Retry;
import dev.offing.server.task.Task;
import dev.offing.server.task.TaskFailed;
import dev.offing.server.task.TaskRequest;
import dev.offing.server.task.TaskRun;
import dev.offing.server.task.Tasks;
import dev.offing.sync.protocol.ServerMessage.Notice;

/**
 * A task whose effect is a letter in an inbox, and which fails as it is told. Only nodes that are
 * started to be killed know it.
 */
public final class SoakTask implements Task<SoakTask.Work> {
  /** As it is enqueued. */
  public static final String KIND = "soak";

  /** What it is to do. */
  public enum Behaviour {
    /** Its work. */
    WORKS,
    /** Fails twice before. */
    FAILS_TWICE,
    /** Fails for ever. */
    FAILS,
    /** Fails in a way that trying again does not help. */
    HOPELESS,
    /** Lets another task do it. */
    PASSES_ON
  }

  /** For whom it is, and how it goes. */
  public record Work(String account, Behaviour behaviour) {}

  /** For ServiceLoader. */
  public SoakTask() {}

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Class<Work> params() {
    return Work.class;
  }

  @Override
  public Retry retry() {
    return new Retry(20, 20, 200);
  }

  @Override
  public void run(TaskRun run, Work work) throws TaskFailed {
    switch (work.behaviour()) {
      case WORKS -> put(run, work.account());
      case FAILS_TWICE -> {
        if (run.attempt() <= 2) {
          throw new IllegalStateException("not yet");
        }
        put(run, work.account());
      }
      case FAILS -> throw new IllegalStateException("it never works");
      case HOPELESS -> throw new TaskFailed("nobody can do it");
      case PASSES_ON ->
          run.service(Tasks.class)
              .enqueue(
                  KIND,
                  TaskRequest.of(new Work(work.account(), Behaviour.WORKS)).id(run.id() + "-next"));
    }
  }

  private static void put(TaskRun run, String account) {
    run.service(Inbox.class)
        .put(account, new Notice(run.id(), run.now(), "soak", "done"), Inbox.Keep.ALWAYS);
  }

  /** A period's letter, to an account of its own. */
  public static final class Hourly implements Task<Period> {
    /** As it runs by itself. */
    public static final String KIND = "soakEvery";

    /** Whose inbox has a letter for each period. */
    public static final String ACCOUNT = "5".repeat(64);

    /** Of a short hour, ms. */
    public static final long PERIOD_MS = 250;

    /** For ServiceLoader. */
    public Hourly() {}

    @Override
    public String kind() {
      return KIND;
    }

    @Override
    public Class<Period> params() {
      return Period.class;
    }

    @Override
    public Every every() {
      return new Every(PERIOD_MS, Every.Missed.EACH);
    }

    @Override
    public void run(TaskRun run, Period period) {
      run.service(Inbox.class)
          .put(
              ACCOUNT,
              new Notice(run.id(), period.at(), "soak", Long.toString(period.at())),
              Inbox.Keep.ALWAYS);
    }
  }
}
