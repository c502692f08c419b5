package dev.offing.server.market;

import dev.offing.server.room.RoomTicker;
import dev.offing.sync.economy.Commons;
import dev.offing.sync.economy.Rulebook;
import dev.offing.sync.protocol.ServerMessage.RoomEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** {@code market:GOOD}: what one of a good costs, in grains; its number is that of the tick. */
public final class MarketRooms implements RoomTicker {
  private final String seed;
  private final Ticker ticker;
  private final Supplier<Rulebook> rules;

  /**
   * Rooms of the goods that the rules have.
   *
   * @param seed of the market, as the relay has it
   */
  public MarketRooms(String seed, Supplier<Rulebook> rules) {
    this.seed = seed;
    this.ticker = new Ticker(seed);
    this.rules = rules;
  }

  @Override
  public String name() {
    return "market";
  }

  @Override
  public String epoch(String called) {
    byte[] named = ("offing-market:" + seed + ":" + called).getBytes(StandardCharsets.UTF_8);
    return UUID.nameUUIDFromBytes(named).toString().replace("-", "");
  }

  @Override
  public Optional<RoomEvent> at(String called, long ms) {
    return good(called, ms).map(it -> value(it, ms));
  }

  @Override
  public List<RoomEvent> history(String called, long ms, int most) {
    List<RoomEvent> values = new ArrayList<>();
    Optional<Commons.Good> good = good(called, ms);
    for (int back = most - 1; back >= 0 && good.isPresent(); back--) {
      RoomEvent value = value(good.get(), ms - back * Ticker.TICK_MS);
      if (values.isEmpty() || !values.getLast().text().equals(value.text())) {
        values.add(value);
      }
    }
    return Collections.unmodifiableList(values);
  }

  private Optional<Commons.Good> good(String called, long ms) {
    return rules.get().at(ms).commons().good(called);
  }

  private RoomEvent value(Commons.Good good, long ms) {
    long tick = Ticker.tickOf(ms);
    String price = ticker.price(good, ms).grains().toString();
    return new RoomEvent(tick / Ticker.TICK_MS, tick, "", "", price);
  }
}
