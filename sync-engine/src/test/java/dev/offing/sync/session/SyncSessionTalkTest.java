package dev.offing.sync.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offing.sync.account.Checkpoint;
import dev.offing.sync.account.State;
import dev.offing.sync.economy.Money;
import dev.offing.sync.protocol.ClientMessage;
import dev.offing.sync.protocol.Position;
import dev.offing.sync.protocol.ServerMessage;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a session answers to what it is told: rooms, refusals, words out of turn. */
class SyncSessionTalkTest {
  private static final long START = 1_750_000_000_000L;
  private static final String ROOM = "port:lobby";
  private static final String EPOCH = "0123456789abcdef0123456789abcdef";
  private static final String OTHER_EPOCH = "f123456789abcdef0123456789abcdef";

  private final Random random = new Random(11);
  private final TestServer server = new TestServer(random, START);
  private final TestDevice device = new TestDevice(server, random);

  private <T extends SyncEvent> List<T> told(Class<T> type) {
    return device.told.stream().filter(type::isInstance).map(type::cast).toList();
  }

  private <T extends ClientMessage> List<T> sent(Class<T> type) {
    return device.sent.stream().filter(type::isInstance).map(type::cast).toList();
  }

  private static ServerMessage.RoomEvent line(long seq, String clientId) {
    return new ServerMessage.RoomEvent(seq, START, "abcdef01", clientId, "ahoy");
  }

  private void hear(long seq, String clientId) {
    device.arrive(new ServerMessage.Room(ROOM, EPOCH, line(seq, clientId)));
  }

  @Test
  void roomThatIsWantedIsEnteredOnConnectAndAgainSinceTheLastEventAfterACut() {
    device.step(new Event.Join(ROOM));
    device.connect();
    assertThat(sent(ClientMessage.Join.class)).hasSize(1);
    assertThat(told(SyncEvent.Joined.class)).hasSize(1);
    hear(1, "a");
    hear(2, "b");
    assertThat(told(SyncEvent.Said.class)).hasSize(2).noneMatch(SyncEvent.Said::own);
    device.cut();
    device.pass(60_000);
    ClientMessage.Join again = sent(ClientMessage.Join.class).getLast();
    assertThat(again.since()).isNotNull();
    assertThat(again.since().seq()).isEqualTo(2);
  }

  @Test
  void eventsComeOnceAndAHoleIsFilledByEnteringAgain() {
    device.connect();
    device.step(new Event.Join(ROOM));
    device.pump();
    hear(1, "a");
    hear(1, "a");
    assertThat(told(SyncEvent.Said.class)).hasSize(1);
    hear(3, "c");
    assertThat(told(SyncEvent.Said.class)).hasSize(1);
    assertThat(sent(ClientMessage.Join.class)).hasSize(2);
    device.arrive(
        new ServerMessage.Joined(
            ROOM, EPOCH, 3, List.of(line(2, "b"), line(3, "c")), true, List.of()));
    assertThat(told(SyncEvent.Joined.class).getLast().events()).hasSize(2);
    device.arrive(new ServerMessage.Room(ROOM, OTHER_EPOCH, line(4, "d")));
    assertThat(told(SyncEvent.Said.class)).hasSize(1);
    device.arrive(
        new ServerMessage.Joined(ROOM, OTHER_EPOCH, 1, List.of(line(1, "x")), false, List.of()));
    assertThat(told(SyncEvent.Joined.class).getLast().resumed()).isFalse();
    assertThat(told(SyncEvent.Joined.class).getLast().events()).hasSize(1);
  }

  @Test
  void anAnswerThatComesLateUnderAnotherEpochTellsNothingTwice() {
    device.connect();
    device.step(new Event.Join(ROOM));
    device.pump();
    hear(1, "a");
    hear(2, "b");

    // The answer to a join since the first line, once the room is heard on one node alone.
    device.arrive(
        new ServerMessage.Joined(
            ROOM, OTHER_EPOCH, 3, List.of(line(2, "b"), line(3, "c")), true, List.of()));
    assertThat(told(SyncEvent.Joined.class).getLast().events()).containsExactly(line(3, "c"));

    device.arrive(
        new ServerMessage.Joined(ROOM, EPOCH, 3, List.of(line(3, "c")), false, List.of()));
    assertThat(told(SyncEvent.Joined.class).getLast().events())
        .as("after a beginning everything is told")
        .containsExactly(line(3, "c"));
  }

