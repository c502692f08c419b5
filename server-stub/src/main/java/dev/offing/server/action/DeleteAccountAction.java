package dev.offing.server.action;

import dev.offing.server.account.AccountService;
import dev.offing.sync.protocol.Calls;

/** {@code deleteAccount {account}}: the caller's account with all its data, for ever. */
public final class DeleteAccountAction implements Action<Calls.DeleteAccountParams> {
  private final AccountService accounts;

  /** Deletes from these. */
  public DeleteAccountAction(AccountService accounts) {
    this.accounts = accounts;
  }

  @Override
  public String name() {
    return Calls.DELETE_ACCOUNT;
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public Class<Calls.DeleteAccountParams> params() {
    return Calls.DeleteAccountParams.class;
  }

  @Override
  public Calls.DeleteAccountResult answer(Caller caller, Calls.DeleteAccountParams params) {
    if (!params.account().equals(caller.account())) {
      throw new ActionException("other_account", "a session can only delete its own account");
    }
    accounts
        .delete(caller.account(), caller.device())
        .ifPresent(code -> {
          throw new ActionException(code, "there is nothing here that this device could delete");
        });
    return new Calls.DeleteAccountResult(caller.account());
  }
}
