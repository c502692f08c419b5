package dev.offing.server.room;

import dev.offing.server.cluster.Bus;
import dev.offing.server.cluster.Lane;
import dev.offing.server.gateway.Frame;
import dev.offing.server.gateway.Outbound;
import dev.offing.server.redis.RedisUnavailable;
import dev.offing.server.room.RoomStore.Body;
import dev.offing.server.room.RoomStore.Reading;
import dev.offing.server.room.RoomStore.Rules;
import dev.offing.server.room.RoomStore.Saying;
import dev.offing.sync.protocol.ClientMessage;
import dev.offing.sync.protocol.RoomPoint;
import dev.offing.sync.protocol.ServerMessage;
import dev.offing.sync.protocol.ServerMessage.Member;
import dev.offing.sync.protocol.ServerMessage.RoomEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One room on one node: its members here, and what they heard. Redis numbers the events; the bus
 * carries them, at most once. So a hole in the numbers is filled from the room's history, and what
 * the history no longer holds is told as a new beginning ({@code joined} with {@code resumed}
 * false), never skipped in silence (docs/design/sync.md 9, invariant 10).
 *
 * <p>While Redis does not answer, the room goes on <em>alone</em>: members here are told so, hear
 * one another under an epoch of this node's own, and newcomers are answered from memory. When Redis
 * is back, what was said alone is said there, and so is what it lost of what was heard here: a room
 * is healed by those who were in it.
 *
 * <p>All of it runs in the room's lane: in order, one at a time.
 */
final class RoomHub implements Hub, RoomNow {
  private static final Logger log = LoggerFactory.getLogger(RoomHub.class);

  /** A roster of n is sent to n: it may cost so many entries a ms. */
  private static final int ROSTER_ENTRIES_A_MS = 100;

  /** Tries to say a line, each in an epoch that was read anew. */
  private static final int TRIES = 3;

  private final String room;
  private final RoomKind kind;
  private final RoomParts parts;
  private final RoomLines lines;
  private final Lane lane;
  private final Bus.Subscription subscription;
  private final Map<String, RoomMember> seats = new LinkedHashMap<>();

  /** The newest events, under the numbers of {@link #at}. */
  private final Deque<RoomEvent> history = new ArrayDeque<>();

  /** Where the members stand; null before the room was read. */
  private @Nullable RoomPoint at;

  /** While alone: what was known last of the room in Redis; null where nothing was. */
  private @Nullable RoomPoint before;

  private volatile boolean alone;

  /** Also read where a gap mark is made, by the thread of a connection. */
  private volatile List<Member> roster = List.of();

  /** As members were told last, those aside who came since. */
  private List<Member> shown = List.of();

  private Rules rules = Rules.NONE;

  /** Up to which number of former epochs the room has everything, as it was read last. */
  private Map<String, Long> former = Map.of();

  /** Somebody came or went. */
  private volatile boolean stale;

  private volatile long quietUntil;

  RoomHub(String room, RoomKind kind, RoomParts parts) {
    this.room = room;
    this.kind = kind;
    this.parts = parts;
    this.lines = new RoomLines(parts.codec());
    this.lane = new Lane("room-" + room, parts.starter());
    this.subscription =
        parts
            .bus()
            .subscribe(
                RoomStore.channel(room),
                message -> lane.execute(() -> quietly(() -> hear(message))));
  }

  @Override
  public void join(RoomMember member, @Nullable RoomPoint since) {
    lane.execute(() -> {
      try {
        around(0, member, since);
      } catch (RoomException e) {
        RoomAnswers.refused(parts.codec(), member, room, null, e);
      } catch (RedisUnavailable e) {
        log.debug("room {}: {}", room, e.getMessage());
        RoomAnswers.refused(
            parts.codec(),
            member,
            room,
            null,
            new RoomException(
                "room_unavailable", "It is not known now who may enter %s.".formatted(room)));
      }
    });
  }

  @Override
  public void leave(RoomMember member) {
    lane.execute(() -> quietly(() -> left(member)));
  }

  @Override
  public void say(RoomMember member, ClientMessage.Say line) {
    lane.execute(() -> {
      try {
        if (!seats.containsKey(member.session())) {
          throw new RoomException("not_joined", "You are not in %s.".formatted(room));
        }
        around(0, member, line);
      } catch (RoomException e) {
        RoomAnswers.refused(parts.codec(), member, line, e);
      }
    });
  }

  @Override
  public void push() {
    if (stale && parts.now().getAsLong() >= quietUntil) {
      stale = false;
      lane.execute(() -> quietly(this::showRoster));
    }
  }

  @Override
  public void renew() {
    lane.execute(() ->
        quietly(() -> {
          if (alone) {
            comeBack();
          } else {
            catchUp(List.of());
          }
        }));
  }

