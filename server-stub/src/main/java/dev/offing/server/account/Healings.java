package dev.offing.server.account;

import dev.offing.server.account.AccountStore.OldId;
import dev.offing.server.account.AccountStore.Write;
import dev.offing.server.redis.RedisUnavailable;
import dev.offing.sync.account.Healing;
import dev.offing.sync.account.Healing.Ruling;
import dev.offing.sync.account.State;
import dev.offing.sync.protocol.ServerMessage;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What becomes of a state that a device shows to a server that forgot (docs/design/sync.md 6). */
public final class Healings {
  private static final Logger log = LoggerFactory.getLogger(Healings.class);

  private final AccountStore store;
  private final LinkStore links;
  private final Seal seal;
  private final Supplier<String> randomId;
  private final AtomicLong healed = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();

  Healings(AccountStore store, LinkStore links, Seal seal, Supplier<String> randomId) {
    this.store = store;
    this.links = links;
    this.seal = seal;
    this.randomId = randomId;
  }

  /**
   * Since the start of this node.
   *
   * @param healed accounts that go on from what a device held
   * @param refused shown states that could not be taken over: their devices go on from the server's
   */
  public record Counts(long healed, long refused) {}

  Counts counts() {
    return new Counts(healed.get(), refused.get());
  }

  /**
   * The plan; runs under the slot's lock.
   *
   * @param proved whether {@code shown} is what was sealed, and lists the device
   */
  Step healing(AccountSession session, State shown, boolean proved, Context context) {
    AccountRecord record = context.record();
    if (!proved) {
      return refusing(session, context, "its seal is not ours, or of something else");
    }
    Ruling ruling =
        Healing.judge(
            record == null ? null : record.state(),
            record == null ? Collections.emptyIterator() : store.journal(session.account()),
            shown,
            context.now(),
            context.world().rules(),
            randomId.get(),
            context.world().world().seq());
    return switch (ruling) {
      case Ruling.Heals heals -> healing(session, context, heals);
      case Ruling.Refused no ->
          no.why() == Healing.Refusal.NO_EVIDENCE
              ? answering(session, context) // another device was first
              : refusing(session, context, no.why().toString());
    };
  }

  private Step healing(AccountSession session, Context context, Ruling.Heals heals) {
    AccountRecord record = context.record();
    State after = heals.after();
    List<OldId> dropped =
        heals.forgotten().stream()
            .map(gone ->
                new OldId(
                    gone.row().mutation().origin().incarnation(),
                    gone.row().mutation().id(),
                    gone.incarnation(),
                    gone.row().seq(),
                    gone.row().mutation().origin().seq(),
                    context.now()))
            .toList();
    Write write =
        new Write(
            record == null ? null : record.state(),
            after,
            seal.of(after),
            context.run(),
            heals.heal(),
            heals.journal(),
            heals.remembered(),
            context.now(),
            Map.of(),
            dropped,
            Step.notice(after, "heal"));
    return new Step.Change(
        write,
        session,
        next -> {
          healed.incrementAndGet();
          log.warn(
              "account {} was healed by a device: it had {}, the device {}; it goes on at {} with {}"
                  + " mutations done again and {} left out",
              session.account(),
              heals.heal().replaced(),
              heals.heal().base(),
              after.at(),
              heals.heal().steps().size(),
              heals.heal().dropped().size());
          findable(next.state());
          answer(session, next, context);
        },
        "heal");
  }

  /** The store that forgot may have forgotten, too, where the account's recovery key leads. */
  private void findable(State healed) {
    String key = healed.devices().recovery();
    if (key == null) {
      return;
    }
    try {
      links.recoverable(key, healed.account());
    } catch (RedisUnavailable e) {
      log.warn(
          "the recovery key of {} leads nowhere until it is made anew: {}",
          healed.account(),
          e.getMessage());
    }
  }

  /** What was shown is not taken over: the device goes on from what stands here, if anything. */
  private Step refusing(AccountSession session, Context context, String why) {
    AccountRecord record = context.record();
    return new Step.Answer(() -> {
      refused.incrementAndGet();
      log.warn(
          "account {} at {} is not healed by what a device shows: {}",
          session.account(),
          record == null ? null : record.state().at(),
          why);
      answer(session, record, context);
    });
  }

  private Step answering(AccountSession session, Context context) {
    return new Step.Answer(() -> answer(session, context.record(), context));
  }

  private void answer(AccountSession session, @Nullable AccountRecord record, Context context) {
    if (record == null) {
      session.send(
          new ServerMessage.Failure(
              "unknown_account", "The server does not know this game, nor the seal on it."));
    } else if (!record.state().devices().keys().contains(session.device())) {
      session.unlink();
    } else {
      welcome(session, record, context);
    }
  }

  private static void welcome(AccountSession session, AccountRecord record, Context context) {
    session.healOnly = false;
    session.sent = record.state().at();
    session.send(
        new ServerMessage.Healed(
            Positions.whole(record, session.incarnation(), context.world().world().seq())));
  }
}
