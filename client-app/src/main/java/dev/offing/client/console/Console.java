package dev.offing.client.console;

import dev.offing.client.bridge.EngineBridge;
import dev.offing.client.bridge.Farewell;
import dev.offing.client.bridge.Watcher;
import dev.offing.client.harbour.Answer;
import dev.offing.client.harbour.Coins;
import dev.offing.client.harbour.HarbourViewModel;
import dev.offing.client.harbour.Welcome;
import dev.offing.sync.Link;
import dev.offing.sync.SyncEngine;
import dev.offing.sync.economy.Catalog;
import dev.offing.sync.economy.Money;
import dev.offing.sync.economy.Rejection;
import dev.offing.sync.session.SyncEvent;
import java.io.BufferedReader;
import java.io.PrintStream;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Plays by typed orders. It is its own screen: it pumps the bridge itself, on the thread that calls
 * {@link #run}, whenever the engine has news, and needs no JavaFX toolkit.
 *
 * <p>{@code saved ID} is printed when, and only when, the gesture is on disk: who kills the process
 * after that line will find it there.
 */
public final class Console implements AutoCloseable {

  /** Before each line about an absence: news, and no trouble. */
  public static final String AWAY = "away: ";

  /** With this begins a line that tells of a letter. */
  public static final String LETTER = "letter: ";

  private static final long FOREVER = Long.MAX_VALUE;
  private static final long ANSWER_MS = 60_000;

  /** Characters of the account that are typed to delete it. */
  private static final int MARK = 8;

  private final SyncEngine engine;
  private final EngineBridge bridge;
  private final HarbourViewModel harbour;
  private final Report report;
  private final PrintStream out;
  private final List<Watcher> watchers;
  private final DeviceDesk devices;
  private final Farewell farewell;
  private final Semaphore bell = new Semaphore(0);
  private @Nullable Answer answered;
  private boolean failed;

  /**
   * @param out where everything is printed, and flushed line by line
   * @param zone in which times of day are printed
   */
  public Console(SyncEngine engine, PrintStream out, ZoneId zone) {
    this(engine, new Farewell(engine), out, zone);
  }

  /**
   * The same for a game that can be deleted.
   *
   * @param farewell what lies here goes with the end of the game, once it is said
   */
  public Console(SyncEngine engine, Farewell farewell, PrintStream out, ZoneId zone) {
    this.engine = engine;
    this.farewell = farewell;
    this.out = out;
    this.bridge = EngineBridge.over(engine, bell::release);
    this.harbour = new HarbourViewModel(bridge, zone);
    this.report = new Report(engine, harbour, out, zone);
    this.watchers = List.of(harbour, new Ear());
    this.devices = new DeviceDesk(engine.linking(), out, zone, this::playUntil, bell::release);
    harbour.answer().addListener((observed, before, after) -> answered = after);
    pulse();
    welcome(harbour.welcome().welcome().get());
  }

  /**
   * Checks a script without carrying it out.
   *
   * @throws OrderException when an order is not understood
   */
  public static void check(String script) throws OrderException {
    OrderParser.script(script).forEach(order -> {});
  }

  /**
   * Carries out a script.
   *
   * @return whether everything that had to come true did: each drain in its time, each write, and
   *     every name is one of the catalog that rules when its order comes
   * @throws OrderException before anything is done, when an order is not understood
   */
  public boolean run(String script) throws OrderException, InterruptedException {
    for (Order order : OrderParser.script(script)) {
      try {
        if (!carryOut(order)) {
          break;
        }
      } catch (OrderException e) {
        out.println(e.getMessage());
        failed = true; // nobody is there to type it again
      }
    }
    return !failed;
  }

  /**
   * Carries out what is typed until it ends; what is not understood is said and passed over.
   *
   * @return as for a script
   */
  public boolean run(BufferedReader in) throws InterruptedException {
    Lines lines = new Lines(in, bell::release);
    while (true) {
      Lines.Line line = lines.poll();
      if (line == null) {
        ring(FOREVER);
      } else if (line.text() == null || !carryOut(line.text())) {
        return !failed;
      }
    }
  }

  @Override
  public void close() {
    bridge.close();
  }

  private void welcome(@Nullable Welcome it) {
    if (it != null) {
      out.println(AWAY + "%s, earned %s coins, %s".formatted(it.gone(), it.total(), it.rateText()));
      it.lines().forEach(line -> out.println(AWAY + line.bold() + " " + line.rest()));
      harbour.welcome().dismiss();
    }
  }

  private boolean carryOut(String line) throws InterruptedException {
    if (line.isBlank()) {
      return true;
    }
    try {
      return carryOut(OrderParser.parse(line));
    } catch (OrderException e) {
      out.println(e.getMessage());
      return true;
    }
  }

  /** False when the console shall end. */
  private boolean carryOut(Order order) throws OrderException, InterruptedException {
    pulse();
    Catalog catalog = engine.view().catalog();
    switch (order) {
      case Order.Buy it -> buy(Names.vessel(catalog, it.vessel()), it.count());
      case Order.Improve it -> {
        String id = Names.upgrade(catalog, it.id());
        gesture(() -> harbour.upgrade(id));
      }
      case Order.Lift it -> {
        String id = Names.boost(catalog, it.id());
        gesture(() -> harbour.boost(id));
      }
      case Order.Charter it when it.taken() -> gesture(harbour::charter);
      case Order.Charter _ -> report.charter();
      case Order.Perks _ -> report.perks();
      case Order.Learn it -> {
        String id = Names.perk(catalog, it.id());
        gesture(() -> harbour.perk(id));
      }
      case Order.Trade it ->
          gesture(() -> harbour.order(it.sells(), it.good(), it.count(), it.limit()));
      case Order.Give it -> gesture(() -> harbour.give(it.to(), it.amount()));
      case Order.HandIn it -> gesture(() -> harbour.redeem(it.code()));
      case Order.Wait it -> playUntil(() -> false, it.ms());
      case Order.Drain it -> drain(it.ms());
      case Order.Status _ -> report.status();
      case Order.Fleet _ -> report.fleet();
      case Order.Journal it -> report.journal(it.rows());
      case Order.Outbox _ -> report.outbox();
      case Order.Connect _ -> harbour.status().connect();
      case Order.Devices _,
          Order.Link _,
          Order.Asks _,
          Order.Answer _,
          Order.Join _,
          Order.Revoke _,
          Order.Recovery _,
          Order.Recover _ -> {
        if (!devices.carryOut(order)) {
          failed = true;
        }
      }
      case Order.Help _ -> out.println(Order.HELP);
      case Order.DeleteAccount it -> {
        return !deleted(it.mark());
      }
      case Order.Quit _ -> {
        return false;
      }
    }
    return true;
  }

  /** Whether the account is gone; then there is nothing left to play. */
  private boolean deleted(String mark) throws InterruptedException {
    String account = engine.status().account();
    if (!account.substring(0, MARK).equals(mark)) {
      out.println(
          "failed nothing was deleted. To delete this account and everything here, for ever: delete-account "
              + account.substring(0, MARK));
      failed = true;
      return false;
    }
    CompletableFuture<@Nullable Void> asked = farewell.say();
    asked.whenComplete((_, _) -> bell.release()).exceptionally(_ -> null);
    playUntil(asked::isDone, ANSWER_MS);
    if (farewell.said()) {
      out.println("deleted " + account + "; what lies here goes with the end of this game");
      return true;
    }
    out.println(
        "failed "
            + (asked.isDone()
                ? asked.exceptionNow().getMessage()
                : "Nothing was deleted: the server does not answer."));
    failed = true;
    return false;
  }

  private void buy(String vessel, int count) throws InterruptedException {
    gesture(() -> {
      if (count == 0) {
        harbour.buyMax(vessel);
      } else {
        harbour.buy(vessel, count);
      }
    });
  }

  private void gesture(Runnable gesture) throws InterruptedException {
    answered = null;
    gesture.run();
    playUntil(() -> answered != null, FOREVER);
    switch (answered) {
      case Answer.Saved it -> out.println("saved " + it.mutationId());
      case Answer.Refused it ->
          out.println("refused " + it.refusal().title() + ". " + it.refusal().reason());
      case Answer.Failed it -> {
        failed = true;
        out.println("failed " + it.refusal().title() + ". " + it.refusal().reason());
      }
      case null -> throw new IllegalStateException("a gesture without an answer");
    }
  }

  private void drain(long ms) throws InterruptedException {
    if (playUntil(() -> engine.status().link() == Link.ONLINE, ms)) {
      out.println("drained");
    } else {
      failed = true;
      out.println(
          "not drained: %d waiting, %s"
              .formatted(engine.status().pending(), harbour.status().pill().get().text()));
    }
  }

  /** Plays on until something is so, for at most so long; whether it came to be so. */
  private boolean playUntil(BooleanSupplier so, long ms) throws InterruptedException {
    long began = System.nanoTime();
    while (!so.getAsBoolean()) {
      long left =
          ms == FOREVER ? FOREVER : TimeUnit.MILLISECONDS.toNanos(ms) - (System.nanoTime() - began);
      if (left <= 0) {
        return false;
      }
      ring(left);
    }
    return true;
  }

  /** Waits for the bell, at most so long, and shows what is new. */
  private void ring(long nanos) throws InterruptedException {
    if (bell.tryAcquire(nanos, TimeUnit.NANOSECONDS)) {
      bell.drainPermits();
    }
    pulse();
  }

  private void pulse() {
    bridge.pulse(System.nanoTime(), watchers);
  }

  /** Prints what happens. */
  private final class Ear implements Watcher {
    @Override
    public void heard(SyncEvent event) {
      tell(event);
    }
  }

  private void tell(SyncEvent event) {
    switch (event) {
      case SyncEvent.Settled it -> {
        Rejection why = it.result().rejection();
        if (why != null) {
          out.println("refused by the server: " + it.mutationId() + " " + why.text());
        }
      }
      case SyncEvent.Forked it -> out.println("note: " + it.why());
      case SyncEvent.Restored it -> out.println("note: " + it.text());
      case SyncEvent.Letter it -> {
        Money money = it.letter().money();
        out.println(
            LETTER + it.letter().text() + (money == null ? "" : " It holds " + Coins.exact(money)));
        engine.read(List.of(it.letter().id()));
      }
      case SyncEvent.ClockJumped _ ->
          out.println("note: the clock of this computer jumped; the server was asked");
      case SyncEvent.Differed it ->
          out.println("note: digests differ, here " + it.here() + ", there " + it.there());
      case SyncEvent.Changed _,
          SyncEvent.Linked _,
          SyncEvent.NotLinked _,
          SyncEvent.Joined _,
          SyncEvent.Said _,
          SyncEvent.Unsaid _,
          SyncEvent.Present _ -> {}
    }
  }
}
