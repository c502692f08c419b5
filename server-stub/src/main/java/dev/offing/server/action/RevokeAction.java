package dev.offing.server.action;

import dev.offing.sync.account.DeviceChange;
import dev.offing.sync.protocol.Calls;
import dev.offing.sync.protocol.Calls.Nothing;
import dev.offing.sync.protocol.Calls.RevokeParams;

/** {@code revoke {publicKey}}: takes another device off. */
public final class RevokeAction implements Action<RevokeParams> {
  @Override
  public String name() {
    return Calls.REVOKE;
  }

  @Override
  public String does() {
    return "Takes another device off the account.";
  }

  @Override
  public Class<RevokeParams> params() {
    return RevokeParams.class;
  }

  @Override
  public Class<Nothing> result() {
    return Nothing.class;
  }

  @Override
  public Nothing answer(Caller caller, RevokeParams asked, ActionParts parts) {
    Caller.Player player = caller.player();
    if (asked.publicKey().equals(player.device())) {
      throw new ActionException("own_device", "a device is taken off by another one");
    }
    DeviceRules.change(player, new DeviceChange.Revoked(asked.publicKey()), parts);
    return DeviceRules.DONE;
  }
}
