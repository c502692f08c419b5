package dev.offing.server.action;

import dev.offing.sync.protocol.Calls;
import dev.offing.sync.protocol.Calls.LinkClaimantResult;
import dev.offing.sync.protocol.Calls.Nothing;

/** {@code linkClaimant}: who asks by the code. */
public final class LinkClaimantAction implements Action<Nothing> {
  @Override
  public String name() {
    return Calls.LINK_CLAIMANT;
  }

  @Override
  public String does() {
    return "Tells which device asks to be linked by the account's code.";
  }

  @Override
  public Class<Nothing> params() {
    return Nothing.class;
  }

  @Override
  public Class<LinkClaimantResult> result() {
    return LinkClaimantResult.class;
  }

  @Override
  public boolean readsOnly() {
    return true;
  }

  @Override
  public LinkClaimantResult answer(Caller caller, Nothing asked, ActionParts parts) {
    Caller.Player player = caller.player();
    DeviceRules.listing(player, parts);
    return parts
        .links()
        .claimant(player.account())
        .map(it -> new LinkClaimantResult(it.device(), it.name()))
        .orElse(new LinkClaimantResult(null, null));
  }
}
