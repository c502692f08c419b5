package dev.offing.server.account;

import dev.offing.server.account.AccountStore.Write;
import dev.offing.sync.account.State;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a plan for an account wants. */
sealed interface Step {
  /** To answer without a commit. */
  record Answer(Runnable reply) implements Step {}

  /**
   * To commit, and then to answer.
   *
   * @param by the session that hears of it by the answer
   * @param cause what the others are told
   */
  record Change(
      Write write, @Nullable AccountSession by, Consumer<AccountRecord> reply, String cause)
      implements Step {}

  /** To be asked again at a time of the server. */
  record Later(long atMs) implements Step {}

  /** What the script tells other nodes of a commit. */
  static String notice(State after, String cause) {
    return after.at().epoch() + " " + after.at().version() + " " + cause;
  }
}
