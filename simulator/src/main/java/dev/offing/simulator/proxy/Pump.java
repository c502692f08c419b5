package dev.offing.simulator.proxy;

import dev.offing.simulator.proxy.CuttingProxy.Direction;
import dev.offing.simulator.proxy.CuttingProxy.Ending;
import dev.offing.simulator.proxy.toxic.Dose;
import dev.offing.simulator.proxy.toxic.Piece;
import dev.offing.simulator.world.Dice;
import java.io.IOException;
import java.net.Socket;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Moves one direction of a {@link Link} and lets the rules decide on each message. */
final class Pump implements Runnable, Outlet.Sender {

  /** What holds may keep: a few of the largest messages. Beyond it the direction waits. */
  static final int MAX_HELD_BYTES = 4 << 20;

  private record Held(Rules.Entry rule, Unit unit) {}

  private final Link link;
  private final Direction direction;
  private final Socket from;
  private final Socket to;
  private final boolean counting;
  private final Rules rules;
  private final Counters counters;
  private final Dice dice;
  private final Outlet outlet;

  /** Makes judging and writing one step, for this pump's thread and those that release a hold. */
  private final ReentrantLock lock = new ReentrantLock();

  /** Oldest first. Guarded by {@link #lock}. */
  private final Deque<Held> held = new ArrayDeque<>();

  /** Guarded by {@link #lock}. */
  private long heldBytes;

  /** What waits for the next message to overtake it. Guarded by {@link #lock}. */
  private @Nullable Unit late;

  /** Cut: what comes in goes nowhere. */
  private volatile boolean muted;

  /** The receiver takes no more. */
  private volatile boolean broken;

  /** The sender has ended. */
  private volatile boolean done;

  Pump(Link link, Direction direction, Socket from, Socket to, Shared shared) {
    this.link = link;
    this.direction = direction;
    this.from = from;
    this.to = to;
    this.counting = shared.counting();
    this.rules = shared.rules();
    this.counters = shared.counters();
    this.dice = shared.dice().split("connection %d %s".formatted(link.number(), direction));
    this.outlet = new Outlet(shared.time(), shared.threads(), dice, this);
  }

  @Override
  public void run() {
    boolean reset = true;
    try {
      pump();
      reset = false;
    } catch (IOException e) {
      // A reset: passed on below.
    } finally {
      outlet.end(reset);
      done = true;
      outlet.stop();
      dropHeld();
      link.upgraded().complete(false);
      link.settle();
    }
  }

  void mute() {
    muted = true;
    outlet.stop();
  }

  void toxics(List<Dose> doses) {
    outlet.toxics(doses);
  }

  /** Whether nothing can move in this direction any more. */
  boolean spent() {
    return done || broken;
  }

  /** Forwards what released holds kept, in its order. */
  void flushReleased() {
    lock.lock();
    try {
      // Asked once for each: one that is released while we go must not lose its order.
      Set<Rules.Entry> released =
          held.stream()
              .map(Held::rule)
              .filter(rule -> rule.released().isDone())
              .collect(Collectors.toSet());
      for (Iterator<Held> all = held.iterator(); all.hasNext(); ) {
        Held kept = all.next();
        if (released.contains(kept.rule)) {
          all.remove();
          heldBytes -= kept.unit.raw().length;
          kept.rule.held(-1);
          forward(kept.unit);
        }
      }
    } finally {
      lock.unlock();
    }
  }

  private void pump() throws IOException {
    Source in = new Source(from.getInputStream());
    if (passHandshake(in)) {
      pumpFrames(in, new UnitReader(in), new Skimmer());
    }
    passRest(in, Long.MAX_VALUE);
  }

  private void pumpFrames(Source in, UnitReader units, Skimmer skimmer) throws IOException {
    // What is at hand is waited for first: a rule that is armed meanwhile is for what comes next.
    while (!muted && (!units.between() || in.more())) {
      boolean watched = !units.between() || watched();
      if (watched && skimmer.between()) {
        Unit unit = units.next();
        if (unit == null) {
          break;
        }
        handle(unit);
        passRest(in, unit.rest());
      } else {
        in.hand((bytes, from, to) -> {
          int end = skimmer.over(bytes, from, to, /* stop= */ watched);
          outlet.write(bytes, from, end);
          return end;
        });
      }
    }
    lock.lock();
    try {
      forwardLate();
    } finally {
      lock.unlock();
    }
  }

  /** Whether messages have to be looked at. */
  private boolean watched() {
    if (counting || !rules.isEmpty()) {
      return true;
    }
    lock.lock();
    try {
      return !held.isEmpty() || late != null;
    } finally {
      lock.unlock();
    }
  }

