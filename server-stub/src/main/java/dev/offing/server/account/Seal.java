package dev.offing.server.account;

import dev.offing.sync.account.Checkpoint;
import dev.offing.sync.account.State;
import org.jspecify.annotations.Nullable;

/** Seals states with the newest key of the key file, and knows the seals that it made. */
final class Seal {
  private final KeyFile keys;

  Seal(KeyFile keys) {
    this.keys = keys;
  }

  Checkpoint of(State state) {
    return keys.seal(state);
  }

  /** Whether what a device shows to heal is what was sealed, and lists that device. */
  boolean seals(Checkpoint shown, State state, AccountSession session) {
    return accepted(shown, session.account()) != null
        && state.account().equals(session.account())
        && shown.at().equals(state.at())
        && shown.digest().equals(state.digest())
        && state.devices().keys().contains(session.device());
  }

  /** The shown checkpoint if it is ours and of this account; otherwise as if none was shown. */
  @Nullable Checkpoint accepted(@Nullable Checkpoint shown, String account) {
    return shown != null && shown.account().equals(account) && keys.verifies(shown) ? shown : null;
  }
}
