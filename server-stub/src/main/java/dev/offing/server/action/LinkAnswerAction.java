package dev.offing.server.action;

import dev.offing.server.account.LinkStore;
import dev.offing.sync.account.DeviceChange;
import dev.offing.sync.protocol.Calls;
import dev.offing.sync.protocol.Calls.LinkAnswerParams;
import dev.offing.sync.protocol.Calls.Nothing;
import java.util.Optional;

/** {@code linkAnswer {publicKey, allowed}}: lets the device in that was seen to ask, or not. */
public final class LinkAnswerAction implements Action<LinkAnswerParams> {
  @Override
  public String name() {
    return Calls.LINK_ANSWER;
  }

  @Override
  public String does() {
    return "Lets the device in that was seen to ask to be linked, or does not.";
  }

  @Override
  public Class<LinkAnswerParams> params() {
    return LinkAnswerParams.class;
  }

  @Override
  public Class<Nothing> result() {
    return Nothing.class;
  }

  @Override
  public Nothing answer(Caller caller, LinkAnswerParams asked, ActionParts parts) {
    Caller.Player player = caller.player();
    DeviceRules.listing(player, parts);
    Optional<LinkStore.Claimant> claimant = parts.links().claimant(player.account());
    if (claimant.isEmpty() || !claimant.get().device().equals(asked.publicKey())) {
      throw new ActionException("unknown_code", "that device does not ask any more");
    }
    if (asked.allowed()) {
      String name = claimant.get().name();
      long now = parts.clock().getAsLong();
      DeviceRules.change(player, new DeviceChange.Linked(asked.publicKey(), name, now), parts);
    }
    parts.links().answered(player.account(), asked.allowed());
    return DeviceRules.DONE;
  }
}
