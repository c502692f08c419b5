package dev.offing.server.action;

import java.util.List;
import java.util.Set;

/** {@code adminAccounts {after, most}}: which accounts there are, a page at a time. */
public final class AdminAccountsAction implements Action<AdminAccountsAction.Params> {
  private static final int MOST = 1_000;

  /**
   * Which of them.
   *
   * @param after the last of the page before; empty for the first page
   * @param most on a page, 1 to 1,000
   */
  record Params(String after, int most) {
    Params {
      if (most < 1 || most > MOST) {
        throw new IllegalArgumentException("most is from 1 to " + MOST);
      }
    }
  }

  /**
   * A page.
   *
   * @param accounts ids, in their order
   * @param more whether others follow
   */
  record Page(List<String> accounts, boolean more) {}

  @Override
  public String name() {
    return "adminAccounts";
  }

  @Override
  public String does() {
    return "Lists the ids of accounts, a page at a time.";
  }

  @Override
  public Class<AdminAccountsAction.Params> params() {
    return AdminAccountsAction.Params.class;
  }

  @Override
  public Class<AdminAccountsAction.Page> result() {
    return AdminAccountsAction.Page.class;
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
  public AdminAccountsAction.Page answer(
      Caller caller, AdminAccountsAction.Params asked, ActionParts parts) {
    List<String> all =
        parts.admin().accounts().stream()
            .filter(it -> it.compareTo(asked.after()) > 0)
            .sorted()
            .limit(asked.most() + 1L)
            .toList();
    boolean more = all.size() > asked.most();
    return new Page(more ? all.subList(0, asked.most()) : all, more);
  }
}
