package dev.offing.server.room;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offing.server.cluster.LocalBus;
import dev.offing.server.gateway.Outbound;
import dev.offing.server.gateway.OutboundQueue;
import dev.offing.server.redis.RedisUnavailable;
import dev.offing.sync.protocol.ClientMessage;
import dev.offing.sync.protocol.Codec;
import dev.offing.sync.protocol.RoomPoint;
import dev.offing.sync.protocol.ServerMessage;
import dev.offing.sync.protocol.ServerMessage.Failure;
import dev.offing.sync.protocol.ServerMessage.Joined;
import dev.offing.sync.protocol.ServerMessage.Member;
import dev.offing.sync.protocol.ServerMessage.Presence;
import dev.offing.sync.protocol.ServerMessage.Room;
import dev.offing.sync.protocol.ServerMessage.RoomEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Two nodes on a store that comes and goes, each piece of work in its order, on a set clock. */
final class RoomsTest {
  private static final String ROOM = "port:lobby";
  private static final Codec CODEC = new Codec();
  private static final long LEASE_MS = 15_000;

  private final ArrayDeque<Runnable> work = new ArrayDeque<>();
  private final LocalBus bus = new LocalBus();
  private long ids;
  private long now = 1_000_000;
  private boolean away;
  private int run = 1;

  private final MemoryRoomStore memory = new MemoryRoomStore("run-1", bus, CODEC, this::id);
  private final RoomStore store = new Reachable();
  private final RoomRules rules = RoomRules.installed(List.of(new Counter()));
  private final Moderation moderation = new Moderation(store, rules, () -> now);
  private final Rooms one = node("n1");
  private final Rooms two = node("n2");

  private String id() {
    return "%032x".formatted(++ids);
  }

  private Rooms node(String name) {
    return new Rooms(
        new RoomParts(
            store,
            CODEC,
            bus,
            () -> now,
            name,
            (_, piece) -> work.add(piece),
            this::id,
            LEASE_MS,
            rules));
  }

  private void settle() {
    for (Runnable piece = work.poll(); piece != null; piece = work.poll()) {
      piece.run();
    }
  }

  private void push() {
    one.push(0, 1);
    two.push(0, 1);
    settle();
  }

  private void leaves() {
    away = true;
    bus.deaf(true);
  }

  private void returns() {
    away = false;
    bus.deaf(false);
    one.retry();
    settle();
    two.retry();
    settle();
  }

  /** Somebody on a node, and what comes there. */
  private final class Guest {
    final Rooms node;
    final RoomMember member;
    final Set<String> in = new HashSet<>();
    final List<ServerMessage> got = new ArrayList<>();

    Guest(Rooms node, String account) {
      this.node = node;
      this.member = new RoomMember("s" + id(), account.repeat(64), this::take);
    }

    private void take(Outbound out) {
      OutboundQueue queue = new OutboundQueue(1 << 20, 1 << 20);
      queue.offer(out);
      String text = new String(queue.poll().bytes(), StandardCharsets.UTF_8);
      got.add(CODEC.decodeServer(text));
    }

    Guest joins(String room, @Nullable RoomPoint since) {
      node.join(member, in, new ClientMessage.Join(room, since));
      settle();
      return this;
    }

    Guest joins() {
      return joins(ROOM, null);
    }

    void says(String id) {
      says(ROOM, id);
    }

    void says(String room, String id) {
      node.say(member, in, new ClientMessage.Say(room, id, "line " + id));
      settle();
    }

    void leaves() {
      node.leave(member, in, ROOM);
      settle();
    }

    <T extends ServerMessage> List<T> all(Class<T> type) {
      return got.stream().filter(type::isInstance).map(type::cast).toList();
    }

    <T extends ServerMessage> T last(Class<T> type) {
      return all(type).getLast();
    }

    List<String> heard() {
      return all(Room.class).stream().map(it -> it.event().clientId()).toList();
    }
  }

  private static List<String> ids(Joined joined) {
    return joined.snapshot().stream().map(RoomEvent::clientId).toList();
  }

  // ---- without Redis ----------------------------------------------------------------------------

  @Test
  void whileRedisIsAwayThoseOnOneNodeGoOnAndAreToldThatOthersDoNotHear() {
    Guest ann = new Guest(one, "a").joins();
    Guest ben = new Guest(one, "b").joins();
    Guest eve = new Guest(two, "e").joins();
    ann.says("1");
    leaves();

    ann.says("2");

    assertThat(ann.heard()).containsExactly("1", "2");
    assertThat(ben.heard()).containsExactly("1", "2");
    assertThat(eve.heard()).containsExactly("1");
    Joined told = ben.last(Joined.class);
    assertThat(told.pauses()).isTrue();
    assertThat(told.resumed()).as("nothing is missing").isTrue();
    assertThat(told.snapshot()).isEmpty();
    assertThat(told.roster()).containsExactly(new Member("aaaaaaaa", 1), new Member("bbbbbbbb", 1));
    ann.says("2");
    assertThat(ann.heard()).as("said again, answered by what it was").endsWith("2", "2");
    assertThat(ben.heard()).containsExactly("1", "2");
  }

