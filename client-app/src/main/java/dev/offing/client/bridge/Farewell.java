package dev.offing.client.bridge;

import dev.offing.sync.CallFailedException;
import dev.offing.sync.Link;
import dev.offing.sync.SyncEngine;
import dev.offing.sync.SyncStatus;
import dev.offing.sync.protocol.Calls;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Somebody deletes their account: first on the server, where it never comes back, and then, by
 * whoever closes the game, what lies here. Safe for use by many threads.
 */
public final class Farewell {
  private final SyncEngine engine;
  private volatile boolean said;

  /** From this game. */
  public Farewell(SyncEngine engine) {
    this.engine = engine;
  }

  /** Whether the account is gone, so that what lies here may go, too. */
  public boolean said() {
    return said;
  }

  /**
   * Deletes the account where the server has it. Ends with nothing once it is gone, or where no
   * server ever had it; else fails with a sentence, and everything is as it was.
   */
  public CompletableFuture<@Nullable Void> say() {
    SyncStatus status = engine.status();
    boolean connected = status.link() == Link.ONLINE || status.link() == Link.SYNCING;
    boolean unknown = status.version() == null;
    if (status.link() == Link.DELETED || (unknown && !connected)) {
      said = true;
      return CompletableFuture.completedFuture(null);
    }
    return engine
        .call(Calls.DELETE_ACCOUNT, 1, new Calls.DeleteAccountParams(status.account()))
        .<@Nullable Void>handle((_, failure) -> {
          Throwable why = failure instanceof CompletionException e ? e.getCause() : failure;
          boolean gone =
              why == null
                  || engine.status().link() == Link.DELETED
                  || (unknown
                      && why instanceof CallFailedException call
                      && call.code().equals("unknown_account"));
          if (!gone) {
            throw new FarewellException(
                "Nothing was deleted: the server has to be asked, and %s Try again when it is connected."
                    .formatted(sentence(why)));
          }
          said = true;
          return null;
        });
  }

  private static String sentence(@Nullable Throwable why) {
    String message = why == null ? null : why.getMessage();
    String text = message == null || message.isBlank() ? "it did not answer." : message.strip();
    return text.endsWith(".") ? text : text + ".";
  }

  /** Why nothing was deleted, for a person. */
  public static final class FarewellException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FarewellException(String message) {
      super(message);
    }
  }
}
