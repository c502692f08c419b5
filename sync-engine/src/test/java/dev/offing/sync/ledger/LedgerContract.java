package dev.offing.sync.ledger;

import static dev.offing.sync.ledger.LedgerSamples.CATALOG_HASH;
import static dev.offing.sync.ledger.LedgerSamples.NOW;
import static dev.offing.sync.ledger.LedgerSamples.OTHER_INCARNATION;
import static dev.offing.sync.ledger.LedgerSamples.SERVER;
import static dev.offing.sync.ledger.LedgerSamples.begun;
import static dev.offing.sync.ledger.LedgerSamples.enrolled;
import static dev.offing.sync.ledger.LedgerSamples.entries;
import static dev.offing.sync.ledger.LedgerSamples.entry;
import static dev.offing.sync.ledger.LedgerSamples.foreign;
import static dev.offing.sync.ledger.LedgerSamples.gestures;
import static dev.offing.sync.ledger.LedgerSamples.played;
import static dev.offing.sync.ledger.LedgerSamples.renumbered;
import static dev.offing.sync.ledger.LedgerSamples.settled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.offing.sync.account.Play;
import dev.offing.sync.account.State;
import dev.offing.sync.account.World;
import dev.offing.sync.economy.Money;
import dev.offing.sync.ledger.JournalRow.Status;
import dev.offing.sync.mutation.Chained;
import dev.offing.sync.mutation.Mutation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every ledger promises, whatever it keeps its rows in. */
public abstract class LedgerContract {
  /** A ledger in which nothing was written yet. */
  protected abstract Ledger fresh();

  /** Closes a ledger and opens it again. */
  protected abstract Ledger reopened(Ledger ledger);

  /** Somebody who plays. */
  protected static Identity identity() {
    DeviceKey key = DeviceKey.draw(new Random(1));
    String account = State.accountOf(key.publicKey());
    return new Identity(account, key.publicKey(), key.privateKey(), LedgerSamples.INCARNATION);
  }

  @Test
  void aNewLedgerHoldsNothing() {
    Contents contents = fresh().load();

    assertThat(contents.outbox()).isEmpty();
    assertThat(contents.confirmed()).isNull();
    assertThat(contents.serverId()).isNull();
    assertThat(contents.world()).isNull();
    assertThat(contents.clock()).isNull();
    assertThat(contents.catalogs()).isEmpty();
    Identity identity = contents.identity();
    assertThat(contents.acked())
        .isEqualTo(Head.genesis(identity.account(), identity.incarnation()));
  }

  @Test
  void aFoldMakesTheBookShorterAndChangesNoSumAndNoBalance() {
    Ledger ledger = fresh();
    List<JournalRow> rows = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      rows.add(booked("task/" + i, AUGUST + i * DAY_MS, 100 + i));
    }
    ledger.write(Change.none().withRows(rows));
    Money before = sum(ledger);

    assertThat(foldAll(ledger, 10)).isEqualTo(2);

    List<JournalRow> left = ledger.journal(100);
    assertThat(left).hasSize(12);
    assertThat(left.subList(0, 10)).isEqualTo(rows.reversed().subList(0, 10));
    assertThat(left.get(11).kind()).isEqualTo("month");
    assertThat(left.get(11).args())
        .isEqualTo("{\"month\":\"2025-08\",\"refused\":\"0\",\"rows\":\"31\"}");
    assertThat(left.get(11).balance()).isEqualTo(rows.get(30).balance());
    assertThat(left.get(11).at()).isEqualTo(rows.get(30).at());
    assertThat(sum(ledger)).isEqualTo(before);
    assertThat(ledger.fold(10)).as("nothing more").isFalse();
    assertThat(ledger.fold(1_000)).isFalse();