  @Test
  void theOldestOfManyLinesIsKnownAsLongAsAServerMayTellItAgain() {
    device.connect();
    device.step(new Event.Join(ROOM));
    device.pump();
    for (int seq = 1; seq <= 256; seq++) {
      hear(seq, "line-" + seq);
    }

    device.arrive(
        new ServerMessage.Joined(
            ROOM, OTHER_EPOCH, 257, List.of(line(1, "line-1"), line(257, "new")), true, List.of()));

    assertThat(told(SyncEvent.Joined.class).getLast().events()).containsExactly(line(257, "new"));
  }

  @Test
  void whatWasSaidAndNotHeardIsSaidAgainUntilItIs() {
    device.connect();
    device.step(new Event.Join(ROOM));
    device.pump();
    device.step(new Event.Say(ROOM, "mine", "ahoy"));
    device.step(new Event.Say(ROOM, "lost", "anybody?"));
    assertThat(sent(ClientMessage.Say.class)).hasSize(2);
    hear(1, "mine");
    assertThat(told(SyncEvent.Said.class).getLast().own()).isTrue();
    device.cut();
    device.pass(60_000);
    assertThat(sent(ClientMessage.Say.class).getLast().clientId()).isEqualTo("lost");
    assertThat(sent(ClientMessage.Say.class)).hasSize(3);
  }

  @Test
  void moreThanFiftyUnheardLinesAndLinesToNobodyAreNotQueued() {
    device.step(new Event.Say(ROOM, "nobody", "here?"));
    device.step(new Event.Join(ROOM));
    for (int i = 0; i < RoomDesk.UNHEARD + 5; i++) {
      device.step(new Event.Say(ROOM, "line-" + i, "ahoy"));
    }
    device.connect();
    assertThat(sent(ClientMessage.Say.class)).hasSize(RoomDesk.UNHEARD);
    assertThat(told(SyncEvent.Unsaid.class))
        .extracting(SyncEvent.Unsaid::clientId)
        .containsExactly("nobody", "line-50", "line-51", "line-52", "line-53", "line-54");
    assertThat(told(SyncEvent.Unsaid.class).getLast().why()).startsWith("50 lines wait");
  }

  @Test
  void lineThatHadArrivedBeforeTheCutIsNotWaitedForAnyMore() {
    device.connect();
    device.step(new Event.Join(ROOM));
    device.pump();
    device.step(new Event.Say(ROOM, "mine", "ahoy"));
    device.cut();
    device.pass(60_000);
    // It fell out of what the room shows on entering; the say is answered with what stands there.
    device.arrive(
        new ServerMessage.Joined(ROOM, EPOCH, 80, List.of(line(80, "z")), false, List.of()));
    hear(7, "mine");
    assertThat(told(SyncEvent.Said.class).getLast())
        .isEqualTo(new SyncEvent.Said(ROOM, line(7, "mine"), true));
    int said = sent(ClientMessage.Say.class).size();
    device.cut();
    device.pass(60_000);
    assertThat(sent(ClientMessage.Say.class)).hasSize(said);
  }

  @Test
  void linesThatARoomCouldNotTakeAreSaidAgainOnEnteringIt() {
    device.connect();
    device.step(new Event.Join(ROOM));
    device.pump();
    device.step(new Event.Say(ROOM, "mine", "ahoy"));
    int joins = sent(ClientMessage.Join.class).size();
    device.arrive(new ServerMessage.Failure("room_unavailable", "Rooms are not available."));
    device.pass(10_000);
    assertThat(sent(ClientMessage.Join.class)).hasSize(joins + 1);
    assertThat(sent(ClientMessage.Say.class)).hasSize(2);
    device.pass(10_000);
    assertThat(sent(ClientMessage.Join.class)).hasSize(joins + 1);
  }

  @Test
  void roomThatWasLeftIsNotHeardAndPresenceIsTold() {
    device.connect();
    device.step(new Event.Join(ROOM));
    device.pump();
    device.arrive(
        new ServerMessage.Presence(ROOM, List.of(new ServerMessage.Member("abcdef01", 2))));
    assertThat(told(SyncEvent.Present.class)).hasSize(1);
    device.step(new Event.Leave(ROOM));
    assertThat(sent(ClientMessage.Leave.class)).hasSize(1);
    hear(1, "a");
    device.arrive(new ServerMessage.Joined(ROOM, EPOCH, 1, List.of(), false, List.of()));
    assertThat(told(SyncEvent.Said.class)).isEmpty();
  }

