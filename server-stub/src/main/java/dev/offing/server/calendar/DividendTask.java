package dev.offing.server.calendar;

import dev.offing.server.account.AccountService;
import dev.offing.server.task.Task;
import dev.offing.server.task.TaskRun;
import dev.offing.sync.mutation.Ids;
import java.util.List;

/** {@code dividend}: pays some accounts of which nobody was heard what fell due. */
public final class DividendTask implements Task<DividendTask.Share> {
  /** As it is enqueued. */
  static final String KIND = "dividend";

  /**
   * Whom.
   *
   * @param accounts ids
   */
  public record Share(List<String> accounts) {
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
      accounts.payDividends(account);
    }
  }
}
