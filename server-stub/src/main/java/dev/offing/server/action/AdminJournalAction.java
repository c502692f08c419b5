package dev.offing.server.action;

import dev.offing.sync.account.Booked;
import dev.offing.sync.account.EpochVersion;
import dev.offing.sync.economy.Entry;
import dev.offing.sync.mutation.Ids;
import java.util.List;
import java.util.Set;

/** {@code adminJournal {account, newest}}: the newest rows of an account's journal. */
public final class AdminJournalAction implements Action<AdminJournalAction.Params> {
  private static final int MOST = 200;

  /**
   * Which account.
   *
   * @param newest rows, 1 to 200
   */
  record Params(String account, int newest) {
    Params {
      Ids.hash(account, "account");
      if (newest < 1 || newest > MOST) {
        throw new IllegalArgumentException("newest is from 1 to " + MOST);
      }
    }
  }

  /**
   * A commit or a heal.
   *
   * @param to the point that it made
   */
  record Row(EpochVersion to, List<Entry> entries) {
    static Row of(Booked row) {
      return new Row(row.made().to(), row.entries());
    }
  }

  /** The rows. */
  record Journal(List<Row> rows) {}

  @Override
  public String name() {
    return "adminJournal";
  }

  @Override
  public String does() {
    return "Shows the newest rows of an account's journal, newest first.";
  }

  @Override
  public Class<AdminJournalAction.Params> params() {
    return AdminJournalAction.Params.class;
  }

  @Override
  public Class<AdminJournalAction.Journal> result() {
    return AdminJournalAction.Journal.class;
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
  public AdminJournalAction.Journal answer(
      Caller caller, AdminJournalAction.Params asked, ActionParts parts) {
    return new Journal(
        AdminAccountAction.shown(asked.account(), asked.newest(), parts).newest().stream()
            .map(Row::of)
            .toList());
  }
}
