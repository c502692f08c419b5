package dev.offing.server.action;

import dev.offing.sync.account.Devices;
import dev.offing.sync.protocol.Calls;
import dev.offing.sync.protocol.Calls.LinkCodeResult;
import dev.offing.sync.protocol.Calls.Nothing;

/** {@code linkCode}: a code by which a further device can ask to be linked. */
public final class LinkCodeAction implements Action<Nothing> {
  @Override
  public String name() {
    return Calls.LINK_CODE;
  }

  @Override
  public String does() {
    return "Makes a code by which one further device can ask to be linked to the account.";
  }

  @Override
  public Class<Nothing> params() {
    return Nothing.class;
  }

  @Override
  public Class<LinkCodeResult> result() {
    return LinkCodeResult.class;
  }

  @Override
  public LinkCodeResult answer(Caller caller, Nothing asked, ActionParts parts) {
    Caller.Player player = caller.player();
    if (DeviceRules.listing(player, parts).keys().size() >= Devices.KEYS) {
      throw DeviceRules.full();
    }
    String code = parts.linkCodes().get();
    parts.links().offer(code, player.account(), parts.linkCodeMs());
    return new LinkCodeResult(code, parts.clock().getAsLong() + parts.linkCodeMs());
  }
}
