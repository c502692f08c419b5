package dev.offing.server.action;

import dev.offing.server.market.Ticker;
import dev.offing.sync.economy.Commons;
import dev.offing.sync.economy.Money;
import dev.offing.sync.economy.Rulebook;
import dev.offing.sync.protocol.Calls;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** {@code prices {good, until, stepMs, count}}: what a good cost, for charts. */
public final class PricesAction implements Action<Calls.PricesParams> {
  @Override
  public String name() {
    return Calls.PRICES;
  }

  @Override
  public String does() {
    return "Tells what a good of the market cost at several times, up to now.";
  }

  @Override
  public Class<Calls.PricesParams> params() {
    return Calls.PricesParams.class;
  }

  @Override
  public Class<Calls.PricesResult> result() {
    return Calls.PricesResult.class;
  }

  @Override
  public Set<Role> roles() {
    return Set.of(Role.ANYONE, Role.PLAYER, Role.ADMIN);
  }

  @Override
  public boolean readsOnly() {
    return true;
  }

  @Override
  public Calls.PricesResult answer(Caller caller, Calls.PricesParams asked, ActionParts parts) {
    long now = parts.clock().getAsLong();
    long until = Ticker.tickOf(asked.until() == 0 ? now : Math.min(now, asked.until()));
    Rulebook rules = parts.world().view().rules();
    List<Money> prices = new ArrayList<>();
    for (int i = asked.count() - 1; i >= 0; i--) {
      long at = Math.max(0, until - i * asked.stepMs());
      Commons.Good good =
          rules
              .at(at)
              .commons()
              .good(asked.good())
              .or(() -> rules.at(now).commons().good(asked.good()))
              .orElseThrow(
                  () -> new ActionException("unknown_good", "the market does not trade this good"));
      prices.add(parts.market().price(good, at));
    }
    return new Calls.PricesResult(until, asked.stepMs(), prices);
  }
}