  @Override
  public void retry() {
    if (alone) {
      renew();
    }
  }

  @Override
  public boolean owes() {
    return alone;
  }

  @Override
  public void close() {
    subscription.close();
  }

  private void around(int next, RoomMember member, @Nullable RoomPoint since) {
    if (next == parts.rules().around().size()) {
      entered(member, since);
    } else {
      parts.rules().around().get(next).join(member, this, () -> around(next + 1, member, since));
    }
  }

  private void around(int next, RoomMember member, ClientMessage.Say line) {
    if (next == parts.rules().around().size()) {
      said(member, line);
    } else {
      parts
          .rules()
          .around()
          .get(next)
          .say(member, this, line, () -> around(next + 1, member, line));
    }
  }

  // ---- members --------------------------------------------------------------------------------

  private void entered(RoomMember member, @Nullable RoomPoint since) {
    seats.remove(member.session()); // it is told everything at once, below
    if (!alone) {
      try {
        catchUp(List.of(member));
      } catch (RedisUnavailable e) {
        goAlone(e);
      }
    }
    seats.put(member.session(), member);
    if (alone) {
      roster = here();
    }
    stale = true;
    RoomPoint here = at();
    long missed = since == null ? -1 : missed(since, here);
    boolean resumed = missed >= 0 && missed <= history.size();
    List<RoomEvent> shownEvents = newest(resumed ? (int) missed : RoomStore.SHOWN);
    enter(member, frame(here, shownEvents, resumed));
  }

  /** Events after a point, under the numbers that count here; negative where that is not known. */
  private long missed(RoomPoint since, RoomPoint here) {
    RoomPoint store = before;
    boolean same =
        since.epoch().equals(here.epoch())
            || (store != null && since.epoch().equals(store.epoch()) && since.seq() <= store.seq());
    return same ? here.seq() - since.seq() : -1;
  }

  private void left(RoomMember member) {
    if (seats.remove(member.session()) != null) {
      stale = true;
      if (alone) {
        roster = here();
      } else {
        parts.store().leave(room, id(member));
      }
    }
  }

  private void showRoster() {
    if (!alone) {
      catchUp(List.of());
    }
    List<Member> now = roster;
    if (now.equals(shown)) {
      return;
    }
    shown = now;
    quietUntil = parts.now().getAsLong() + (long) now.size() * now.size() / ROSTER_ENTRIES_A_MS;
    Outbound newest =
        new Outbound.Latest(
            "presence:" + room,
            new Frame(parts.codec().encode(new ServerMessage.Presence(room, now))));
    seats.values().forEach(member -> member.out().accept(newest));
  }

  private List<Member> here() {
    return RoomLines.roster(ids(seats.values()));
  }

  // ---- lines ----------------------------------------------------------------------------------

  private void said(RoomMember member, ClientMessage.Say line) {
    Body body = new Body(parts.now().getAsLong(), member.name(), line.clientId(), line.text());
    for (int i = 0; i < TRIES && !alone; i++) {
      try {
        if (saidInStore(member, body)) {
          return;
        }
      } catch (RedisUnavailable e) {
        goAlone(e); // whether it was said is not known; it is offered again under the same id
      }
    }
    saidAlone(member, body);
  }

  /** False where the room had to be read anew. */
  private boolean saidInStore(RoomMember member, Body body) {
    RoomPoint here = at();
    switch (parts.store().say(room, here.epoch(), body)) {
      case Saying.Said(long seq) -> {
        if (seq == here.seq() + 1) {
          deliver(body.numbered(seq)); // else the bus brings those before it, and then it
        }
      }
      case Saying.Again(RoomEvent event) -> {
        if (event != null && event.seq() <= here.seq()) {
          important(member, new ServerMessage.Room(room, here.epoch(), event));
        }
      }
      case Saying.OtherEpoch() -> {
        catchUp(List.of());
        return false;
      }
    }
    return true;
  }

  private void saidAlone(RoomMember member, Body body) {
    RoomPoint here = at();
    for (RoomEvent event : history) {
      if (Body.of(event).id().equals(body.id())) {
        important(member, new ServerMessage.Room(room, here.epoch(), event));
        return;
      }
    }
    deliver(body.numbered(here.seq() + 1));
  }

  private void hear(String message) {
    switch (message) {
      case RoomStore.PRESENCE -> stale = true;
      case RoomStore.RULES -> catchUp(List.of());
      default -> {
        if (alone) {
          comeBack();
          return;
        }
        String[] heard = RoomLines.heard(message);
        RoomEvent event = lines.event(heard[1]);
        RoomPoint known = at;
        if (known != null && heard[0].equals(known.epoch()) && event.seq() <= known.seq() + 1) {
          if (event.seq() > known.seq()) {
            deliver(event);
          }
        } else {
          catchUp(List.of());
        }
      }
    }
  }

