package dev.offing.sync;

import dev.offing.sync.session.DeviceRow;
import dev.offing.sync.session.LinkOffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The devices of an account. One that belongs to it shows a code ({@link #offer}); the new one
 * names it ({@link #link}); the first sees who asks ({@link #claimant}) and lets it in ({@link
 * #answer}). Then both play one account, each also without a network.
 *
 * <p>Futures complete on the thread of listeners. What the server does not do fails as {@link
 * CallFailedException} with a sentence for people, also when there is no connection.
 */
public interface Linking {
  /** The devices as far as is known here, this one first; none before the account began. */
  List<DeviceRow> devices();

  /**
   * A code by which one other device can ask, for five minutes; the one before is worth nothing.
   */
  CompletableFuture<LinkOffer> offer();

  /** Who asks by the code; to be asked every second or so while it is shown. */
  CompletableFuture<Optional<DeviceRow>> claimant();

  /** Lets a device in that was seen to ask, or not. */
  CompletableFuture<@Nullable Void> answer(DeviceRow claimant, boolean allowed);

  /** Takes another device off the account: what it has not sent by then never counts. */
  CompletableFuture<@Nullable Void> revoke(DeviceRow device);

  /** Whether the account has a recovery code. */
  boolean recoverable();

  /**
   * A new recovery code: whoever has it can link a device to the account when no other one is left.
   * It is told here and nowhere again; the one before is worth nothing.
   */
  CompletableFuture<String> recoveryCode();

  /**
   * Asks to be linked, by the code that another device shows, until somebody answers there. Only a
   * profile in which nobody played can be linked, or one that was linked before.
   *
   * @param code as it was typed
   * @param name what people will call this device, 1 to 40 characters
   */
  CompletableFuture<@Nullable Void> link(String code, String name);

  /**
   * Links this device by a recovery code.
   *
   * @param code as it was typed
   * @param name what people will call this device, 1 to 40 characters
   */
  CompletableFuture<@Nullable Void> recover(String code, String name);

  /** Asks no more to be linked. */
  void stop();
}
