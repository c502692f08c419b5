package dev.offing.sync.account;

import dev.offing.sync.economy.Command;
import dev.offing.sync.economy.Commons;
import dev.offing.sync.economy.Effect.Transfer;
import dev.offing.sync.economy.Money;
import dev.offing.sync.economy.Rejection;
import dev.offing.sync.economy.Rulebook;
import dev.offing.sync.mutation.Mutation;
import org.jspecify.annotations.Nullable;

/**
 * Mutations that ask something of somebody else: gifts and codes (docs/design/sync.md 7). The rules
 * say what they cost, here stands what the account's own memory says of them.
 */
final class Sending {
  private Sending() {}

  /**
   * Why it is not sent, whatever the rules say; null for nothing.
   *
   * @param at when it acts
   * @param now ms of server time, as the judge knows it
   */
  static @Nullable Rejection refusal(
      Play play, Mutation mutation, long at, long now, Rulebook rules) {
    return switch (mutation.command().kind()) {
      case Command.GIFT -> ofGift(play, mutation, now, rules.at(at).commons().gifts());
      case Command.REDEEM -> ofCode(play, mutation);
      default -> null;
    };
  }

  private static @Nullable Rejection ofGift(
      Play play, Mutation mutation, long now, Commons.@Nullable Gifts gifts) {
    if (isKnown(play, mutation)) {
      return null;
    }
    // A leg of it could outlive the row that knows it (sync.md 7).
    if (mutation.at() < now - Transfers.LATE_MS || mutation.at() > now + Transfers.EARLY_MS) {
      return Reasons.TOO_OLD;
    }
    long sent = play.transfers().inADay(now, Transfer.OUT, Transfer.RETURNED);
    return gifts != null && sent >= gifts.outPerDay() ? Reasons.TOO_MANY_GIFTS : null;
  }

  private static @Nullable Rejection ofCode(Play play, Mutation mutation) {
    String id = Transfers.codeId(code(mutation));
    String here = play.transfers().find(id).map(Transfer::direction).orElse("");
    boolean open = here.isEmpty() || here.equals(Transfer.REFUSED);
    return open && !play.core().knows(Transfers.granted(id)) ? null : Reasons.ALREADY_REDEEMED;
  }

  /** Whether its other leg came first, so that nothing is left to move. */
  static boolean isKnown(Play play, Mutation mutation) {
    return mutation.command().kind().equals(Command.GIFT)
        && !play.transfers().rows().isEmpty()
        && play.transfers().find(Transfers.giftId(mutation)).isPresent();
  }

  /** The play with the row of what is sent; the same where nothing is. */
  static Play sent(Play play, Mutation mutation, long now) {
    Command command = mutation.command();
    return switch (command.kind()) {
      case Command.GIFT -> play.with(play.contact(), play.transfers().with(row(mutation, now)));
      case Command.REDEEM ->
          play.with(
              play.contact(),
              play.transfers()
                  .with(
                      new Transfer(
                          Transfers.codeId(code(mutation)),
                          Transfer.CODE,
                          Transfer.SERVER,
                          Money.ZERO,
                          now)));
      default -> play;
    };
  }

  /** The row of a gift that went out. */
  static Transfer row(Mutation gift, long at) {
    Command command = gift.command();
    return new Transfer(
        Transfers.giftId(gift),
        Transfer.OUT,
        command.args().getOrDefault("to", ""),
        Money.parse(command.args().getOrDefault("amount", "0")),
        at);
  }

  private static String code(Mutation mutation) {
    return mutation.command().args().getOrDefault("code", "");
  }
}