  @Test
  void whoJoinsMeanwhileIsAnsweredAtOnce() {
    Guest ann = new Guest(one, "a").joins();
    ann.says("1");
    RoomPoint before = new RoomPoint(ann.last(Room.class).epoch(), 1);
    leaves();
    ann.says("2");

    Joined fresh = new Guest(one, "b").joins().last(Joined.class);
    assertThat(fresh.pauses()).isTrue();
    assertThat(fresh.resumed()).isFalse();
    assertThat(ids(fresh)).containsExactly("1", "2");

    Joined resumed = new Guest(one, "c").joins(ROOM, before).last(Joined.class);
    assertThat(resumed.resumed()).isTrue();
    assertThat(ids(resumed)).containsExactly("2");

    Joined first = new Guest(two, "e").joins().last(Joined.class);
    assertThat(first.pauses()).isTrue();
    assertThat(first.snapshot()).as("nobody was here before").isEmpty();
  }

  @Test
  void aConnectionThatComesBackCostsNobodyALine() {
    Guest ann = new Guest(one, "a").joins();
    Guest eve = new Guest(two, "e").joins();
    ann.says("1");
    String epoch = ann.last(Room.class).epoch();
    leaves();
    ann.says("2");
    eve.says("3");
    returns();

    ann.says("4");

    assertThat(ann.last(Room.class).epoch()).isEqualTo(epoch);
    assertThat(ann.heard()).containsExactly("1", "2", "3", "4");
    Joined back = eve.last(Joined.class);
    assertThat(back.resumed()).isTrue();
    assertThat(back.pauses()).isFalse();
    assertThat(ids(back)).as("what was said elsewhere meanwhile").containsExactly("2");
    assertThat(eve.heard()).containsExactly("1", "3", "4");
    assertThat(back.roster()).containsExactly(new Member("aaaaaaaa", 1), new Member("eeeeeeee", 1));
  }

  @Test
  void anEmptyRedisGetsBackWhatWasHeard() {
    Guest ann = new Guest(one, "a").joins();
    Guest eve = new Guest(two, "e").joins();
    ann.says("1");
    String epoch = ann.last(Room.class).epoch();
    leaves();
    ann.says("2");
    eve.says("3");
    memory.restart("run-" + ++run, new MemoryRoomStore.File());
    returns();

    assertThat(ann.last(Joined.class).epoch()).isNotEqualTo(epoch);
    assertThat(ann.last(Joined.class).resumed()).isFalse();
    assertThat(ids(eve.last(Joined.class))).containsExactly("1", "2", "3");
    assertThat(eve.last(Joined.class).roster()).hasSize(2);
    eve.says("4");
    assertThat(ann.heard()).containsExactly("1", "2", "3", "4");
    assertThat(ann.last(Room.class).event().seq()).isEqualTo(4);
  }

  @Test
  void anOlderRedisGetsBackWhatItLostAndNothingTwice() {
    Guest ann = new Guest(one, "a").joins();
    Guest eve = new Guest(two, "e").joins();
    ann.says("1");
    MemoryRoomStore.File older = memory.copy();
    ann.says("2");
    eve.says("3");
    memory.restart("run-" + ++run, older);

    ann.says("4"); // nobody has noticed yet

    assertThat(ids(ann.last(Joined.class))).containsExactly("1", "2", "3");
    assertThat(ann.heard()).containsExactly("1", "2", "3", "4");
    assertThat(eve.heard()).as("as an event, or in what it was told").doesNotHaveDuplicates();
    assertThat(ids(eve.last(Joined.class))).containsExactly("1", "2", "3", "4");
    assertThat(memory.read(ROOM, List.of(), null, 9, now, now).events()).hasSize(4);
  }

  @Test
  void whatOneNodeHasForgottenIsNotBroughtBackByTheOther() {
    Guest ann = new Guest(one, "a").joins();
    Guest eve = new Guest(two, "e").joins();
    for (int i = 1; i <= RoomStore.HISTORY; i++) {
      ann.says("before-" + i);
    }
    leaves();
    for (int i = 1; i <= 10; i++) {
      ann.says("ann-" + i); // her node drops ten of those before
    }
    eve.says("eve-1");
    memory.restart("run-" + ++run, new MemoryRoomStore.File());
    returns();
    returns();

    assertThat(ann.heard()).doesNotHaveDuplicates().endsWith("ann-10", "eve-1");
    assertThat(ids(eve.last(Joined.class))).containsSequence("ann-9", "ann-10", "eve-1");
    assertThat(eve.heard()).doesNotHaveDuplicates();
  }