    ledger.write(Change.none().withRows(List.of(booked("late", AUGUST + 5, 7))));
    before = sum(ledger);
    assertThat(foldAll(ledger, 4)).isEqualTo(2);
    assertThat(ledger.journal(100)).hasSize(6);
    assertThat(ledger.journal(100).get(5).args()).contains("\"rows\":\"32\"");
    assertThat(ledger.journal(100).get(5).balance()).isEqualTo(rows.get(30).balance());
    assertThat(ledger.journal(100).get(4).args()).contains("\"rows\":\"25\"");
    assertThat(sum(ledger)).isEqualTo(before);
    assertThat(reopened(ledger).journal(100)).hasSize(6);
  }

  @Test
  void aFoldLeavesWhatWaitsAndWhatMayHaveToBeTakenBack() {
    Ledger ledger = fresh();
    List<Chained> rows = gestures(ledger.load(), 6);
    ledger.write(played(rows));
    ledger.write(
        Change.none()
            .withSettled(settled(rows.subList(0, 3)))
            .withRows(entries(rows.subList(0, 3), Status.CONFIRMED)));
    ledger.write(Change.none().withRows(List.of(booked("later", AUGUST + 9_000 * DAY_MS, 7))));
    List<JournalRow> before = ledger.journal(100);

    assertThat(ledger.fold(1)).isFalse();

    assertThat(ledger.journal(100)).isEqualTo(before);
    assertThat(ledger.load().outbox()).hasSize(3);
  }

  private static final long DAY_MS = 86_400_000L;

  /** 2025-08-01 at noon, UTC. */
  private static final long AUGUST = 1_754_049_600_000L;

  private static JournalRow booked(String cause, long at, long balance) {
    JournalRow row = foreign(cause, at);
    return new JournalRow(
        row.entryId(),
        null,
        at,
        "entry",
        "{}",
        Money.of(3),
        Money.of(4),
        Money.of(balance),
        Status.CONFIRMED,
        null,
        null,
        List.of());
  }

  /** Folds until there is no more; how often there was. */
  private static int foldAll(Ledger ledger, int keep) {
    int times = 0;
    while (ledger.fold(keep)) {
      times++;
    }
    return times;
  }

  private static Money sum(Ledger ledger) {
    Money sum = Money.ZERO;
    for (JournalRow row : ledger.journal(1_000)) {
      sum = sum.plus(row.earned()).plus(row.moved());
    }
    return sum;
  }

  @Test
  void gesturesComeBackInOrder() {
    Ledger ledger = fresh();
    List<Chained> first = gestures(ledger.load(), 3);
    ledger.write(played(first));
    List<Chained> more = gestures(ledger.load(), 2);
    ledger.write(played(more));

    Contents contents = reopened(ledger).load();

    assertThat(contents.outbox()).containsExactly(concat(first, more));
    assertThat(contents.head()).isEqualTo(new Head(5, more.getLast().hash()));
    assertThat(contents.acked().seq()).isZero();
    assertThat(contents.bookedIds()).isEmpty();
  }

  @Test
  void aResultTakesItsRowOutOfTheOutbox() {
    Ledger ledger = fresh();
    List<Chained> rows = gestures(ledger.load(), 3);
    ledger.write(played(rows));
    ledger.write(Change.none().withSettled(settled(rows.subList(0, 2))));

    Contents contents = reopened(ledger).load();

    assertThat(contents.outbox()).containsExactly(rows.get(2));
    assertThat(contents.acked()).isEqualTo(new Head(2, rows.get(1).hash()));
    assertThat(contents.head().seq()).isEqualTo(3);
  }

  @Test
  void theHeadIsKnownWhenTheOutboxIsEmpty() {
    Ledger ledger = fresh();
    List<Chained> rows = gestures(ledger.load(), 2);
    ledger.write(played(rows));
    ledger.write(Change.none().withSettled(settled(rows)));

    Contents contents = reopened(ledger).load();

    assertThat(contents.outbox()).isEmpty();
    assertThat(contents.head()).isEqualTo(new Head(2, rows.get(1).hash()));
  }

  @Test
  void aRowThatIsBookedBeforeItsResultIsToldSo() {
    Ledger ledger = fresh();
    List<Chained> rows = gestures(ledger.load(), 2);
    ledger.write(played(rows));
    ledger.write(Change.none().withRows(List.of(entry(rows.get(0), Status.CONFIRMED))));

    Contents contents = reopened(ledger).load();

    assertThat(contents.bookedIds()).containsExactly(rows.get(0).mutation().id());
    assertThat(contents.outbox()).hasSize(2);
  }

  @Test
  void aForkNumbersTheOutboxAnew() {
    Ledger ledger = fresh();
    List<Chained> rows = gestures(ledger.load(), 3);
    ledger.write(played(rows));
    ledger.write(Change.none().withSettled(settled(rows.subList(0, 1))));
    String account = ledger.load().identity().account();
    List<Chained> again = renumbered(account, OTHER_INCARNATION, rows.subList(1, 3));
    ledger.write(Change.none().withFork(new Change.Fork(OTHER_INCARNATION, again)));

    Contents contents = reopened(ledger).load();

    assertThat(contents.identity().incarnation()).isEqualTo(OTHER_INCARNATION);
    assertThat(contents.outbox()).isEqualTo(again);
    assertThat(contents.acked()).isEqualTo(Head.genesis(account, OTHER_INCARNATION));
  }

  @Test
  void aProfileInWhichNobodyPlayedCanBelongToAnotherAccountAndNoOtherOne() {
    Ledger ledger = fresh();
    String account = "ab".repeat(32);
    Change.Fork linked = new Change.Fork(account, OTHER_INCARNATION, List.of());
    ledger.write(Change.none().withFork(linked));

    Contents contents = reopened(ledger).load();

    assertThat(contents.identity().account()).isEqualTo(account);
    assertThat(contents.acked()).isEqualTo(Head.genesis(account, OTHER_INCARNATION));
    Ledger played = fresh();
    played.write(played(gestures(played.load(), 1)));
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            played.write(
                Change.none()
                    .withFork(
                        new Change.Fork(
                            account,
                            OTHER_INCARNATION,
                            renumbered(account, OTHER_INCARNATION, played.load().outbox())))));
  }

  @Test
  void whatAForkTakesBackHasNoResultAnyMoreAndItsRowIsAnExpectationAgain() {
    Ledger ledger = fresh();
    List<Chained> rows = gestures(ledger.load(), 3);
    ledger.write(played(rows));
    ledger.write(Change.none().withSettled(settled(rows.subList(0, 2))));
    ledger.write(Change.none().withRows(List.of(entry(rows.get(0), Status.CONFIRMED))));
    List<Mutation> all = List.of(rows.get(0).mutation(), rows.get(1).mutation());
    assertThat(ledger.settledAt(_ -> true)).isEqualTo(all);
    assertThat(ledger.settledAt(_ -> false)).isEmpty();
    String account = ledger.load().identity().account();
    List<Chained> again = renumbered(account, OTHER_INCARNATION, rows);
    JournalRow row = entry(rows.get(0), Status.PREDICTED);
    ledger.write(
        Change.none().withFork(new Change.Fork(OTHER_INCARNATION, again)).withRows(List.of(row)));

    assertThat(ledger.settledAt(_ -> true)).isEmpty();
    assertThat(ledger.rows(List.of(row.entryId(), "none"))).containsExactly(row);
    assertThat(reopened(ledger).load().bookedIds()).isEmpty();
  }

  @Test
  void gesturesFollowTheForkOfTheSameChange() {
    Ledger ledger = fresh();
    List<Chained> rows = gestures(ledger.load(), 1);
    ledger.write(played(rows));
    String account = ledger.load().identity().account();
    List<Chained> again = renumbered(account, OTHER_INCARNATION, rows);
    Head head = new Head(1, again.getFirst().hash());
    List<Chained> more = gestures(head, OTHER_INCARNATION, 1);
    ledger.write(played(more).withFork(new Change.Fork(OTHER_INCARNATION, again)));

    assertThat(reopened(ledger).load().outbox()).containsExactly(concat(again, more));
  }

  @Test
  void anAccountThatIsNotEnrolledComesBack() {
    Ledger ledger = fresh();
    Confirmed begun = begun(ledger.load().identity());
    ledger.write(Change.none().withConfirmed(begun));

    assertThat(reopened(ledger).load().confirmed()).isEqualTo(begun);
  }

  @Test
  void aConfirmedStateComesBackWithItsSeal() {
    Ledger ledger = fresh();
    Contents start = ledger.load();
    ledger.write(Change.none().withConfirmed(begun(start.identity())));
    List<Chained> rows = gestures(start, 2);
    Confirmed one = enrolled(start.identity(), rows.subList(0, 1));
    Confirmed two = enrolled(start.identity(), rows);
    ledger.write(Change.none().withConfirmed(one));
    ledger.write(Change.none().withConfirmed(two));

    Confirmed back = reopened(ledger).load().confirmed();

    assertThat(back).isEqualTo(two).isNotEqualTo(one);
    assertThat(back.state().sectionDigests()).isEqualTo(two.state().sectionDigests());
  }

  @Test
  void whatTheServerIsAndKnowsComesBack() {
    Ledger ledger = fresh();
    World world = new World("3f".repeat(16), List.of(new World.Row(1, NOW, CATALOG_HASH)));
    ledger.write(
        Change.none()
            .withServer(SERVER)
            .withWorld(world, Map.of(CATALOG_HASH, "a catalog"))
            .withClock(new ClockAnchor(-250, NOW)));
    ledger.write(
        Change.none()
            .withWorld(world, Map.of("0a".repeat(32), "another"))
            .withClock(new ClockAnchor(12, NOW + 5)));

    Contents contents = reopened(ledger).load();

    assertThat(contents.serverId()).isEqualTo(SERVER);
    assertThat(contents.world()).isEqualTo(world);
    assertThat(contents.catalogs())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(CATALOG_HASH, "a catalog", "0a".repeat(32), "another"));
    assertThat(contents.clock()).isEqualTo(new ClockAnchor(12, NOW + 5));
  }

  @Test
  void theBookIsReadNewestFirst() {
    Ledger ledger = fresh();
    List<Chained> rows = gestures(ledger.load(), 3);
    ledger.write(played(rows));

    assertThat(ledger.journal(10)).isEqualTo(entries(rows, Status.PREDICTED).reversed());
    assertThat(ledger.journal(1)).containsExactly(entry(rows.get(2), Status.PREDICTED));
  }

  @Test
  void aRowOfTheBookIsReplacedByItsEntryId() {
    Ledger ledger = fresh();
    List<Chained> rows = gestures(ledger.load(), 3);
    ledger.write(played(rows));
    JournalRow refused = entry(rows.get(1), Status.REFUSED);
    ledger.write(Change.none().withRows(List.of(refused)));

    assertThat(reopened(ledger).journal(10))
        .containsExactly(
            entry(rows.get(2), Status.PREDICTED), refused, entry(rows.get(0), Status.PREDICTED));
  }

  @Test
  void oneChangeReplacesRowsAndAddsOthersBetweenThem() {
    Ledger ledger = fresh();
    List<Chained> rows = gestures(ledger.load(), 2);
    ledger.write(played(rows));
    JournalRow first = entry(rows.get(0), Status.CONFIRMED);
    JournalRow gift = foreign("a gift", rows.get(1).mutation().at() + 1);
    JournalRow second = entry(rows.get(1), Status.REFUSED);
    ledger.write(Change.none().withRows(List.of(first, gift, second)));

    assertThat(reopened(ledger).journal(10)).containsExactly(gift, second, first);
  }

  @Test
  void whatHappenedEarlierIsReadLater() {
    Ledger ledger = fresh();
    List<Chained> rows = gestures(ledger.load(), 2);
    ledger.write(played(rows));
    JournalRow earlier = foreign("a gift", rows.getFirst().mutation().at() - 1);
    ledger.write(Change.none().withRows(List.of(earlier)));

    assertThat(ledger.journal(10)).last().isEqualTo(earlier);
  }

  @Test
  void hugeAmountsComeBackToTheGrain() {
    Ledger ledger = fresh();
    JournalRow row = foreign("a fortune", NOW);
    Money huge = Money.parse("-" + "9".repeat(Money.MAX_DIGITS));
    JournalRow rich =
        new JournalRow(
            row.entryId(),
            null,
            NOW,
            "gift \"from\" ' \u2693",
            "{\"a\":\"\u0000\"}",
            huge,
            huge.negated(),
            huge,
            Status.FORGOTTEN,
            "code",
            "A sentence; with 'quotes'.",
            List.of());
    ledger.write(Change.none().withRows(List.of(rich)));

    assertThat(reopened(ledger).journal(1)).containsExactly(rich);
  }

  @Test
  void anAbsenceThatWasNotToldComesBackWithTheFatesOfItsMoves() {
    Ledger ledger = fresh();
    List<Chained> rows = gestures(ledger.load(), 3);
    Play base = Play.of(begun(ledger.load().identity()).state());
    ledger.write(played(rows));
    List<Mutation> moves = rows.stream().map(Chained::mutation).toList();
    Absence absence = new Absence(NOW, base, moves, 1);
    ledger.write(Change.none().withSeen(new Seen(NOW, absence)));
    JournalRow refused = entry(rows.get(1), Status.REFUSED);
    ledger.write(Change.none().withRows(List.of(refused)));

    Ledger again = reopened(ledger);
    Contents contents = again.load();
    assertThat(contents.seen()).isEqualTo(new Seen(NOW, absence));
    assertThat(contents.fates()).hasSize(3).contains(refused);

    again.write(Change.none().withSeen(new Seen(NOW + 1, null)));
    Contents told = reopened(again).load();
    assertThat(told.seen()).isEqualTo(new Seen(NOW + 1, null));
    assertThat(told.fates()).isEmpty();
  }

  @Test
  void tenThousandGesturesComeBack() {
    Ledger ledger = fresh();
    List<Chained> rows = gestures(ledger.load(), 10_000);
    ledger.write(played(rows));

    assertThat(reopened(ledger).load().outbox()).isEqualTo(rows);
  }

  @Test
  void theBookIsReadInBoundedPieces() {
    Ledger ledger = fresh();

    assertThatIllegalArgumentException().isThrownBy(() -> ledger.journal(0));
    assertThatIllegalArgumentException().isThrownBy(() -> ledger.journal(10_001));
    assertThat(ledger.journal(10_000)).isEmpty();
  }

  @Test
  void piecesOfTheBookFollowEachOtherWithoutAHoleWhateverIsAddedMeanwhile() {
    Ledger ledger = fresh();
    List<Chained> rows = gestures(ledger.load(), 7);
    ledger.write(played(rows));
    List<JournalRow> book = entries(rows, Status.PREDICTED).reversed();

    JournalPage first = ledger.journal(JournalQuery.ALL, null, 3);
    ledger.write(Change.none().withRows(List.of(foreign("later", NOW + 1_000))));
    ledger.write(Change.none().withRows(List.of(foreign("twin", rows.get(3).mutation().at()))));
    JournalPage second = ledger.journal(JournalQuery.ALL, first.next(), 3);
    JournalPage third = ledger.journal(JournalQuery.ALL, second.next(), 3);

    assertThat(first.rows()).isEqualTo(book.subList(0, 3));
    assertThat(second.rows())
        .containsExactly(foreign("twin", rows.get(3).mutation().at()), book.get(3), book.get(4));
    assertThat(third.rows()).isEqualTo(book.subList(5, 7));
    assertThat(third.next()).isNull();
    assertThat(ledger.journal(JournalQuery.ALL, null, 9).next()).isNull();
    assertThat(ledger.count(JournalQuery.ALL)).isEqualTo(9);
  }

  @Test
  void theBookIsFilteredByKindRefusalTimeAndWords() {
    Ledger ledger = fresh();
    List<Chained> rows = gestures(ledger.load(), 4);
    ledger.write(played(rows));
    JournalRow refused = entry(rows.get(1), Status.REFUSED);
    JournalRow gift = foreign("a gift", NOW + 9);
    ledger.write(Change.none().withRows(List.of(refused, gift)));
    JournalQuery all = JournalQuery.ALL;

    assertThat(found(ledger, all.ofKinds(Set.of("opening")))).containsExactly(gift);
    assertThat(found(ledger, all.ofKinds(Set.of("buy")))).hasSize(4).doesNotContain(gift);
    assertThat(found(ledger, all.ofKinds(Set.of("buy", "opening")))).hasSize(5);
    assertThat(found(ledger, all.onlyRefused())).containsExactly(refused);
    assertThat(found(ledger, all.between(NOW + 2, NOW + 4))).hasSize(2).contains(refused);
    assertThat(found(ledger, all.withWords(List.of(Set.of("ROWBOAT"))))).hasSize(4);
    assertThat(found(ledger, all.withWords(List.of(Set.of("schooner", "Purse")))))
        .containsExactly(refused);
    assertThat(found(ledger, all.withWords(List.of(Set.of("rowboat"), Set.of("purse")))))
        .containsExactly(refused);
    assertThat(found(ledger, all.withWords(List.of(Set.of("rowboat"), Set.of("kraken")))))
        .isEmpty();
    assertThat(found(ledger, all.withWords(List.of(Set.of("%")))))
        .as("a sign that means something to SQL means itself")
        .isEmpty();
    assertThat(found(ledger, all.withWords(List.of(Set.of("'; DROP TABLE journal"))))).isEmpty();
  }

  private static List<JournalRow> found(Ledger ledger, JournalQuery query) {
    List<JournalRow> rows = ledger.journal(query, null, 100).rows();
    assertThat(ledger.count(query)).isEqualTo(rows.size());
    assertThat(rows).allMatch(query::matches);
    return rows;
  }

  @Test
  void theWholeBookIsReadOldestFirst() {
    Ledger ledger = fresh();
    List<Chained> rows = gestures(ledger.load(), 3);
    ledger.write(played(rows));
    JournalRow earlier = foreign("a gift", NOW - 1);
    ledger.write(Change.none().withRows(List.of(earlier)));

    List<JournalRow> read = new ArrayList<>();
    ledger.each(read::add);

    List<JournalRow> expected = new ArrayList<>(List.of(earlier));
    expected.addAll(entries(rows, Status.PREDICTED));
    assertThat(read).isEqualTo(expected);
    assertThatThrownBy(() ->
            ledger.each(_ -> {
              throw new IllegalStateException("no more paper");
            }))
        .hasMessage("no more paper");
    assertThat(ledger.journal(1)).hasSize(1);
  }

  @Test
  void whatWasSettledLastIsToldFirst() {
    Ledger ledger = fresh();
    List<Chained> rows = gestures(ledger.load(), 3);
    ledger.write(played(rows));
    ledger.write(
        Change.none().withSettled(List.of(settled(rows.get(0), NOW), settled(rows.get(1), NOW))));
    ledger.write(Change.none().withSettled(List.of(settled(rows.get(2), NOW + 41))));

    List<SettledRow> settled = ledger.settled(2);

    assertThat(settled)
        .extracting(SettledRow::mutation)
        .containsExactly(rows.get(2).mutation(), rows.get(1).mutation());
    assertThat(settled.getFirst().settledAt()).isEqualTo(NOW + 41);
    assertThat(settled.getFirst().result().id()).isEqualTo(rows.get(2).mutation().id());
    assertThat(ledger.settled(100)).hasSize(3);
  }

  @Test
  void aClosedLedgerMayBeClosedAgain() {
    Ledger ledger = fresh();
    ledger.close();

    assertThatCode(ledger::close).doesNotThrowAnyException();
  }

  private static Chained[] concat(List<Chained> first, List<Chained> second) {
    Chained[] all = new Chained[first.size() + second.size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = i < first.size() ? first.get(i) : second.get(i - first.size());
    }
    return all;
  }
}
