package dev.offing.server.account;

import dev.offing.server.task.Task;
import dev.offing.server.task.TaskRequest;
import dev.offing.server.task.TaskRun;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code offerAgain}: a master of a cluster began another life and may have forgotten what it
 * answered last. Who lost a purchase brings it back by a heal; a gift to somebody who is away is
 * brought back by its other end, which lies on a master that forgot nothing.
 */
public final class OfferAgain implements Task<OfferAgain.After> {
  /** As it is enqueued. */
  public static final String KIND = "offerAgain";

  private static final Logger log = LoggerFactory.getLogger(OfferAgain.class);

  /**
   * After what.
   *
   * @param life of the master
   */
  public record After(String life) {}

  /** Once after a beginning. */
  public static TaskRequest after(String life) {
    return TaskRequest.of(new After(life)).id(KIND + ":" + life);
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Class<After> params() {
    return After.class;
  }

  @Override
  public int concurrency() {
    return 1; // each of them looks at all accounts
  }

  @Override
  public long timeoutMs() {
    return TimeUnit.HOURS.toMillis(1);
  }

  @Override
  public void run(TaskRun run, After after) {
    int offered = run.service(AccountService.class).offerAllAgain(run::over);
    log.info(
        "after the beginning of Redis' life {}, {} accounts offer again what they have with others",
        after.life(),
        offered);
  }
}
