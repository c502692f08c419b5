package dev.offing.server.account;

import dev.offing.server.account.AccountStore.Write;
import dev.offing.sync.account.Batch;
import dev.offing.sync.account.Judge;
import dev.offing.sync.account.KnownIds;
import dev.offing.sync.account.State;
import dev.offing.sync.account.Verdict;
import dev.offing.sync.protocol.ClientMessage;
import dev.offing.sync.protocol.ServerMessage;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What becomes of a push (docs/design/sync.md 4.1 to 4.3). */
final class Pushes {
  private static final Logger log = LoggerFactory.getLogger(Pushes.class);

  /** When a client may ask again for what only time will give, ms. */
  static final long RETRY_LATER_MS = 60_000;

  private final AccountStore store;
  private final Seal seal;
  private final RuleAlarm alarm;

  Pushes(AccountStore store, Seal seal, RuleAlarm alarm) {
    this.store = store;
    this.seal = seal;
    this.alarm = alarm;
  }

  /** The plan; runs under the slot's lock. */
  Step judged(
      AccountSession session,
      ClientMessage.Push push,
      Batch batch,
      Consumer<ServerMessage> answer,
      Context context) {
    AccountRecord record = context.record();
    Map<IdKey, KnownIds.Known> known =
        record == null
            ? Map.of()
            : store.outcomes(
                batch.account(),
                batch.rows().stream().map(row -> IdKey.of(row.mutation())).distinct().toList());
    long worldSeq = context.world().world().seq();
    Verdict verdict =
        Judge.judge(
            record == null ? null : record.state(),
            batch,
            (origin, id) -> known.get(new IdKey(origin, id)),
            context.now(),
            context.world().rules(),
            context.to(),
            worldSeq);
    return switch (verdict) {
      case Verdict.Commits commits -> committing(session, push, answer, context, commits);
      case Verdict.Known same ->
          new Step.Answer(() -> {
            if (record == null) {
              answer.accept(new ServerMessage.StaleEpoch());
            } else {
              answer.accept(
                  new ServerMessage.Ack(
                      record.state().devices().lastSeq(session.incarnation()),
                      same.results(),
                      Positions.same(record, session.incarnation(), worldSeq)));
            }
          });
      case Verdict.Gap gap ->
          new Step.Answer(
              () -> answer.accept(new ServerMessage.Gap(gap.lastSeq(), gap.lastHash())));
      case Verdict.StaleEpoch _ ->
          new Step.Answer(() -> answer.accept(new ServerMessage.StaleEpoch()));
      case Verdict.Unlinked _ ->
          new Step.Answer(() ->
              answer.accept(
                  new ServerMessage.Failure(
                      "unlinked", "This device does not belong to that game.")));
      case Verdict.Wait wait -> new Step.Later(wait.atMs());
    };
  }

  private Step committing(
      AccountSession session,
      ClientMessage.Push push,
      Consumer<ServerMessage> answer,
      Context context,
      Verdict.Commits commits) {
    boolean ruleFailed =
        commits.results().stream()
            .anyMatch(r ->
                !r.again() && r.rejection() != null && r.rejection().code().equals("rule_failed"));
    if (ruleFailed) {
      log.error("the rules failed for a mutation of {}: {}", session.account(), push.mutations());
    }
    if (alarm.judged(session.account(), ruleFailed)) {
      return new Step.Answer(() -> answer.accept(new ServerMessage.RetryAfter(RETRY_LATER_MS)));
    }
    if (context.record() == null && !session.enrolment().take()) {
      return new Step.Answer(() -> answer.accept(new ServerMessage.RetryAfter(RETRY_LATER_MS)));
    }
    State after = commits.after();
    long lastSeq = after.devices().lastSeq(session.incarnation());
    Write write =
        new Write(
            context.record() == null ? null : context.record().state(),
            after,
            seal.of(after),
            context.run(),
            commits.commit(),
            commits.journal(),
            commits.remembered(),
            context.now(),
            Map.of(session.incarnation(), Math.clamp(push.ackedSeq(), 0, lastSeq)),
            List.of(),
            Step.notice(after, "device"));
    return new Step.Change(
        write,
        session,
        next -> {
          session.sent = next.state().at();
          answer.accept(
              new ServerMessage.Ack(
                  lastSeq,
                  commits.results(),
                  Positions.by(commits.commit(), next, session.incarnation(), true)));
        },
        "device");
  }
}
