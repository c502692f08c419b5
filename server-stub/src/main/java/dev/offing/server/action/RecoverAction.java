package dev.offing.server.action;

import dev.offing.server.account.DeviceChanges.Fate;
import dev.offing.sync.account.DeviceChange;
import dev.offing.sync.protocol.Calls;
import dev.offing.sync.protocol.Calls.LinkClaimResult;
import dev.offing.sync.protocol.Calls.RecoverParams;
import dev.offing.sync.protocol.Proof;
import java.util.Set;

/**
 * {@code recover {publicKey, signature, name, accountId?}}: links this device by a recovery key.
 */
public final class RecoverAction implements Action<RecoverParams> {
  @Override
  public String name() {
    return Calls.RECOVER;
  }

  @Override
  public String does() {
    return "Links this device by the recovery key of an account.";
  }

  @Override
  public Class<RecoverParams> params() {
    return RecoverParams.class;
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
  public LinkClaimResult answer(Caller caller, RecoverParams asked, ActionParts parts) {
    Caller.Linking device = caller.linking();
    DeviceRules.mayTry(device.address(), parts);
    byte[] signed = Proof.recovery(parts.serverId(), device.nonce(), device.device());
    String account = parts.links().recovers(asked.publicKey()).orElse(null);
    if (account == null || !parts.proofs().verifies(asked.publicKey(), signed, asked.signature())) {
      parts.wrongCodes().take(device.address());
      throw unknownRecovery();
    }
    if (asked.accountId() != null && !asked.accountId().equals(account)) {
      throw DeviceRules.otherAccount();
    }
    long now = parts.clock().getAsLong();
    Fate fate =
        parts
            .accounts()
            .change(
                account,
                asked.publicKey(),
                new DeviceChange.Linked(device.device(), asked.name(), now));
    if (fate == Fate.NOT_LISTED || fate == Fate.NO_ACCOUNT) {
      throw unknownRecovery();
    }
    DeviceRules.made(fate);
    return new LinkClaimResult(account);
  }

  private static ActionException unknownRecovery() {
    return new ActionException("unknown_code", "The server knows no game of this recovery code.");
  }
}
