package dev.offing.simulator.bots;

import dev.offing.sync.Link;
import dev.offing.sync.SyncEngine;
import dev.offing.sync.SyncStatus;
import dev.offing.sync.View;
import dev.offing.sync.economy.Command;
import dev.offing.sync.economy.Producer;
import dev.offing.sync.economy.Rejection;
import dev.offing.sync.session.Submission;
import dev.offing.sync.session.SyncEvent;
import java.net.URI;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/** One player: a real engine, and somebody who plays. Any thread may use it. */
final class Bot implements AutoCloseable {
  private static final String ROOM = "port:bots";

  private final SyncEngine engine;
  private final Play play;
  private final RandomGenerator random;
  private final Tally tally;
  private final List<URI> doors;

  /** When what was done was to be done, by its id; guarded by this, as all that follows. */
  private final Map<String, Long> due = new HashMap<>();

  /** Purchases that were told as saved, by their ids: of what. */
  private final Map<String, String> saved = new HashMap<>();

  /** Those that acted, and those that were refused in the end. */
  private final Set<String> acted = new HashSet<>();

  private final Set<String> refused = new HashSet<>();
  private int lines;
  private String odd = "";

  /**
   * Somebody who has not come in yet.
   *
   * @param doors of the server, the one to knock at first in front
   */
  Bot(SyncEngine engine, Play play, List<URI> doors, RandomGenerator random, Tally tally) {
    this.engine = engine;
    this.play = play;
    this.doors = doors;
    this.random = random;
    this.tally = tally;
  }

  /** Comes in. */
  void begin() {
    engine.subscribe(this::heard);
    engine.useServers(doors);
    if (play == Play.CHAT) {
      engine.rooms().join(ROOM);
    }
  }

  /**
   * Does what it does.
   *
   * @param dueNanos when that was to be done, so that a late one is told as late
   */
  void act(long dueNanos) {
    switch (play) {
      case ACTIVE -> buy(dueNanos);
      case CHAT -> say(dueNanos);
      case IDLE, MIXED -> {}
    }
  }

  private void buy(long dueNanos) {
    View view = engine.view();
    List<Producer> vessels = view.catalog().producers();
    // A dear one is tried, too: whoever plays saves up.
    int from = random.nextInt(vessels.size());
    for (int i = from; i >= 0; i--) {
      Command command = Command.buy(vessels.get(i).id(), 1, view.core().run(), null);
      synchronized (this) {
        switch (engine.submit(command)) {
          case Submission.Saved it -> {
            saved.put(it.mutationId(), vessels.get(i).id());
            due.put(it.mutationId(), dueNanos);
            tally.gestures.increment();
            return;
          }
          case Submission.Refused _ -> {} // the next cheaper one
        }
      }
    }
  }

  private synchronized void say(long dueNanos) {
    due.put(engine.rooms().say(ROOM, "Line " + ++lines), dueNanos);
  }

  // ---- what it hears ----------------------------------------------------------------------------

  private synchronized void heard(SyncEvent event) {
    switch (event) {
      case SyncEvent.Settled it -> settled(it);
      case SyncEvent.Said it when it.own() -> after(it.event().clientId(), tally.hearing);
      case SyncEvent.Said _ -> tally.heard.increment();
      case SyncEvent.Unsaid it -> {
        due.remove(it.clientId());
        tally.error("unsaid");
      }
      case SyncEvent.Differed it ->
          odd("differed", "was at %s, the server at %s".formatted(it.here(), it.there()));
      case SyncEvent.Forked it -> odd("forked", it.why());
      case SyncEvent.Restored it -> odd("restored", it.text());
      case SyncEvent.Changed _,
          SyncEvent.Linked _,
          SyncEvent.NotLinked _,
          SyncEvent.ClockJumped _,
          SyncEvent.Joined _,
          SyncEvent.Letter _,
          SyncEvent.Present _ -> {}
    }
  }

  private void settled(SyncEvent.Settled it) {
    after(it.mutationId(), tally.settling);
    switch (it.result().outcome()) {
      case APPLIED, RESERVED -> acted.add(it.mutationId());
      case REJECTED -> {
        refused.add(it.mutationId());
        Rejection why = it.result().rejection();
        tally.error("refused:" + (why == null ? "" : why.code()));
      }
      case OUTCOME_FORGOTTEN -> odd("forgotten", "what became of a gesture is not known any more");
    }
  }

  private void after(String id, Spread spread) {
    Long since = due.remove(id);
    if (since != null) {
      spread.add(System.nanoTime() - since);
    }
  }

  private void odd(String code, String what) {
    odd = odd.isEmpty() ? what : odd;
    tally.error(code);
  }

  // ---- the end ----------------------------------------------------------------------------------

  boolean isOnline() {
    return engine.status().link() == Link.ONLINE;
  }

  /** What keeps it from rest; empty for nothing. */
  Optional<String> open() {
    SyncStatus status = engine.status();
    return status.link() == Link.ONLINE && status.pending() == 0
        ? Optional.empty()
        : Optional.of(
            "%s is %s with %d pending: %s"
                .formatted(
                    status.account().substring(0, 8),
                    status.link(),
                    status.pending(),
                    status.lastError()));
  }

  /** Goes away and comes back: the server compares what it holds with what is here. */
  void comeBack() {
    engine.useServers(List.of());
    engine.useServers(doors);
  }

  /** What of its book is wrong, once it is at rest again; empty where it is right. */
  synchronized Optional<String> wrong() {
    Set<String> lost = new HashSet<>(saved.keySet());
    lost.removeAll(acted);
    lost.removeAll(refused);
    if (!lost.isEmpty()) {
      return Optional.of("%d saved gestures have no result".formatted(lost.size()));
    }
    if (!odd.isEmpty()) {
      return Optional.of(odd);
    }
    Map<String, Integer> bought = new HashMap<>();
    acted.forEach(id -> bought.merge(saved.getOrDefault(id, ""), 1, Integer::sum));
    View view = engine.view();
    for (Producer vessel : view.catalog().producers()) {
      int told = bought.getOrDefault(vessel.id(), 0);
      int owned = view.core().owned(vessel.id());
      if (owned != told + view.catalog().startOwned().getOrDefault(vessel.id(), 0)) {
        return Optional.of("%d %s were bought, %d are owned".formatted(told, vessel.id(), owned));
      }
    }
    return Optional.empty();
  }

  String account() {
    return engine.status().account();
  }

  @Override
  public void close() {
    engine.close();
  }
}