  @Test
  void aRoomThatOwesLinesStaysUntilTheyAreSaid() {
    Guest ann = new Guest(one, "a").joins();
    Guest eve = new Guest(two, "e").joins();
    leaves();
    ann.says("1");
    ann.leaves();
    returns();
    one.retry();
    settle();

    assertThat(eve.heard()).containsExactly("1");
    assertThat(one.occupied()).isEmpty();
  }

  // ---- who is there ----------------------------------------------------------------------------

  @Test
  void comingAndGoingIsToldInThePushCycle() {
    Guest ann = new Guest(one, "a").joins();
    Guest eve = new Guest(two, "e").joins();
    Guest ben = new Guest(two, "b").joins();
    assertThat(ann.all(Presence.class)).isEmpty();
    push();
    assertThat(ann.all(Presence.class)).hasSize(1);
    assertThat(ann.last(Presence.class).roster()).hasSize(3);
    push();
    assertThat(ann.all(Presence.class)).as("nothing changed").hasSize(1);

    eve.leaves();
    ben.leaves();
    push();

    assertThat(ann.all(Presence.class)).hasSize(2);
    assertThat(ann.last(Presence.class).roster()).containsExactly(new Member("aaaaaaaa", 1));
  }

  @Test
  void whoseNodeWasKilledIsThereUntilTheLeaseEnds() {
    Guest ann = new Guest(one, "a").joins();
    new Guest(two, "e").joins();
    push();
    now += LEASE_MS - 1;
    renewAlone();
    assertThat(ann.last(Presence.class).roster()).hasSize(2);

    now += 1;
    renewAlone();

    assertThat(ann.last(Presence.class).roster()).containsExactly(new Member("aaaaaaaa", 1));
  }

  private void renewAlone() {
    one.renew();
    settle();
    one.push(0, 1);
    settle();
  }

  // ---- rules -----------------------------------------------------------------------------------

  @Test
  void whoIsMutedIsNotHeardOnAnyNodeUntilThatIsOver() {
    Guest ann = new Guest(one, "a").joins();
    Guest eve = new Guest(two, "e").joins();
    moderation.mute(null, ROOM, "eeeeeeee", 90_000);
    settle();

    eve.says("1");

    Failure refused = eve.last(Failure.class);
    assertThat(refused.code()).isEqualTo("muted");
    assertThat(refused.room()).isEqualTo(ROOM);
    assertThat(refused.clientId()).isEqualTo("1");
    assertThat(refused.message()).contains("for another 1 min");
    assertThat(ann.heard()).isEmpty();
    leaves();
    ann.says("a");
    eve.says("2");
    assertThat(eve.all(Failure.class)).as("also while Redis is away").hasSize(2);
    memory.restart("run-" + ++run, new MemoryRoomStore.File());
    returns();
    eve.says("3");
    assertThat(eve.all(Failure.class)).as("and after it forgot").hasSize(3);

    now += 90_000;
    eve.says("4");
    assertThat(ann.heard()).containsExactly("a", "4");
    moderation.mute(null, ROOM, "eeeeeeee", 90_000);
    moderation.mute(null, ROOM, "eeeeeeee", 0);
    settle();
    eve.says("5");
    assertThat(ann.heard()).containsExactly("a", "4", "5");
  }

  @Test
  void aPrivateRoomTakesItsOwnerAndWhomTheOwnerLetIn() {
    String room = "player:" + "a".repeat(64);
    Guest owner = new Guest(one, "a").joins(room, null);
    Guest eve = new Guest(two, "e").joins(room, null);
    assertThat(owner.all(Joined.class)).hasSize(1);
    assertThat(eve.last(Failure.class).code()).isEqualTo("not_let_in");
    eve.says(room, "1");
    assertThat(eve.last(Failure.class).code()).isEqualTo("not_joined");
    assertThat(owner.heard()).isEmpty();

    moderation.letIn("a".repeat(64), room, "e".repeat(64), true);
    eve.joins(room, null).says(room, "2");
    assertThat(owner.heard()).containsExactly("2");

    moderation.letIn("a".repeat(64), room, "e".repeat(64), false);
    settle();
    owner.says(room, "3");
    assertThat(eve.last(Failure.class).code()).isEqualTo("not_let_in");
    assertThat(eve.heard()).containsExactly("2");
    assertThat(owner.heard()).containsExactly("2", "3");
  }

