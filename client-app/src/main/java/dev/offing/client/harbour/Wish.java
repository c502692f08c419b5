package dev.offing.client.harbour;

import dev.offing.sync.View;
import dev.offing.sync.economy.Boost;
import dev.offing.sync.economy.Catalog;
import dev.offing.sync.economy.Command;
import dev.offing.sync.economy.Economy;
import dev.offing.sync.economy.Money;
import dev.offing.sync.economy.Perk;
import dev.offing.sync.economy.Producer;
import dev.offing.sync.economy.Rejection;
import dev.offing.sync.economy.Upgrade;

/**
 * What the player asked for, before it has a price. It becomes a command against the account as it
 * is shown when its turn comes, so that what the label says is what is charged.
 */
sealed interface Wish {

  /** The most that may be asked for at once. */
  int ALL = 0;

  /**
   * So many of a producer.
   *
   * @param count 1 to 5,000, or {@link #ALL} that the purse can pay
   */
  record Buy(String producer, int count) implements Wish {}

  /** An upgrade. */
  record Improve(String id) implements Wish {}

  /** A boost. */
  record Lift(String id) implements Wish {}

  /** The end of this run, and the next one. */
  record Begin() implements Wish {}

  /** A perk. */
  record Learn(String id) implements Wish {}

  /** An order at the market, its limit in grains for one. */
  record Trade(boolean sells, String good, int count, Money limit) implements Wish {}

  /** A gift, in grains. */
  record Give(String to, Money amount) implements Wish {}

  /** A code. */
  record HandIn(String code) implements Wish {}

  /** The command, with the price of the label as the most that it may cost. */
  default Command command(View view) {
    long run = view.core().run();
    Catalog catalog = view.catalog();
    return switch (this) {
      case Buy it when catalog.producer(it.producer()).isEmpty() ->
          Command.buy(it.producer(), Math.max(1, it.count()), run, null);
      case Buy it -> {
        Offer offer =
            it.count() == ALL
                ? Offer.max(view, it.producer())
                : Offer.of(view, it.producer(), it.count());
        // What the rules refuse is asked for as it is, so that they say why.
        yield offer.count() == 0 || it.count() > offer.count()
            ? Command.buy(it.producer(), Math.max(1, it.count()), run, null)
            : Command.buy(it.producer(), offer.count(), run, offer.price());
      }
      case Improve it ->
          Command.upgrade(it.id(), run, catalog.upgrade(it.id()).map(Upgrade::cost).orElse(null));
      case Lift it ->
          Command.boost(
              it.id(),
              run,
              catalog
                  .boost(it.id())
                  .map(boost -> Economy.boostPrice(catalog, view.core(), boost.id()))
                  .orElse(null));
      case Begin _ -> Command.charter(run);
      case Learn it ->
          Command.perk(
              it.id(),
              run,
              catalog.prestige().perk(it.id()).map(perk -> Money.of(perk.cost())).orElse(null));
      case Trade it -> Command.order(it.sells(), it.good(), it.count(), it.limit(), run);
      case Give it -> Command.gift(it.to(), it.amount(), run);
      case HandIn it -> Command.redeem(it.code(), run);
    };
  }

  /** A command that was refused, in words. */
  static Refusal refusal(View view, Command command, Rejection why) {
    Money most = command.maxCost();
    if (why.code().equals(Rejection.FUNDS) && most != null) {
      Money lack = most.minus(view.core().purse());
      if (lack.signum() > 0) {
        return new Refusal(
            title(view, command), "Short by " + Coins.price(lack) + " coins. Nothing was taken.");
      }
    }
    return new Refusal(title(view, command), why.text() + " Nothing was taken.");
  }

  /** What a command that did not act was about. */
  static String title(View view, Command command) {
    Catalog catalog = view.catalog();
    String id = command.args().getOrDefault("id", "");
    return switch (command.kind()) {
      case Command.BUY -> {
        String producer = command.args().getOrDefault("producer", "");
        String name = catalog.producer(producer).map(Producer::name).orElse(producer);
        yield "Not bought: " + command.args().getOrDefault("count", "") + " \u00d7 " + name;
      }
      case Command.UPGRADE -> "Not bought: " + catalog.upgrade(id).map(Upgrade::name).orElse(id);
      case Command.BOOST -> "Not started: " + catalog.boost(id).map(Boost::name).orElse(id);
      case Command.CHARTER -> "No charter taken";
      case Command.PERK -> "Not taken: " + catalog.prestige().perk(id).map(Perk::name).orElse(id);
      case Command.ORDER -> "Not ordered";
      case Command.GIFT -> "Not given";
      case Command.REDEEM -> "Not redeemed";
      default -> "Not done: " + command.kind();
    };
  }
}
