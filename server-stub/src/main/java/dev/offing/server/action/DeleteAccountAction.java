package dev.offing.server.action;

import dev.offing.sync.protocol.Calls;

/** {@code deleteAccount {account}}: the caller's account with all its data, for ever. */
public final class DeleteAccountAction implements Action<Calls.DeleteAccountParams> {
  @Override
  public String name() {
    return Calls.DELETE_ACCOUNT;
  }

  @Override
  public String does() {
    return "Deletes the account with all that the server holds of it, for ever.";
  }

  @Override
  public Class<Calls.DeleteAccountParams> params() {
    return Calls.DeleteAccountParams.class;
  }

  @Override
  public Class<Calls.DeleteAccountResult> result() {
    return Calls.DeleteAccountResult.class;
  }

  @Override
  public Calls.DeleteAccountResult answer(
      Caller caller, Calls.DeleteAccountParams asked, ActionParts parts) {
    Caller.Player player = caller.player();
    if (!asked.account().equals(player.account())) {
      throw new ActionException("other_account", "a session can only delete its own account");
    }
    parts
        .accounts()
        .delete(player.account(), player.device())
        .ifPresent(code -> {
          throw new ActionException(code, "there is nothing here that this device could delete");
        });
    return new Calls.DeleteAccountResult(player.account());
  }
}
