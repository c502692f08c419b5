package dev.offing.server.account;

import dev.offing.sync.account.EpochVersion;
import dev.offing.sync.protocol.ServerMessage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One proved device in touch with its account. What it is sent of the account goes out in the order
 * of the account's history, because it is sent under the account's lock.
 */
public final class AccountSession {
  /** Whether the address of this session may begin accounts. */
  public interface Enrolment {
    /** Whether it may begin one now; counts nothing. */
    boolean available();

    /** Counts one; false when it is one too many. */
    boolean take();
  }

  private final String account;
  private final String device;
  private final String incarnation;
  private final Consumer<ServerMessage> out;
  private final Enrolment enrolment;
  private final Runnable unlinked;

  /** Guarded by the account's lock: the newest point that was sent; null before there is one. */
  @Nullable EpochVersion sent;

  /** The server forgot what this device holds: it may only heal. */
  volatile boolean healOnly;

  /** Guarded by the account's lock: it deleted the account, and hears so by the answer alone. */
  boolean deletes;

  /**
   * A session.
   *
   * @param device the proved public key
   * @param out sends to the device, without blocking
   * @param enrolment the limit of its address
   * @param unlinked tells the device that it does not belong to the account, and ends the session
   */
  public AccountSession(
      String account,
      String device,
      String incarnation,
      Consumer<ServerMessage> out,
      Enrolment enrolment,
      Runnable unlinked) {
    this.account = account;
    this.device = device;
    this.incarnation = incarnation;
    this.out = out;
    this.enrolment = enrolment;
    this.unlinked = unlinked;
  }

  /** The account that it plays. */
  public String account() {
    return account;
  }

  /** The proved public key. */
  public String device() {
    return device;
  }

  /** The life of its database. */
  public String incarnation() {
    return incarnation;
  }

  void send(ServerMessage message) {
    out.accept(message);
  }

  void unlink() {
    unlinked.run();
  }

  Enrolment enrolment() {
    return enrolment;
  }
}
