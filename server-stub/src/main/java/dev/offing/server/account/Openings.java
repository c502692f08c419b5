package dev.offing.server.account;

import dev.offing.sync.account.Checkpoint;
import dev.offing.sync.account.State;
import dev.offing.sync.protocol.ServerMessage.AwayReport;
import dev.offing.sync.protocol.ServerMessage.Mode;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What becomes of a device that has proved its key (docs/design/sync.md 3, 5.8). */
final class Openings {
  private final Contacts contacts;

  Openings(Contacts contacts) {
    this.contacts = contacts;
  }

  /**
   * The plan; runs under the slot's lock.
   *
   * @param shown a checkpoint that is ours and of this account; null for none
   */
  Step opening(
      Slot slot,
      AccountSession session,
      @Nullable Checkpoint shown,
      Context context,
      Consumer<Opened> reply) {
    AccountRecord record = context.record();
    if (record == null) {
      return new Step.Answer(() -> openWithoutAccount(slot, session, shown, reply));
    }
    boolean listed = record.state().devices().keys().contains(session.device());
    boolean forgot = shown != null && !record.state().contains(shown.at());
    if (!listed) {
      return new Step.Answer(() -> {
        if (forgot) {
          welcomeToHeal(slot, session, reply);
        } else {
          reply.accept(new Opened.Refused("unlinked", "This device does not belong to that game."));
        }
      });
    }
    boolean holdsThis =
        shown != null
            && shown.at().equals(record.state().at())
            && shown.digest().equals(record.checkpoint().digest());
    AwayReport away = Absences.until(record.state(), context.now(), context.world().rules());
    Contacts.Contacted contacted = contacts.contacted(context, record, context.now());
    return contacts.step(
        context,
        record,
        contacted,
        session,
        next -> {
          if (forgot) {
            welcomeToHeal(slot, session, reply);
            return;
          }
          slot.sessions.add(session);
          session.sent = next.state().at();
          reply.accept(
              holdsThis
                  ? new Opened.Welcomed(
                      Mode.RESUME,
                      Positions.by(contacted.commit(), next, session.incarnation(), false),
                      away)
                  : new Opened.Welcomed(
                      Mode.SNAPSHOT,
                      Positions.whole(next, session.incarnation(), context.world().world().seq()),
                      away));
        });
  }

  private void openWithoutAccount(
      Slot slot, AccountSession session, @Nullable Checkpoint shown, Consumer<Opened> reply) {
    if (shown != null) {
      welcomeToHeal(slot, session, reply);
    } else if (!State.accountOf(session.device()).equals(session.account())) {
      reply.accept(
          new Opened.Refused(
              "unknown_account", "The server does not know this game yet; try again later."));
    } else if (!session.enrolment().available()) {
      reply.accept(
          new Opened.Refused(
              "enrolment_limited", "Too many new games began from this address; try later."));
    } else {
      slot.sessions.add(session);
      reply.accept(new Opened.Welcomed(Mode.NEW));
    }
  }

  private static void welcomeToHeal(Slot slot, AccountSession session, Consumer<Opened> reply) {
    session.healOnly = true;
    slot.sessions.add(session);
    reply.accept(new Opened.Welcomed(Mode.HEAL));
  }
}
