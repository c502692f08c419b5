package dev.offing.server.inbox;

import dev.offing.server.task.Task;
import dev.offing.server.task.TaskRequest;
import dev.offing.server.task.TaskRun;
import dev.offing.sync.mutation.Ids;
import dev.offing.sync.protocol.ServerMessage.Notice;

/** {@code welcomeLetter}: the first letter of a player, sent when the account begins. */
public final class WelcomeLetter implements Task<WelcomeLetter.To> {
  /** As it is enqueued. */
  public static final String KIND = "welcomeLetter";

  /**
   * Whom it is for.
   *
   * @param account its id
   */
  public record To(String account) {
    /** Checks the part. */
    public To {
      Ids.hash(account, "account");
    }
  }

  /** The one letter of an account. */
  public static TaskRequest to(String account) {
    return TaskRequest.of(new To(account)).id("welcome:" + account);
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Class<To> params() {
    return To.class;
  }

  @Override
  public void run(TaskRun run, To to) {
    run.service(PostOffice.class)
        .deliver(
            to.account(),
            new Notice(
                run.id(),
                run.now(),
                "welcome",
                "The harbour is yours. It works also while you are away, as long as its lamp burns."));
  }
}