  @Test
  void whoMayEnterIsNotGuessedWhileRedisIsAway() {
    leaves();
    String room = "player:" + "a".repeat(64);
    assertThat(new Guest(one, "e").joins(room, null).last(Failure.class).code())
        .isEqualTo("room_unavailable");
    assertThat(new Guest(one, "a").joins(room, null).last(Joined.class).pauses()).isTrue();
  }

  @Test
  void onlyOwnersAndAdminsDecideAboutPeople() {
    assertThat(refusal(() -> moderation.mute("b".repeat(64), ROOM, "eeeeeeee", 1)))
        .isEqualTo("not_yours");
    assertThat(refusal(() -> moderation.mute(null, "attic:x", "eeeeeeee", 1)))
        .isEqualTo("unknown_room");
    assertThat(refusal(() -> moderation.letIn(null, ROOM, "e".repeat(64), true)))
        .isEqualTo("open_room");
  }

  private static String refusal(Runnable work) {
    try {
      work.run();
      return "";
    } catch (RoomException e) {
      return e.code();
    }
  }

  // ---- tickers ---------------------------------------------------------------------------------

  @Test
  void aTickerShowsNewValuesAndAsksNobody() {
    leaves();
    Guest ann = new Guest(one, "a").joins("count:x", null);
    Joined joined = ann.last(Joined.class);
    assertThat(joined.latestCounts()).isTrue();
    assertThat(joined.snapshot()).hasSize(RoomStore.SHOWN);
    push();
    push();
    assertThat(ann.all(Room.class)).as("nothing changed since").hasSize(1);
    now += 1_000;
    push();
    assertThat(ann.last(Room.class).event().text()).isEqualTo(Long.toString(now / 1_000));
    ann.says("count:x", "1");
    assertThat(ann.last(Failure.class).code()).isEqualTo("silent_room");

    Guest late = new Guest(two, "e").joins("count:x", new RoomPoint(joined.epoch(), joined.seq()));
    assertThat(late.last(Joined.class).resumed()).isTrue();
    assertThat(late.last(Joined.class).snapshot()).hasSize(1);
    assertThat(new Guest(one, "b").joins("count:y", null).last(Failure.class).code())
        .isEqualTo("unknown_room");
  }

  @Test
  void aSlowReaderOfATickerGetsTheNewestAlone() {
    OutboundQueue waiting = new OutboundQueue(1 << 20, 1 << 20);
    RoomMember slow = new RoomMember("slow", "a".repeat(64), waiting::offer);
    one.join(slow, new HashSet<>(), new ClientMessage.Join("count:x", null));
    for (int i = 0; i < 10; i++) {
      now += 1_000;
      push();
    }

    assertThat(CODEC.decodeServer(text(waiting))).isInstanceOf(Joined.class);
    assertThat(((Room) CODEC.decodeServer(text(waiting))).event().seq()).isEqualTo(now / 1_000);
    assertThat(waiting.isEmpty()).isTrue();
  }

  private static String text(OutboundQueue queue) {
    return new String(queue.poll().bytes(), StandardCharsets.UTF_8);
  }

  /** Seconds. */
  private static final class Counter implements RoomTicker {
    @Override
    public String name() {
      return "count";
    }

    @Override
    public String epoch(String called) {
      return "c".repeat(32);
    }

    @Override
    public Optional<RoomEvent> at(String called, long ms) {
      return called.equals("x") ? Optional.of(value(ms / 1_000)) : Optional.empty();
    }

    @Override
    public List<RoomEvent> history(String called, long ms, int most) {
      List<RoomEvent> values = new ArrayList<>();
      for (long second = ms / 1_000 - most + 1; second <= ms / 1_000; second++) {
        values.add(value(second));
      }
      return values;
    }

    private static RoomEvent value(long second) {
      return new RoomEvent(second, second * 1_000, "", "", Long.toString(second));
    }
  }

  /** The store, as long as there is a connection. */
  private final class Reachable implements RoomStore {
    private MemoryRoomStore there() {
      if (away) {
        throw new RedisUnavailable("away");
      }
      return memory;
    }

    @Override
    public Reading read(
        String room,
        Collection<String> members,
        @Nullable RoomPoint since,
        int shown,
        long at,
        long until) {
      return there().read(room, members, since, shown, at, until);
    }

    @Override
    public Saying say(String room, String epoch, Body body) {
      return there().say(room, epoch, body);
    }

    @Override
    public boolean restore(
        String room,
        String epoch,
        Map<String, Long> former,
        @Nullable RoomPoint whole,
        List<Body> lines) {
      return there().restore(room, epoch, former, whole, lines);
    }

    @Override
    public void leave(String room, String member) {
      there().leave(room, member);
    }

    @Override
    public void mute(String room, String who, long until) {
      there().mute(room, who, until);
    }

    @Override
    public void letIn(String room, String account, boolean in) {
      there().letIn(room, account, in);
    }
  }
}