  /** True if frames follow, false if the rest is to go through as it is. */
  private boolean passHandshake(Source in) throws IOException {
    CompletableFuture<Boolean> upgraded = link.upgraded();
    if (direction == Direction.SERVER_TO_CLIENT) {
      // Known before the client can see the answer and send its first frame.
      HttpHead.pass(in, this::write, head -> upgraded.complete(HttpHead.upgrades(head)));
      upgraded.complete(false);
      return upgraded.join();
    }
    AtomicBoolean asked = new AtomicBoolean();
    HttpHead.pass(in, this::write, head -> asked.set(HttpHead.asksToUpgrade(head)));
    // Nothing follows until the server has answered, but the client may well hang up.
    return asked.get() && in.more() && upgraded.join();
  }

  private void write(byte[] bytes, int length) {
    outlet.write(bytes, 0, length);
  }

  private void handle(Unit unit) {
    counters.countArrived(direction, unit.type());
    Rules.@Nullable Entry rule;
    boolean full;
    lock.lock();
    try {
      if (muted || broken) {
        return;
      }
      rule = unit.whole() ? rules.judge(direction, unit.type()) : null;
      // After judging: what is not held any more must not overtake what was.
      flushReleased();
      if (rule == null) {
        forward(unit);
        forwardLate();
        return;
      }
      act(rule, unit);
      full = heldBytes > MAX_HELD_BYTES;
    } finally {
      lock.unlock();
    }
    if (full) {
      CompletableFuture.anyOf(rule.released(), link.over()).join();
      flushReleased();
    }
  }

  private void act(Rules.Entry rule, Unit unit) {
    switch (rule.rule().action()) {
      case DROP -> {}
      case HOLD -> {
        held.add(new Held(rule, unit));
        heldBytes += unit.raw().length;
        rule.held(+1);
      }
      case DUPLICATE -> {
        forward(unit);
        forward(unit);
        forwardLate();
      }
      case REORDER -> {
        if (late == null) {
          late = unit;
        } else {
          forward(unit);
          forwardLate();
        }
      }
      case CORRUPT -> {
        forward(Spoilt.corrupt(unit, direction, dice));
        forwardLate();
      }
      case OVERSIZE -> {
        forward(Spoilt.oversize(unit, rule.rule().bytes(), direction, dice));
        forwardLate();
      }
      case CUT_BEFORE -> outlet.afterwards(() -> link.cut(rule.rule()));
      case CUT_AFTER -> {
        link.muteAnswers(direction);
        forward(unit);
        outlet.afterwards(() -> link.cut(rule.rule()));
      }
      case WATCH -> throw new AssertionError("a watch decides nothing");
    }
    rule.fire(link.number(), unit);
  }

  private void forward(Unit unit) {
    if (muted || broken) {
      return;
    }
    // Counted first, so that who has received it finds it counted.
    counters.countForwarded(direction, unit.type());
    write(unit.raw(), unit.raw().length);
    if (unit.whole() && !broken) {
      rules.forwarded(direction, unit.type()).forEach(watch -> watch.fire(link.number(), unit));
    }
  }

  private void forwardLate() {
    Unit overtaken = late;
    if (overtaken != null) {
      late = null;
      forward(overtaken);
    }
  }

  private void dropHeld() {
    lock.lock();
    try {
      held.forEach(kept -> kept.rule.held(-1));
      held.clear();
      heldBytes = 0;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Passes the next {@code rest} bytes on, or all there are; reads them also when nobody takes
   * them.
   */
  private void passRest(Source in, long rest) throws IOException {
    if (rest == 0) {
      return;
    }
    long left = rest;
    while (left > 0 && in.more()) {
      long most = left;
      left -=
          in.hand((bytes, from, to) -> {
            int end = to - from <= most ? to : from + (int) most;
            outlet.write(bytes, from, end);
            return end;
          });
    }
  }

  @Override
  public void send(byte[] bytes, int from, int to) {
    if (muted || broken) {
      return;
    }
    try {
      this.to.getOutputStream().write(bytes, from, to - from);
    } catch (IOException e) {
      // How the receiver ended, its own direction will find out.
      broken = true;
      link.settle();
    }
  }

  @Override
  public void end(Piece.End end) {
    if (muted) {
      return;
    }
    if (end.reset()) {
      link.end(Ending.RST, Ending.RST);
    } else if (end.both()) {
      link.finish();
    } else {
      Link.finish(to);
    }
  }
}
