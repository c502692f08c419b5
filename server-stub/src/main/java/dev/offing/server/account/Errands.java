package dev.offing.server.account;

import dev.offing.server.account.AccountStore.Errand;
import dev.offing.sync.account.Heal;
import dev.offing.sync.account.Journalled;
import dev.offing.sync.account.Outcome;
import dev.offing.sync.account.State;
import dev.offing.sync.account.Transfers;
import dev.offing.sync.economy.Effect.Transfer;
import dev.offing.sync.economy.Order;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What of a state somebody has to look after once it is written (docs/design/sync.md 7): gifts to
 * deliver, codes to ask for, orders to trade. What was there before is looked after already; but
 * where an epoch begins, something may have been lost on either side, and all of it is offered
 * again, both ways.
 */
final class Errands {
  private Errands() {}

  static List<Errand> of(@Nullable State before, State after, Journalled made) {
    Set<String> there = new HashSet<>();
    if (before != null) {
      before.transfers().rows().forEach(row -> there.add(row.id() + row.direction()));
      before.core().dealings().orders().forEach(order -> there.add(order.id()));
    }
    boolean goesOn = before != null && before.at().epoch().equals(after.at().epoch());
    Set<String> known = goesOn ? there : Set.of();
    List<Errand> errands = new ArrayList<>();
    if (before == null && after.at().version() == 1) {
      errands.add(
          new Errand(after.account(), Errand.Kind.ENROLMENT, "begins", after.core().asOf()));
    }
    for (Transfer row : after.transfers().rows()) {
      String leg = row.id() + row.direction();
      if (wants(row, goesOn) && !known.contains(leg)) {
        errands.add(new Errand(after.account(), Errand.Kind.TRANSFER, row.id(), row.at()));
      }
      if (row.direction().equals(Transfer.IN) && !there.contains(leg)) {
        errands.add(new Errand(after.account(), Errand.Kind.GIFT, row.id(), row.at()));
      }
    }
    for (Order order : after.core().dealings().orders()) {
      if (!known.contains(order.id())) {
        errands.add(
            new Errand(after.account(), Errand.Kind.ORDER, order.id(), after.core().asOf()));
      }
    }
    if (made instanceof Heal heal) {
      long left = heal.dropped().stream().filter(it -> it.outcome() != Outcome.REJECTED).count();
      String id = left + "/" + heal.to().epoch();
      errands.add(new Errand(after.account(), Errand.Kind.HEAL, id, heal.at()));
    }
    return errands;
  }

  /**
   * What an account has to offer again after another one may have forgotten it: the rows whose
   * other leg would still be taken.
   */
  static List<Errand> again(State state, long now) {
    return state.transfers().rows().stream()
        .filter(row -> wants(row, false) && !isOver(row, now))
        .map(row -> new Errand(state.account(), Errand.Kind.TRANSFER, row.id(), row.at()))
        .toList();
  }

  private static boolean wants(Transfer row, boolean goesOn) {
    return switch (row.direction()) {
      case Transfer.OUT, Transfer.CODE -> true;
      case Transfer.IN, Transfer.GRANTED -> !goesOn;
      default -> false;
    };
  }

  /** Whether a row is so old that its other leg is not offered any more. */
  static boolean isOver(Transfer row, long now) {
    return row.at() <= now - Transfers.LEG_MS;
  }
}
