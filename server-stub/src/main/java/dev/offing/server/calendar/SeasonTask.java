package dev.offing.server.calendar;

import dev.offing.server.account.AccountService;
import dev.offing.server.task.Task;
import dev.offing.server.task.TaskRun;
import dev.offing.sync.mutation.Ids;
import java.util.List;

/** {@code season}: pays some accounts what everybody gets for a season. */
public final class SeasonTask implements Task<SeasonTask.Share> {
  /** As it is enqueued. */
  static final String KIND = "season";

  /**
   * Whom, and for which season.
   *
   * @param end of it, ms of server time: its number
   * @param accounts ids
   */
  public record Share(long end, List<String> accounts) {
    /** Checks the ids and copies the list. */
    public Share {
      accounts = List.copyOf(accounts);
      accounts.forEach(it -> Ids.hash(it, "accounts"));
    }
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Class<Share> params() {
    return Share.class;
  }

  @Override
  public int concurrency() {
    return 16; // each walks through many accounts, and players share Redis with them
  }

  @Override
  public void run(TaskRun run, Share share) {
    AccountService accounts = run.service(AccountService.class);
    for (String account : share.accounts()) {
      if (run.over()) {
        return; // whoever goes on pays nobody twice
      }
      accounts.paySeason(account, share.end(), 1);
    }
  }
}