  @Test
  void lineThatARoomRefusesIsToldAndNotSaidAgain() {
    device.connect();
    device.step(new Event.Join(ROOM));
    device.pump();
    device.step(new Event.Say(ROOM, "mine", "ahoy"));
    device.arrive(new ServerMessage.Failure("muted", "You are muted.", ROOM, "mine"));
    assertThat(told(SyncEvent.Unsaid.class))
        .containsExactly(new SyncEvent.Unsaid(ROOM, "mine", "You are muted."));
    device.arrive(new ServerMessage.Failure("not_let_in", "It is private.", ROOM, null));
    assertThat(device.session.phase()).isEqualTo(Phase.READY);
    device.cut();
    device.pass(60_000);
    assertThat(sent(ClientMessage.Say.class)).hasSize(1);
  }

  @Test
  void roomThatGoesOnUnderAnotherEpochWithoutAHoleIsTakenAsItIs() {
    device.connect();
    device.step(new Event.Join(ROOM));
    device.pump();
    hear(1, "a");
    hear(2, "b");
    device.arrive(
        new ServerMessage.Joined(
            ROOM, OTHER_EPOCH, 2, List.of(line(1, "c")), true, List.of(), true, null));
    SyncEvent.Joined joined = told(SyncEvent.Joined.class).getLast();
    assertThat(joined.events()).containsExactly(line(1, "c"));
    assertThat(joined.paused()).isTrue();
    assertThat(joined.at().seq()).isEqualTo(2);
    device.arrive(new ServerMessage.Room(ROOM, OTHER_EPOCH, line(3, "d")));
    assertThat(told(SyncEvent.Said.class).getLast().event().clientId()).isEqualTo("d");
  }

