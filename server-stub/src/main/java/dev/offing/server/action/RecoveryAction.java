package dev.offing.server.action;

import dev.offing.sync.account.DeviceChange;
import dev.offing.sync.protocol.Calls;
import dev.offing.sync.protocol.Calls.Nothing;
import dev.offing.sync.protocol.Calls.RecoveryParams;

/** {@code recovery {publicKey?}}: the recovery key of the account, or none from now on. */
public final class RecoveryAction implements Action<RecoveryParams> {
  @Override
  public String name() {
    return Calls.RECOVERY;
  }

  @Override
  public String does() {
    return "Gives the account a recovery key, or takes it away.";
  }

  @Override
  public Class<RecoveryParams> params() {
    return RecoveryParams.class;
  }

  @Override
  public Class<Nothing> result() {
    return Nothing.class;
  }

  @Override
  public Nothing answer(Caller caller, RecoveryParams asked, ActionParts parts) {
    Caller.Player player = caller.player();
    DeviceRules.listing(player, parts);
    if (asked.publicKey() != null) {
      // Before it is good for anything.
      parts.links().recoverable(asked.publicKey(), player.account());
    }
    DeviceRules.change(player, new DeviceChange.Recoverable(asked.publicKey()), parts);
    return DeviceRules.DONE;
  }
}
