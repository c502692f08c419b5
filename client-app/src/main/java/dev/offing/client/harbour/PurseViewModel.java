package dev.offing.client.harbour;

import dev.offing.client.bridge.Watcher;
import dev.offing.sync.SyncStatus;
import dev.offing.sync.View;
import dev.offing.sync.economy.Money;
import java.time.ZoneId;
import java.util.function.LongSupplier;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableBooleanValue;
import javafx.beans.value.ObservableValue;

/**
 * The purse: what can be spent, as it counts up, and what of it the server knows, what is on its
 * way there and what is held. Belongs to the thread of the screen.
 */
public final class PurseViewModel implements Watcher {

  /** How long the digits that a refusal changed are marked, ms. */
  static final long ALARM_MS = 1_200;

  private final ReadOnlyStringWrapper text = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper exact = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper rate = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper note = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper detail = new ReadOnlyStringWrapper("");
  private final ReadOnlyIntegerWrapper alarmFrom = new ReadOnlyIntegerWrapper(-1);
  private final ReadOnlyIntegerWrapper jumps = new ReadOnlyIntegerWrapper(0);
  private final ReadOnlyBooleanWrapper moving = new ReadOnlyBooleanWrapper(false);

  private final ZoneId zone;
  private final ObservableValue<Notation> notation;
  private final ObservableBooleanValue still;
  private final LongSupplier clock;
  private final CountUp count = new CountUp();
  private String alarmed = "";
  private long alarmUntilMs = Long.MIN_VALUE;

  /**
   * @param still whether numbers step instead of gliding
   * @param clock milliseconds of a monotonic clock
   */
  PurseViewModel(
      ZoneId zone,
      ObservableValue<Notation> notation,
      ObservableBooleanValue still,
      LongSupplier clock) {
    this.zone = zone;
    this.notation = notation;
    this.still = still;
    this.clock = clock;
  }

  /** The sum as it is shown now: {@code 1,284,506,913}. */
  public ReadOnlyStringProperty text() {
    return text.getReadOnlyProperty();
  }

  /** What can be spent, with every digit. */
  public ReadOnlyStringProperty exact() {
    return exact.getReadOnlyProperty();
  }

  /** {@code +1,291,820 /s}. */
  public ReadOnlyStringProperty rate() {
    return rate.getReadOnlyProperty();
  }

  /** What of it is not settled, in a few words; empty when all is. */
  public ReadOnlyStringProperty note() {
    return note.getReadOnlyProperty();
  }

  /** Confirmed, on its way and held, a line each. */
  public ReadOnlyStringProperty detail() {
    return detail.getReadOnlyProperty();
  }

  /** From which character on a refusal has just changed the sum; -1 for none. */
  public ReadOnlyIntegerProperty alarmFrom() {
    return alarmFrom.getReadOnlyProperty();
  }

  /** Grows by one with each purchase, sale or refusal: the coin pulses. */
  public ReadOnlyIntegerProperty jumps() {
    return jumps.getReadOnlyProperty();
  }

  /** Whether {@link #frame} wants to be called in each frame. */
  public ReadOnlyBooleanProperty moving() {
    return moving.getReadOnlyProperty();
  }

  @Override
  public void show(View view, SyncStatus status) {
    Notation how = notation.getValue();
    exact.set(Coins.exact(view.core().purse()));
    rate.set("+" + Coins.wholeRate(view.rate().perMs(), how) + " /s");
    note.set(noteOf(view, how));
    detail.set(detailOf(view, status));
    boolean jumped =
        count.show(
            view.core().purse(),
            view.core().lifetime(),
            view.rate().perMs(),
            clock.getAsLong(),
            still.get());
    if (jumped) {
      jumps.set(jumps.get() + 1);
    }
    frame();
  }

  /** The server refused something. */
  void refused() {
    long now = clock.getAsLong();
    if (count.refused(now)) {
      alarmed = Coins.sum(count.beforeJump(), notation.getValue());
      alarmUntilMs = now + ALARM_MS;
      frame();
    }
  }

  /** Writes what is to be seen at this moment. */
  public void frame() {
    long now = clock.getAsLong();
    String shown = Coins.sum(count.at(now), notation.getValue());
    text.set(shown);
    boolean alarm = now < alarmUntilMs;
    alarmFrom.set(alarm ? firstOther(alarmed, shown) : -1);
    moving.set(alarm || count.isMoving(now));
  }

  private static int firstOther(String before, String now) {
    if (before.length() != now.length()) {
      return 0;
    }
    int i = 0;
    while (i < now.length() && before.charAt(i) == now.charAt(i)) {
      i++;
    }
    return i;
  }

  private static String noteOf(View view, Notation how) {
    if (view.core().owned().isEmpty() && view.core().lifetime().signum() == 0) {
      return "The first purchase lights the lamp";
    }
    if (view.pending() > 0) {
      return view.pending() == 1
          ? "1 move waiting for the server"
          : view.pending() + " moves waiting for the server";
    }
    Money held = view.reserved();
    return held.signum() > 0 ? Coins.owned(held, how) + " held in orders" : "";
  }

  private String detailOf(View view, SyncStatus status) {
    StringBuilder lines = new StringBuilder();
    if (status.confirmedAsOf() > 0) {
      lines
          .append("Confirmed  ")
          .append(Coins.exact(status.confirmedPurse()))
          .append("  at ")
          .append(Times.clock(status.confirmedAsOf(), view.nowMs(), zone))
          .append('\n');
    }
    lines.append("On its way  ");
    lines.append(
        view.pending() == 0
            ? "nothing"
            : Coins.exact(view.pendingCost().negated()) + "  in " + moves(view.pending()));
    lines.append("\nHeld in orders  ");
    lines.append(view.reserved().signum() == 0 ? "nothing" : Coins.exact(view.reserved()));
    if (view.core().claim().signum() > 0) {
      lines.append("\nOwed, settled first  ").append(Coins.exact(view.core().claim()));
    }
    return lines.toString();
  }

  private static String moves(int count) {
    return count == 1 ? "1 move" : count + " moves";
  }
}