  private void deliver(RoomEvent event) {
    String epoch = at().epoch();
    at = new RoomPoint(epoch, event.seq());
    remember(event);
    boolean pauses = alone;
    Outbound chat =
        new Outbound.Chat(
            room,
            new Frame(parts.codec().encode(new ServerMessage.Room(room, epoch, event))),
            // It stands for the event and for all before it that a slow reader did not get.
            () ->
                parts
                    .codec()
                    .encode(
                        frame(new RoomPoint(epoch, event.seq()), List.of(event), false, pauses)));
    seats.values().forEach(member -> member.out().accept(chat));
  }

  private void remember(RoomEvent event) {
    history.addLast(event);
    if (history.size() > RoomStore.HISTORY) {
      history.removeFirst();
    }
  }

  // ---- what is read ---------------------------------------------------------------------------

  /**
   * Reads what came since the last event that was heard, and who is there.
   *
   * @param coming whose leases begin; none where those of all members here are renewed
   */
  private void catchUp(Collection<RoomMember> coming) {
    if (alone || (seats.isEmpty() && coming.isEmpty())) {
      return;
    }
    RoomPoint known = at;
    Reading reading = read(known, coming);
    if (known == null) {
      history.addAll(reading.events());
      at = reading.at();
      see(reading);
    } else if (reading.resumed()) {
      reading.events().forEach(this::deliver);
      see(reading);
    } else {
      beginAnew(healed(reading, known, coming));
    }
  }

  private Reading read(@Nullable RoomPoint since, Collection<RoomMember> coming) {
    long now = parts.now().getAsLong();
    return parts
        .store()
        .read(
            room,
            coming.isEmpty() ? ids(seats.values()) : ids(coming),
            since,
            RoomStore.HISTORY,
            now,
            now + parts.leaseMs());
  }

  private void see(Reading reading) {
    rules = reading.rules();
    former = reading.former();
    if (!reading.roster().equals(roster)) {
      roster = reading.roster();
      stale = true;
    }
    if (!kind.open()) {
      putOut();
    }
  }

  /** Who was let in may be put out again. */
  private void putOut() {
    for (RoomMember member : List.copyOf(seats.values())) {
      if (!owns(member.account()) && !rules.guests().contains(member.account())) {
        seats.remove(member.session());
        parts.store().leave(room, id(member));
        RoomAnswers.refused(
            parts.codec(),
            member,
            room,
            null,
            new RoomException(
                PrivateMiddleware.CODE, "The owner of %s took you off its list.".formatted(room)));
      }
    }
  }

  // ---- without Redis, and after it --------------------------------------------------------------

  private void goAlone(RedisUnavailable why) {
    if (alone) {
      return;
    }
    log.debug("room {} goes on alone: {}", room, why.getMessage());
    alone = true;
    before = at;
    at = new RoomPoint(parts.randomId().get(), before == null ? 0 : before.seq());
    roster = here();
    shown = roster;
    tellAll(List.of(), true);
  }

  /** Redis answers again, perhaps: then what was said alone is said there. */
  private void comeBack() {
    RoomPoint known = before;
    Reading reading = read(known, List.of());
    if (known == null || !reading.resumed()) {
      Reading healed =
          healed(reading, known == null ? new RoomPoint(at().epoch(), 0) : known, List.of());
      alone = false;
      before = null;
      beginAnew(healed);
      return;
    }
    // The same life of the room: all that others said meanwhile is there, and nothing is repeated.
    List<RoomEvent> own = history.stream().filter(it -> it.seq() > known.seq()).toList();
    if (!own.isEmpty()) {
      List<Body> bodies = own.stream().map(Body::of).toList();
      if (!parts.store().restore(room, reading.epoch(), Map.of(), null, bodies)) {
        throw new RedisUnavailable("the room began anew again");
      }
      reading = read(known, List.of());
      if (!reading.resumed()) {
        alone = false;
        before = null;
        beginAnew(reading);
        return;
      }
    }
    Set<String> heard = new HashSet<>();
    own.forEach(it -> heard.add(Body.of(it).id()));
    List<RoomEvent> news =
        reading.events().stream().filter(it -> !heard.contains(Body.of(it).id())).toList();
    history.removeIf(it -> it.seq() > known.seq());
    reading.events().forEach(this::remember);
    alone = false;
    before = null;
    at = reading.at();
    see(reading);
    shown = roster;
    tellAll(news, true);
  }

