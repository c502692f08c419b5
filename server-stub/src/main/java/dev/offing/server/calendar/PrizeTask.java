package dev.offing.server.calendar;

import dev.offing.server.account.AccountService;
import dev.offing.server.inbox.PostOffice;
import dev.offing.server.task.Task;
import dev.offing.server.task.TaskRun;
import dev.offing.sync.mutation.Ids;
import dev.offing.sync.protocol.ServerMessage.Notice;

/** {@code prize}: pays a player at the head of the standing, and writes a letter about it. */
public final class PrizeTask implements Task<PrizeTask.Prize> {
  /** As it is enqueued. */
  static final String KIND = "prize";

  /**
   * Whose.
   *
   * @param end of the season, ms of server time: its number
   * @param account whose
   * @param rank from 1
   * @param of so many stood there
   * @param times as much as everybody gets
   */
  public record Prize(long end, String account, long rank, long of, int times) {
    /** Checks the id. */
    public Prize {
      Ids.hash(account, "account");
    }
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Class<Prize> params() {
    return Prize.class;
  }

  @Override
  public void run(TaskRun run, Prize prize) {
    if (run.service(AccountService.class).paySeason(prize.account(), prize.end(), prize.times())) {
      run.service(PostOffice.class)
          .deliver(
              prize.account(),
              new Notice(
                  "season:" + prize.end(),
                  run.now(),
                  "season",
                  "The season is over, and you stand at number %,d of %,d. That is worth %d times what everybody gets."
                      .formatted(prize.rank(), prize.of(), prize.times())));
    }
  }
}