  @Test
  void whereOnlyTheNewestCountsAHoleIsNone() {
    device.connect();
    device.step(new Event.Join(ROOM));
    device.pump();
    device.arrive(
        new ServerMessage.Joined(ROOM, EPOCH, 7, List.of(), false, List.of(), null, true));
    hear(12, "");
    hear(11, "");
    assertThat(told(SyncEvent.Said.class)).hasSize(1);
    assertThat(sent(ClientMessage.Join.class)).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"room_unavailable", "not_joined", "unknown_room", "too_many_rooms"})
  void troubleOfARoomEndsNoSession(String code) {
    device.connect();
    device.arrive(new ServerMessage.Failure(code, "The room is closed."));
    assertThat(device.session.phase()).isEqualTo(Phase.READY);
    assertThat(device.session.lastError()).isEqualTo("The room is closed.");
  }

  @ParameterizedTest
  @CsvSource({"unlinked, UNLINKED", "upgrade, UPGRADE"})
  void refusalThatTakesAPersonHaltsUntilTheButton(String code, Halt halt) {
    device.connect();
    device.arrive(new ServerMessage.Failure(code, "no"));
    assertThat(device.session.halt()).isEqualTo(halt);
    device.step(new Event.Connect());
    device.pump();
    assertThat(device.session.phase()).isEqualTo(Phase.READY);
  }

  @Test
  void anyOtherRefusalEndsTheConnectionAndIsTriedAgain() {
    device.connect();
    device.arrive(new ServerMessage.Failure("malformed", "What was that?"));
    assertThat(device.session.phase()).isEqualTo(Phase.WAITING);
    assertThat(device.session.lastError()).isEqualTo("What was that?");
    assertThat(device.session.retryAtMs()).isPositive();
    device.pass(60_000);
    assertThat(device.session.phase()).isEqualTo(Phase.READY);
  }

  @Test
  void newerRulesOnTheServerHaltTheSession() {
    device.lost = m -> m instanceof ServerMessage.Welcome;
    device.connect();
    device.arrive(welcome(ServerMessage.Mode.UPGRADE));
    assertThat(device.session.halt()).isEqualTo(Halt.UPGRADE);
  }

  @ParameterizedTest
  @CsvSource({"upgrade, UPGRADE", "server_too_old, SERVER_TOO_OLD"})
  void versionsThatDoNotFitKeepTheOutboxUntilTheyDo(String code, Halt why) {
    device.connect();
    device.arrive(new ServerMessage.Failure(code, "The versions do not fit."));
    device.buy("stand", 1);

    assertThat(device.session.phase()).isEqualTo(Phase.HALTED);
    assertThat(device.session.halt()).isEqualTo(why);
    assertThat(device.session.lastError()).isEqualTo(why.text());
    assertThat(device.session.outbox()).hasSize(1);

    device.pass(SyncSession.HALTED_MS);

    assertThat(device.session.phase()).isEqualTo(Phase.READY);
    assertThat(device.session.outbox()).isEmpty();
  }

  @Test
  void eachLessonIsAskedForUnderANameOfItsOwn() {
    device.connect();
    device.arrive(new ServerMessage.WorldRows(OTHER_EPOCH, List.of()));
    device.pump();
    device.arrive(new ServerMessage.WorldRows(OTHER_EPOCH, List.of()));
    device.pump();

    assertThat(sent(ClientMessage.Call.class))
        .hasSizeGreaterThanOrEqualTo(2)
        .extracting(ClientMessage.Call::id)
        .doesNotHaveDuplicates();
  }

  @Test
  void whatCannotPassIsNotAskedAgain() {
    device.connect();
    device.arrive(new ServerMessage.Failure("unlinked", "Not of this account."));
    assertThat(device.session.wakeAtMs()).isPresent();

    for (Halt halt : Halt.values()) {
      assertThat(halt.mayPass())
          .as(halt.name())
          .isEqualTo(!Set.of(Halt.OTHER_SERVER, Halt.DELETED, Halt.DIFFERS).contains(halt));
    }
  }

  @Test
  void aDeletedAccountHaltsTheSessionAndKeepsWhatIsHere() {
    device.connect();
    device.buy("stand", 1);
    device.arrive(new ServerMessage.Failure("account_deleted", "gone"));
    assertThat(device.session.halt()).isEqualTo(Halt.DELETED);
    device.pass(600_000);
    assertThat(device.session.halt()).isEqualTo(Halt.DELETED);
  }

  private static ServerMessage.Notice letter(String id) {
    return new ServerMessage.Notice(id, 1_764_000_000_000L, "gift", "A gift.", Money.of(5));
  }

  private List<String> inboxAcks() {
    return device.sent.stream()
        .filter(ClientMessage.InboxAck.class::isInstance)
        .flatMap(it -> ((ClientMessage.InboxAck) it).ids().stream())
        .toList();
  }

  @Test
  void aLetterIsToldOnceUntilItIsRead() {
    device.connect();
    device.arrive(new ServerMessage.Inbox(List.of(letter("a"), letter("b"))));
    device.arrive(new ServerMessage.Inbox(List.of(letter("b"), letter("c"))));

    assertThat(device.told)
        .filteredOn(SyncEvent.Letter.class::isInstance)
        .extracting(it -> ((SyncEvent.Letter) it).letter().id())
        .containsExactly("a", "b", "c");
    device.step(new Event.Read(List.of("b", "nonsense")));
    assertThat(device.session.letters())
        .extracting(ServerMessage.Notice::id)
        .containsExactly("a", "c");
    assertThat(inboxAcks()).containsExactly("b");
  }

  @Test
  void whatIsReadWithoutAConnectionIsToldWithTheNext() {
    device.connect();
    device.arrive(new ServerMessage.Inbox(List.of(letter("a"))));
    device.offline();
    device.step(new Event.Read(List.of("a")));
    assertThat(inboxAcks()).isEmpty();
    assertThat(device.session.letters()).isEmpty();

    device.connect();

    assertThat(inboxAcks()).containsExactly("a");
  }

  private ServerMessage.Welcome welcome(ServerMessage.Mode mode) {
    return new ServerMessage.Welcome(
        "s",
        "n",
        mode,
        null,
        new ServerMessage.WorldHead(server.world.epoch(), server.world.seq()),
        server.now,
        new ServerMessage.Limits(256, 192 * 1024, 256 * 1024, 250),
        null,
        List.of());
  }

  @Test
  void retryAfterDrainAndWordsOutOfTurnInTheHandshakeAreWaitedOut() {
    List<ServerMessage> words =
        List.of(
            new ServerMessage.RetryAfter(900),
            new ServerMessage.Drain(900),
            new ServerMessage.Failure("busy", "Not now."),
            new ServerMessage.StaleEpoch());
    for (ServerMessage word : words) {
      device.lost = m -> m instanceof ServerMessage.Challenge;
      device.connect();
      assertThat(device.session.phase()).isEqualTo(Phase.GREETING);
      device.arrive(word);
      assertThat(device.session.phase()).isEqualTo(Phase.WAITING);
      device.lost = m -> m instanceof ServerMessage.Welcome;
      device.step(new Event.Connect());
      device.pump();
      assertThat(device.session.phase()).isEqualTo(Phase.PROVING);
      device.arrive(word);
      assertThat(device.session.phase()).isEqualTo(Phase.WAITING);
    }
  }

  @Test
  void whereOneDoorIsShutOrCloses_theNextIsTried() {
    URI first = URI.create(TestServer.ORIGIN);
    URI second = URI.create(TestServer.OTHER_DOOR);
    device.shut.add(first);
    device.step(new Event.Target(List.of(first, second)));
    device.pump();
    device.pass(SyncSession.WATCHDOG_MS);
    assertThat(device.session.phase()).isEqualTo(Phase.READY);
    assertThat(device.dialled).containsExactly(first, second);
    device.buy("stand", 1);

    device.shut.clear();
    device.arrive(new ServerMessage.Drain(700));
    assertThat(device.session.phase()).isEqualTo(Phase.WAITING);
    device.pass(699);
    assertThat(device.dialled).hasSize(2);
    device.pass(1);
    assertThat(device.session.phase()).isEqualTo(Phase.READY);
    assertThat(device.dialled).containsExactly(first, second, first);
    assertThat(device.session.outbox()).isEmpty();
  }

  @Test
  void historyOfAnotherKindIsGreetedAgain() {
    device.connect();
    device.buy("stand", 1);
    device.arrive(new ServerMessage.StaleEpoch());
    assertThat(device.session.phase()).isEqualTo(Phase.WAITING);
    device.pass(60_000);
    device.arrive(new ServerMessage.Challenge(server.serverId, "0".repeat(64), server.now));
    assertThat(device.session.phase()).isEqualTo(Phase.WAITING);
  }

  @Test
  void stateThatIsNotWhatItsDigestSaysIsAskedForOnceMoreAndThenHalts() {
    device.connect();
    device.buy("stand", 1);
    State state = device.confirmed();
    device.pass(600_000);
    TestServer.Memory before = server.backup();
    device.lost = m -> m instanceof ServerMessage.Ack;
    device.buy("stand", 1);
    assertThat(before.state()).isNotNull();
    Position right = position();
    Position wrong =
        new Position(
            right.from(),
            right.to(),
            "0".repeat(64),
            right.checkpoint(),
            right.lastSeq(),
            right.lastHash(),
            right.worldSeq(),
            null,
            right.state());
    device.arrive(new ServerMessage.Snapshot(wrong));
    assertThat(told(SyncEvent.Differed.class)).hasSize(1);
    assertThat(sent(ClientMessage.Snapshot.class)).hasSize(1);
    device.arrive(new ServerMessage.Snapshot(wrong));
    assertThat(device.session.halt()).isEqualTo(Halt.DIFFERS);
    assertThat(device.confirmed()).isEqualTo(state);
  }

  private Position position() {
    State now = Objects.requireNonNull(server.state);
    var seal = Checkpoint.seal(now, server.keyId, server.key, server.serverId);
    return new Position(
        now.at(), now.at(), seal.digest(), seal, 0, "", server.world.seq(), null, now);
  }

  @Test
  void resultsAreTakenFromTheFrontOnlyAndTheRestIsAskedForAgain() {
    device.connect();
    device.buy("stand", 1);
    device.offline();
    device.pass(600_000);
    device.buy("stand", 1);
    device.buy("stand", 1);
    List<ServerMessage.Ack> kept = new ArrayList<>();
    device.lost = m -> m instanceof ServerMessage.Ack a && kept.add(a);
    device.connect();
    ServerMessage.Ack whole = kept.getFirst();
    device.lost = m -> false;
    device.arrive(
        new ServerMessage.Ack(whole.upTo(), List.of(whole.results().getLast()), whole.position()));
    device.pump();
    assertThat(device.session.outbox()).isEmpty();
    device.checkDisk();
    assertThat(device.booked()).isEqualTo(device.confirmed().core().purse());
    assertThat(device.ledger.settled()).hasSize(3);
    assertThat(device.ledger.settled())
        .isSortedAccordingTo((a, b) -> Long.compare(a.row().seq(), b.row().seq()));
  }

  @Test
  void originThatIsSignedHasOneSpelling() {
    assertThat(Handshake.originOf(URI.create("WS://LocalHost"))).isEqualTo("ws://localhost:80");
    assertThat(Handshake.originOf(URI.create("wss://a.Example/x")))
        .isEqualTo("wss://a.example:443");
    assertThat(Handshake.originOf(URI.create("ws://127.0.0.1:7"))).isEqualTo("ws://127.0.0.1:7");
  }

  @Test
  void newWorldRowsAreFetchedWhileConnected() {
    device.connect();
    device.buy("stand", 1);
    server.changeCatalog(Lemonade.dearer(), server.now + 60_000);
    device.arrive(
        new ServerMessage.WorldRows(server.world.epoch(), List.of(server.world.rows().getLast())));
    device.pump();
    assertThat(device.session.phase()).isEqualTo(Phase.READY);
    assertThat(device.session.rulebook().editions()).hasSize(2);
    long calls = sent(ClientMessage.Call.class).size();
    device.arrive(
        new ServerMessage.WorldRows(server.world.epoch(), List.of(server.world.rows().getLast())));
    assertThat(sent(ClientMessage.Call.class)).hasSize((int) calls);
  }

  @Test
  void rulesThatCannotBeHadEndTheConnection() {
    device.lost = m -> m instanceof ServerMessage.Reply;
    device.connect();
    assertThat(device.session.phase()).isEqualTo(Phase.LEARNING);
    device.arrive(
        new ServerMessage.Reply(
            sent(ClientMessage.Call.class).getLast().id(),
            null,
            new ServerMessage.CallError("unknown_action", "no", null)));
    assertThat(device.session.phase()).isEqualTo(Phase.WAITING);
    device.step(new Event.Connect());
    device.pump();
    device.arrive(new ServerMessage.Tick(EPOCH, 1, Money.ZERO, Money.ZERO, 0));
    assertThat(device.session.lastTick()).isNotNull();
    device.arrive(
        new ServerMessage.Reply(
            sent(ClientMessage.Call.class).getLast().id(),
            server.codec.toTree(List.of("nonsense")),
            null));
    assertThat(device.session.phase()).isEqualTo(Phase.WAITING);
    assertThat(device.session.lastError()).contains("could not be read");
    device.step(new Event.Connect());
    device.pump();
    device.arrive(new ServerMessage.Drain(1_000));
    assertThat(device.session.phase()).isEqualTo(Phase.WAITING);
  }

  @Test
  void withoutAServerNothingIsDialledAndTheClockIsAGuess() {
    device.connect();
    assertThat(device.session.node()).isEqualTo("node-1");
    assertThat(device.session.clockVerified()).isTrue();
    device.step(new Event.Target(List.of()));
    assertThat(device.session.phase()).isEqualTo(Phase.OFFLINE);
    assertThat(device.session.wakeAtMs()).isEmpty();
    assertThat(device.session.skewMs()).isBetween(-5L, 5L);
  }

  @Test
  void fullDiskDoesNotKeepASessionFromClosing() {
    device.connect();
    device.ledger.full(true);
    device.step(new Event.Close());
    assertThat(device.session.phase()).isEqualTo(Phase.CLOSED);
  }

  @Test
  void whatIsOnItsWayIsToldUntilItsResultIsHereOrTheConnectionIsCut() {
    device.submit(device.command("stand", 1));
    assertThat(device.session.sentSeq()).isZero();
    device.lost = m -> m instanceof ServerMessage.Ack;
    device.connect();
    assertThat(device.session.sentSeq()).isEqualTo(1);
    device.submit(device.command("stand", 1));
    assertThat(device.session.sentSeq()).isEqualTo(1);
    device.cut();
    assertThat(device.session.sentSeq()).isZero();
    device.lost = m -> false;
    device.pass(60_000);
    assertThat(device.session.outbox()).isEmpty();
    assertThat(device.session.sentSeq()).isZero();
  }
}
