package dev.offing.server.action;

import dev.offing.server.account.DeviceChanges.Fate;
import dev.offing.sync.account.DeviceChange;
import dev.offing.sync.account.Devices;
import dev.offing.sync.protocol.Calls.Nothing;
import java.net.InetAddress;

/**
 * What the actions have in common by which the devices of an account are linked, taken off and
 * recovered (docs/design/sync.md 8). Each may be asked again after an answer that was lost.
 */
final class DeviceRules {
  static final Nothing DONE = new Nothing();

  private DeviceRules() {}

  /** The devices of the caller's account, which must be one of them. */
  static Devices listing(Caller.Player caller, ActionParts parts) {
    return parts
        .accounts()
        .devices(caller.account())
        .filter(it -> it.keys().contains(caller.device()))
        .orElseThrow(() -> unlisted(Fate.NOT_LISTED));
  }

  /** Commits a change that the caller's device wants. */
  static void change(Caller.Player caller, DeviceChange change, ActionParts parts) {
    made(parts.accounts().change(caller.account(), caller.device(), change));
  }

  static void made(Fate fate) {
    switch (fate) {
      case MADE -> {}
      case NOT_POSSIBLE -> throw full();
      case NOT_LISTED, NO_ACCOUNT -> throw unlisted(fate);
    }
  }

  static void mayTry(InetAddress address, ActionParts parts) {
    if (!parts.wrongCodes().available(address)) {
      throw new ActionException(
          "too_many_tries", "Too many wrong codes came from here. Wait five minutes.");
    }
  }

  static ActionException full() {
    return new ActionException(
        "too_many_devices",
        "An account has at most %d devices. Take one off first.".formatted(Devices.KEYS));
  }

  static ActionException otherAccount() {
    return new ActionException(
        "other_account",
        "That code is of another game than the one in this profile, which stays. Link that game from"
            + " a new profile.");
  }

  private static ActionException unlisted(Fate fate) {
    return fate == Fate.NO_ACCOUNT
        ? new ActionException("unknown_account", "The server does not know this game yet.")
        : new ActionException("unlinked", "This device does not belong to that game.");
  }
}