  /**
   * Gives back to the store what it lost of what was heard here.
   *
   * @param known the last point of it that was known here; what lies beyond was said alone
   * @return the room after that
   */
  private Reading healed(Reading found, RoomPoint known, Collection<RoomMember> coming) {
    Reading reading = found;
    for (int i = 0; i < TRIES; i++) {
      if (restored(reading, known)) {
        return read(null, coming);
      }
      reading = read(null, coming); // another node restored something meanwhile
    }
    throw new RedisUnavailable("the room began anew again");
  }

  /** False where the room has to be read again before anything is given back. */
  private boolean restored(Reading reading, RoomPoint known) {
    long kept =
        known.epoch().equals(reading.epoch())
            ? known.seq()
            : Math.min(known.seq(), reading.former().getOrDefault(known.epoch(), -1L));
    if (kept < known.seq()) {
      long now = parts.now().getAsLong();
      rules
          .mutes()
          .forEach((who, until) -> {
            if (until > now && !reading.rules().mutes().containsKey(who)) {
              parts.store().mute(room, who, until);
            }
          });
      for (String guest : rules.guests()) {
        if (!reading.rules().guests().contains(guest)) {
          parts.store().letIn(room, guest, true);
        }
      }
    }
    List<RoomEvent> lost = history.stream().filter(it -> it.seq() > kept).toList();
    if (lost.isEmpty()) {
      return true;
    }
    Map<String, Long> ended = new HashMap<>(former);
    ended.put(known.epoch(), known.seq());
    return parts
        .store()
        .restore(
            room,
            reading.epoch(),
            ended,
            new RoomPoint(known.epoch(), reading.former().getOrDefault(known.epoch(), 0L)),
            lost.stream().map(Body::of).toList());
  }

  /** Events may be missing: everybody is told where the room stands now. */
  private void beginAnew(Reading reading) {
    Set<String> heard = new HashSet<>();
    history.forEach(it -> heard.add(Body.of(it).id()));
    int fresh = 0; // as far back as the oldest line that was not heard here
    for (int i = reading.events().size() - 1; i >= 0; i--) {
      if (!heard.contains(Body.of(reading.events().get(i)).id())) {
        fresh = reading.events().size() - i;
      }
    }
    at = reading.at();
    history.clear();
    history.addAll(reading.events());
    see(reading);
    shown = roster;
    tellAll(newest(Math.max(fresh, RoomStore.SHOWN)), false);
  }

  private void tellAll(List<RoomEvent> events, boolean resumed) {
    Outbound entered =
        new Outbound.Entered(room, new Frame(parts.codec().encode(frame(at(), events, resumed))));
    seats.values().forEach(member -> member.out().accept(entered));
  }

  // ---- for middleware -------------------------------------------------------------------------

  @Override
  public String name() {
    return room;
  }

  @Override
  public RoomKind kind() {
    return kind;
  }

  @Override
  public boolean owns(String account) {
    return kind.owns(RoomName.called(room), account);
  }

  @Override
  public boolean guest(String account) {
    if (!alone) {
      rules = read(null, List.of()).rules();
    } else if (before == null) {
      throw new RedisUnavailable("who may enter was never read here");
    }
    return rules.guests().contains(account);
  }

  @Override
  public long mutedUntil(String who) {
    return rules.mutes().getOrDefault(who, 0L);
  }

  @Override
  public long now() {
    return parts.now().getAsLong();
  }

  // ---- small parts ----------------------------------------------------------------------------

  private RoomPoint at() {
    RoomPoint here = at;
    if (here == null) {
      throw new IllegalStateException("the room was not read");
    }
    return here;
  }

  private List<RoomEvent> newest(int most) {
    List<RoomEvent> all = new ArrayList<>(history);
    return all.subList(Math.max(0, all.size() - most), all.size());
  }

  private ServerMessage frame(RoomPoint here, List<RoomEvent> events, boolean resumed) {
    return frame(here, events, resumed, alone);
  }

  private ServerMessage frame(
      RoomPoint here, List<RoomEvent> events, boolean resumed, boolean pauses) {
    return new ServerMessage.Joined(
        room, here.epoch(), here.seq(), events, resumed, roster, pauses ? true : null, null);
  }

  private List<String> ids(Collection<RoomMember> members) {
    return members.stream().map(this::id).toList();
  }

  private String id(RoomMember member) {
    return parts.node() + ":" + member.session() + ":" + member.name();
  }

  private void enter(RoomMember member, ServerMessage message) {
    member.out().accept(new Outbound.Entered(room, new Frame(parts.codec().encode(message))));
  }

  private void important(RoomMember member, ServerMessage message) {
    member.out().accept(new Outbound.Important(parts.codec().encode(message)));
  }

  private void quietly(Runnable work) {
    try {
      work.run();
    } catch (RedisUnavailable e) {
      log.debug("room {}: {}", room, e.getMessage()); // the next try catches up
      if (!seats.isEmpty()) {
        goAlone(e);
      }
    }
  }
}
