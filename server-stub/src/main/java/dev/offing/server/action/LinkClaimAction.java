package dev.offing.server.action;

import dev.offing.server.account.LinkStore;
import dev.offing.sync.protocol.Calls;
import dev.offing.sync.protocol.Calls.LinkClaimParams;
import dev.offing.sync.protocol.Calls.LinkClaimResult;
import dev.offing.sync.protocol.LinkCode;
import java.util.Set;

/**
 * {@code linkClaim {code, name, accountId?}}: a device asks to be linked, and hears what became of
 * it.
 */
public final class LinkClaimAction implements Action<LinkClaimParams> {
  @Override
  public String name() {
    return Calls.LINK_CLAIM;
  }

  @Override
  public String does() {
    return "Asks by a code that this device be linked, and tells the account once it is.";
  }

  @Override
  public Class<LinkClaimParams> params() {
    return LinkClaimParams.class;
  }

  @Override
  public Class<LinkClaimResult> result() {
    return LinkClaimResult.class;
  }

  @Override
  public Set<Role> roles() {
    return Set.of(Role.LINKING);
  }

  @Override
  public LinkClaimResult answer(Caller caller, LinkClaimParams asked, ActionParts parts) {
    Caller.Linking device = caller.linking();
    DeviceRules.mayTry(device.address(), parts);
    String code;
    try {
      code = LinkCode.read(asked.code(), LinkCode.CHARS);
    } catch (IllegalArgumentException e) {
      throw new ActionException("unknown_code", String.valueOf(e.getMessage()));
    }
    LinkStore.Claim claim =
        parts.links().claim(code, device.device(), asked.name(), asked.accountId());
    String account = claim.account();
    if (claim.fate() == LinkStore.Fate.OTHER_ACCOUNT) {
      throw DeviceRules.otherAccount();
    }
    if (claim.fate() != LinkStore.Fate.CLAIMED || account == null) {
      parts.wrongCodes().take(device.address());
      throw new ActionException(
          "unknown_code",
          "This code is not good, or not any more. Let the other device show a new one.");
    }
    boolean listed =
        parts
            .accounts()
            .devices(account)
            .filter(it -> it.keys().contains(device.device()))
            .isPresent();
    return new LinkClaimResult(listed ? account : null);
  }
}
