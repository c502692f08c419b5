package dev.offing.server.action;

import dev.offing.server.account.Books;
import dev.offing.sync.account.State;
import dev.offing.sync.economy.Money;
import dev.offing.sync.mutation.Ids;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;

/** {@code adminAccount {account}}: an account as it stands in the store. */
public final class AdminAccountAction implements Action<AdminAccountAction.Params> {
  /** Which account. */
  record Params(String account) {
    Params {
      Ids.hash(account, "account");
    }
  }

  /**
   * An account.
   *
   * @param asOf until when its purse is counted, ms of server time
   * @param lifetime what it earned in all
   * @param devices public keys
   * @param journalRows of its journal that were not folded
   */
  record Shown(
      String account,
      String epoch,
      long version,
      long asOf,
      Money purse,
      Money claim,
      Money lifetime,
      SortedMap<String, Integer> owned,
      SortedSet<String> devices,
      long journalRows) {}

  static Books.Shown shown(String account, int rows, ActionParts parts) {
    return parts
        .admin()
        .account(account, rows)
        .orElseThrow(() -> new ActionException("unknown_account", "there is no such account"));
  }

  @Override
  public String name() {
    return "adminAccount";
  }

  @Override
  public String does() {
    return "Shows an account as it stands in the store.";
  }

  @Override
  public Class<AdminAccountAction.Params> params() {
    return AdminAccountAction.Params.class;
  }

  @Override
  public Class<AdminAccountAction.Shown> result() {
    return AdminAccountAction.Shown.class;
  }

  @Override
  public Set<Role> roles() {
    return Set.of(Role.ADMIN);
  }

  @Override
  public boolean readsOnly() {
    return true;
  }

  @Override
  public AdminAccountAction.Shown answer(
      Caller caller, AdminAccountAction.Params asked, ActionParts parts) {
    Books.Shown shown = shown(asked.account(), 0, parts);
    State state = shown.record().state();
    return new Shown(
        state.account(),
        state.at().epoch(),
        state.at().version(),
        state.core().asOf(),
        state.core().purse(),
        state.core().claim(),
        state.core().lifetime(),
        state.core().owned(),
        state.devices().keys(),
        shown.rows());
  }
}
