package dev.offing.client.market;

import dev.offing.client.harbour.Coins;
import dev.offing.client.harbour.Notation;
import dev.offing.sync.View;
import dev.offing.sync.economy.Catalog;
import dev.offing.sync.economy.Command;
import dev.offing.sync.economy.Money;
import java.util.Locale;
import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;

/**
 * An order that is written: side, quantity and limit as they are typed, and what comes of them. The
 * limit is the market's price of the moment until somebody types another. Belongs to the thread of
 * the screen.
 */
public final class Ticket {
  private static final int MOST = Catalog.MAX_OWNED;

  private final BooleanProperty sells = new SimpleBooleanProperty();
  private final StringProperty quantity = new SimpleStringProperty("1");
  private final StringProperty limit = new SimpleStringProperty("");
  private final ReadOnlyStringWrapper totalTitle = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper total = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper means = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper note = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper title = new ReadOnlyStringWrapper("");
  private final ReadOnlyBooleanWrapper ready = new ReadOnlyBooleanWrapper();

  private @Nullable View view;
  private @Nullable Money price;
  private String good = "";
  private String name = "";
  private String followed = "";

  Ticket() {
    sells.subscribe(this::look);
    quantity.subscribe(this::look);
    limit.subscribe(this::look);
  }

  /** Whether it sells; else it buys. */
  public BooleanProperty sells() {
    return sells;
  }

  /** How many, as it is typed. */
  public StringProperty quantity() {
    return quantity;
  }

  /** Coins for one, as they are typed. */
  public StringProperty limit() {
    return limit;
  }

  /** What {@link #total} is: what is paid at most, or comes at least. */
  public ReadOnlyStringProperty totalTitle() {
    return totalTitle.getReadOnlyProperty();
  }

  /** Coins; empty while the order is not complete. */
  public ReadOnlyStringProperty total() {
    return total.getReadOnlyProperty();
  }

  /** What there is to trade with: coins of the purse, or pieces of the good. */
  public ReadOnlyStringProperty means() {
    return means.getReadOnlyProperty();
  }

  /** What is to be known of it, or why it cannot be placed. */
  public ReadOnlyStringProperty note() {
    return note.getReadOnlyProperty();
  }

  /** On its button. */
  public ReadOnlyStringProperty title() {
    return title.getReadOnlyProperty();
  }

  /** Whether it can be placed. */
  public ReadOnlyBooleanProperty ready() {
    return ready.getReadOnlyProperty();
  }

  /** Another good. */
  void about(String id, String called) {
    if (!good.equals(id)) {
      good = id;
      name = called.toLowerCase(Locale.ROOT);
      price = null;
      followed = "";
      limit.set("");
    }
  }

  /** The account and the price of the moment, null where that is not known. */
  void show(View now, @Nullable Money newest) {
    view = now;
    price = newest;
    if (newest != null && limit.get().equals(followed)) {
      followed = Figures.typed(newest);
      limit.set(followed);
    }
    look();
  }

  /** So many hundredths of all that can be traded. */
  public void part(int hundredths) {
    quantity.set(Long.toString(Math.max(1, Math.min(MOST, most() * hundredths / 100))));
  }

  /** More, or fewer. */
  public void step(int by) {
    long now = Figures.count(quantity.get()).orElse(0);
    quantity.set(Long.toString(Math.max(1, Math.min(MOST, now + by))));
  }

  /** The order, as far as it can be placed. */
  Optional<Command> command() {
    View now = view;
    Money each = Figures.coins(limit.get()).orElse(Money.ZERO);
    int count = Figures.count(quantity.get()).orElse(0);
    return now == null || !ready.get()
        ? Optional.empty()
        : Optional.of(Command.order(sells.get(), good, count, each, now.core().run()));
  }

  private long most() {
    View now = view;
    Money each = Figures.coins(limit.get()).orElse(Money.ZERO);
    if (now == null) {
      return 0;
    }
    if (sells.get()) {
      return now.core().dealings().free(good);
    }
    return each.signum() == 0
        ? 0
        : now.core()
            .purse()
            .grains()
            .divide(each.grains())
            .min(Money.of(MOST).grains())
            .longValue();
  }

  private void look() {
    Optional<Integer> count = Figures.count(quantity.get()).filter(it -> it >= 1 && it <= MOST);
    Optional<Money> each = Figures.coins(limit.get()).filter(it -> it.signum() > 0);
    boolean sell = sells.get();
    title.set(sell ? "Place sell order" : "Place buy order");
    totalTitle.set(sell ? "You receive at least" : "You pay at most");
    Money sum = each.orElse(Money.ZERO).times(count.orElse(0));
    total.set(sum.signum() == 0 ? "" : Coins.sum(sum, Notation.FULL));
    View now = view;
    means.set(
        now == null
            ? ""
            : sell
                ? "%,d held".formatted(now.core().dealings().free(good))
                : "purse " + Coins.owned(now.core().purse(), Notation.FULL));
    String why = refusal(count, each, sum);
    ready.set(why.isEmpty());
    note.set(why.isEmpty() ? promise(each.orElse(Money.ZERO)) : why);
  }

  private String refusal(Optional<Integer> count, Optional<Money> each, Money sum) {
    View now = view;
    if (now == null) {
      return "The books are being opened.";
    }
    if (count.isEmpty()) {
      return "A quantity is 1 to %,d.".formatted(MOST);
    }
    if (each.isEmpty()) {
      return price == null && limit.get().isBlank()
          ? "Name a price: none was heard yet."
          : "A price is a number of coins, such as 1500 or 12.5.";
    }
    if (sells.get()) {
      long free = now.core().dealings().free(good);
      return count.get() > free ? "You have %,d %s to sell.".formatted(free, name) : "";
    }
    return sum.compareTo(now.core().purse()) > 0 ? "Your purse does not hold that much." : "";
  }

  private String promise(Money each) {
    Money now = price;
    if (sells.get()) {
      return now != null && each.compareTo(now) <= 0
          ? "Sells at the next bell, at the market\u2019s price."
          : "The %s waits in escrow. Cancel whenever.".formatted(name);
    }
    return now != null && each.compareTo(now) >= 0
        ? "Buys at the next bell, at the market\u2019s price."
        : "The coins wait in escrow. Cancel whenever.";
  }
}
