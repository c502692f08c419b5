package dev.offing.server.account;

import dev.offing.server.account.AccountStore.OldId;
import dev.offing.server.account.AccountStore.Write;
import dev.offing.sync.account.Commit;
import dev.offing.sync.account.State;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Commits that say that the account was in touch with the server (docs/design/sync.md 2). */
final class Contacts {
  private final Seal seal;
  private final Forgetting forgetting;

  Contacts(Seal seal, Forgetting forgetting) {
    this.seal = seal;
    this.forgetting = forgetting;
  }

  /** A contact commit and the state that it makes. */
  record Contacted(Commit commit, State after, List<OldId> dropped) {}

  /** The commit of a contact at a time; it also forgets what is old enough. */
  Contacted contacted(Context context, AccountRecord record, long at) {
    List<OldId> dropped = forgetting.prunable(record.state(), context.now());
    Commit commit =
        new Commit(
            record.state().account(),
            record.state().at(),
            context.to(),
            null,
            null,
            null,
            List.of(),
            Dividends.due(record.state(), context.now(), context.world().rules()),
            at,
            Forgetting.forgotten(dropped),
            context.world().world().seq());
    return new Contacted(
        commit, record.state().commit(commit, context.world().rules()).state(), dropped);
  }

  /** The step that writes it. */
  Step step(
      Context context,
      AccountRecord record,
      Contacted made,
      @Nullable AccountSession by,
      Consumer<AccountRecord> reply) {
    Write write =
        new Write(
            record.state(),
            made.after(),
            seal.of(made.after()),
            context.run(),
            made.commit(),
            List.of(),
            List.of(),
            context.now(),
            Map.of(),
            made.dropped(),
            Step.notice(made.after(), "contact"));
    return new Step.Change(write, by, reply, "contact");
  }
}
