package dev.offing.server.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offing.server.Device;
import dev.offing.server.SharedRedis;
import dev.offing.server.account.AccountStore.Errand;
import dev.offing.server.account.AccountStore.Loaded;
import dev.offing.server.account.AccountStore.OldId;
import dev.offing.server.account.AccountStore.Write;
import dev.offing.server.account.AccountStore.Written;
import dev.offing.sync.account.Batch;
import dev.offing.sync.account.Booked;
import dev.offing.sync.account.EpochVersion;
import dev.offing.sync.account.Healing;
import dev.offing.sync.account.Judge;
import dev.offing.sync.account.KnownIds;
import dev.offing.sync.account.Outcome;
import dev.offing.sync.account.State;
import dev.offing.sync.account.Verdict;
import dev.offing.sync.economy.Command;
import dev.offing.sync.economy.Money;
import dev.offing.sync.mutation.Chained;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every store of accounts promises. */
abstract class AccountStoreContract {
  private static final long NOW = 1_800_000_000_000L;

  final Device device = new Device();

  /** Begins the account of {@link #device}. */
  final void begin() {
    store().commit(pushed(null, device.buy("rowboat", 1, NOW)));
  }

  private final Seal seal = new Seal(SharedRedis.keys());

  abstract AccountStore store();

  @Test
  void knowsNothingOfAnAccountThatNeverWas() {
    Loaded loaded = store().load(device.account, true);

    assertThat(loaded.record()).isNull();
    assertThat(loaded.newest()).isNull();
    assertThat(loaded.run()).isNotEmpty();
    assertThat(store().unchanged(device.account, null, loaded.run())).isTrue();
    assertThat(store().outcomes(device.account, Set.of(new IdKey("0".repeat(32), "x")))).isEmpty();
  }

  @Test
  void givesBackTheStateBitForBitWithItsSealAndItsCommit() {
    Write write = pushed(null, device.buy("rowboat", 3, NOW));
    assertThat(store().commit(write)).isEqualTo(Written.OK);

    Loaded loaded = store().load(device.account, true);

    AccountRecord record = Objects.requireNonNull(loaded.record());
    assertThat(record.state()).isEqualTo(write.after());
    assertThat(record.checkpoint()).isEqualTo(write.checkpoint());
    assertThat(record.run()).isEqualTo(loaded.run());
    assertThat(loaded.newest()).isEqualTo(write.made());
    assertThat(store().load(device.account, false).newest()).isNull();
  }

  @Test
  void keepsWhatHasToBeLookedAfterUntilItIsDone() {
    Write first = pushed(null, List.of(device.next(Command.upgrade("none", 0, null), NOW)));
    assertThat(store().commit(first)).isEqualTo(Written.OK);
    assertThat(mine()).extracting(Errand::kind).containsExactly(Errand.Kind.ENROLMENT);
    mine().forEach(store()::done);
    assertThat(mine()).isEmpty();
    List<Chained> rows = new ArrayList<>();
    rows.add(device.next(Command.redeem("one", 0), NOW));
    rows.add(device.next(Command.redeem("two", 0), NOW));
    rows.add(device.next(Command.order(false, "herring", 1, Money.of(3), 0), NOW));
    Write write = pushed(first.after(), rows);
    assertThat(write.errands()).hasSize(3);
    assertThat(store().commit(inRun(write, "no such life"))).isEqualTo(Written.NEW_RUN);
    assertThat(mine()).as("nothing without its commit").isEmpty();
    assertThat(store().commit(write)).isEqualTo(Written.OK);

    assertThat(mine()).containsExactlyInAnyOrderElementsOf(write.errands());
    Errand some = mine().getFirst();
    store().later(some, NOW + 9);
    assertThat(mine().getLast())
        .isEqualTo(new Errand(some.account(), some.kind(), some.id(), NOW + 9));
    store().done(mine().getLast());
    store().later(some, NOW + 99);
    assertThat(mine()).as("what is done stays so").hasSize(2);
    mine().forEach(store()::done);
    assertThat(mine()).isEmpty();

    store().again(write.errands());
    store().again(write.errands());
    assertThat(mine()).as("once each").containsExactlyInAnyOrderElementsOf(write.errands());
    assertThat(store().accounts()).contains(device.account);
  }

  /** Other accounts may lie in the same partition. */
  private List<Errand> mine() {
    int partition = AccountStore.partitionOf(device.account);
    return store().errands(Set.of(partition), 1_000).getOrDefault(partition, List.of()).stream()
        .filter(it -> it.account().equals(device.account))
        .toList();
  }

  @Test
  void writesOnTopOfTheVeryPointOnly() {
    Write first = pushed(null, device.buy("rowboat", 1, NOW));
    assertThat(store().commit(first)).isEqualTo(Written.OK);
    assertThat(store().commit(first)).as("an account begins once").isEqualTo(Written.CONFLICT);

    Write second = pushed(first.after(), device.buy("rowboat", 1, NOW));
    assertThat(store().commit(second)).isEqualTo(Written.OK);
    assertThat(store().commit(second)).as("a version comes once").isEqualTo(Written.CONFLICT);

    assertThat(state()).isEqualTo(second.after());
    assertThat(store().unchanged(device.account, first.after().at(), run())).isFalse();
    assertThat(store().unchanged(device.account, second.after().at(), run())).isTrue();
  }

  @Test
  void writesNothingForAnotherLifeOfTheStore() {
    Write stale = inRun(pushed(null, device.buy("rowboat", 1, NOW)), "another");

    assertThat(store().commit(stale)).isEqualTo(Written.NEW_RUN);
    assertThat(store().load(device.account, false).record()).isNull();
    assertThat(store().unchanged(device.account, null, "another")).isFalse();
  }

  @Test
  void keepsNothingOfADeletedAccountAndLetsNobodyWriteItAgain() {
    List<Chained> rows = device.buy("rowboat", 2, NOW);
    Write first = pushed(null, rows);
    store().commit(first);

    store().delete(device.account, NOW);
    store().delete(device.account, NOW + 1);

    Loaded loaded = store().load(device.account, true);
    assertThat(loaded.deleted()).isTrue();
    assertThat(loaded.record()).isNull();
    assertThat(store().journal(device.account).hasNext()).isFalse();
    assertThat(store().outcomes(device.account, Set.of(key(rows, 0)))).isEmpty();
    assertThat(store().oldestIds(device.account, device.incarnation, 9, 9)).isEmpty();
    assertThat(store().commit(first)).as("begun anew").isEqualTo(Written.DELETED);
    assertThat(store().commit(pushed(first.after(), device.buy("rowboat", 1, NOW))))
        .as("on top of what was there")
        .isEqualTo(Written.DELETED);
    assertThat(store().load(new Device().account, false).deleted()).isFalse();
  }

  @Test
  void keepsOutcomesByOriginAndId() {
    List<Chained> rows = device.buy("rowboat", 2, NOW);
    Write write = pushed(null, rows);
    store().commit(write);

    Map<IdKey, KnownIds.Known> known =
        store().outcomes(device.account, List.of(key(rows, 0), key(rows, 1)));

    assertThat(known).hasSize(2);
    KnownIds.Known bought = Objects.requireNonNull(known.get(key(rows, 0)));
    assertThat(bought.payloadHash()).isEqualTo(rows.get(0).mutation().payloadHash());
    assertThat(bought.result()).isEqualTo(write.remembered().get(0).result());
    assertThat(bought.result().postings()).isNotEmpty();
    KnownIds.Known refused = Objects.requireNonNull(known.get(key(rows, 1)));
    assertThat(refused.result()).isEqualTo(write.remembered().get(1).result());
    assertThat(refused.result().outcome()).isEqualTo(Outcome.REJECTED);
    assertThat(
            store().outcomes(device.account, Set.of(new IdKey("0".repeat(32), key(rows, 0).id()))))
        .as("the same id of another origin")
        .isEmpty();
  }

  @Test
  void forgetsWhatMovedOnceTheClientHasItAndKeepsTheOutcome() {
    List<Chained> rows = device.buy("rowboat", 1, NOW);
    Write first = pushed(null, rows);
    store().commit(first);
    Write second = acked(pushed(first.after(), device.buy("rowboat", 1, NOW)), 1);
    store().commit(second);

    KnownIds.Known known = store().outcomes(device.account, Set.of(key(rows, 0))).get(key(rows, 0));

    assertThat(Objects.requireNonNull(known).result().outcome()).isEqualTo(Outcome.APPLIED);
    assertThat(known.result().postings()).isEmpty();
  }

  @Test
  void dropsOldIdsWithTheCommitThatForgetsThem() {
    List<Chained> rows = device.buy("rowboat", 3, NOW);
    Write first = pushed(null, rows);
    store().commit(first);

    List<OldId> old = store().oldestIds(device.account, device.incarnation, 2, 10);
    assertThat(old).extracting(OldId::seq).containsExactly(1L, 2L);
    assertThat(old.getFirst())
        .isEqualTo(new OldId(device.incarnation, key(rows, 0).id(), device.incarnation, 1, 1, NOW));
    assertThat(store().oldestIds(device.account, device.incarnation, 2, 1)).hasSize(1);

    store().commit(dropping(pushed(first.after(), device.buy("rowboat", 1, NOW)), old));

    assertThat(store().outcomes(device.account, List.of(key(rows, 0), key(rows, 1), key(rows, 2))))
        .containsOnlyKeys(key(rows, 2));
    assertThat(store().oldestIds(device.account, device.incarnation, 2, 10)).isEmpty();
  }

  @Test
  void closesAnEpochOnlyWhereTheCommitSaysSo() {
    Write first = pushed(null, device.buy("rowboat", 1, NOW));
    store().commit(first);
    Write next =
        pushed(
            first.after(),
            device.buy("rowboat", 1, NOW),
            new EpochVersion(Device.random(16), first.after().at().version() + 1));

    assertThat(next.closesEpoch()).isTrue();
    assertThat(store().commit(next)).isEqualTo(Written.OK);
    assertThat(state().lineage().ends()).containsExactly(first.after().at());
  }

  @Test
  void readsTheJournalFromItsNewestRow() {
    Write write = pushed(null, device.buy("rowboat", 1, NOW));
    store().commit(write);
    List<Booked> written = new ArrayList<>(List.of(new Booked(write.made(), write.journal())));
    for (int i = 0; i < 300; i++) {
      write = pushed(write.after(), device.buy("rowboat", 1, NOW));
      store().commit(write);
      written.addFirst(new Booked(write.made(), write.journal()));
    }
    List<Booked> read = new ArrayList<>();
    store().journal(device.account).forEachRemaining(read::add);

    assertThat(read).isEqualTo(written);
    assertThat(store().journal("0".repeat(64)).hasNext()).isFalse();
  }

  @Test
  void foldsTheOldestRowsIntoAnOpeningThatAddsUp() {
    Write write = pushed(null, device.buy("rowboat", 1, NOW));
    store().commit(write);
    for (int i = 1; i < 25; i++) {
      write = pushed(write.after(), device.buy("rowboat", 1, NOW + i * 60_000L));
      store().commit(write);
    }
    Folding folding = folding(10, 20);

    assertThat(folding.fold(device.account)).isTrue();

    assertThat(store().head(device.account).rows()).isEqualTo(10);
    Opening opening = Objects.requireNonNull(store().head(device.account).opening());
    assertThat(opening.rows()).isEqualTo(15);
    assertThat(opening.through().version()).isEqualTo(15);
    assertThat(state()).isEqualTo(write.after());
    assertThat(audit()).isEmpty();
    assertThat(folding.fold(device.account)).as("short enough").isFalse();
    assertThat(store().fold(device.account, "0".repeat(32), opening, opening, 1)).isFalse();
    assertThat(store().fold(device.account, state().at().epoch(), null, opening, 1)).isFalse();

    for (int i = 25; i < 40; i++) {
      write = pushed(write.after(), device.buy("rowboat", 1, NOW + i * 60_000L));
      store().commit(write);
    }
    assertThat(folding.fold(device.account)).isTrue();
    assertThat(store().head(device.account).opening().rows()).isEqualTo(30);
    assertThat(audit()).isEmpty();
    assertThat(store().oldest(device.account, 9, 5)).hasSize(1);
  }

  @Test
  void doesNotFoldABookThatDoesNotAddUp() {
    Write write = pushed(null, device.buy("rowboat", 1, NOW));
    store().commit(write);
    for (int i = 1; i < 8; i++) {
      write = pushed(write.after(), device.buy("rowboat", 1, NOW + i * 60_000L));
      store().commit(i == 4 ? unbooked(write) : write);
    }

    assertThat(folding(2, 4).fold(device.account)).isFalse();

    assertThat(store().head(device.account)).isEqualTo(new AccountStore.Head(8, null));
    assertThat(audit()).singleElement().asString().contains("the purse holds");
  }

  private Folding folding(int kept, int most) {
    return new Folding(
        store(), Folding.startPurse(() -> Worlds.VIEW), new Retention(0, 0, kept, most));
  }

  private List<String> audit() {
    return Audit.of(
            state(),
            store().journal(device.account),
            store().head(device.account).opening(),
            Folding.startPurse(() -> Worlds.VIEW))
        .wrong();
  }

  private static Write unbooked(Write w) {
    return new Write(
        w.before(),
        w.after(),
        w.checkpoint(),
        w.run(),
        w.made(),
        List.of(),
        w.remembered(),
        w.storedAt(),
        w.acked(),
        w.dropped(),
        w.notice());
  }

  @Test
  void keepsAHealWithItsRowsUnderTheIncarnationsThatCarriedThem() {
    Write first = pushed(null, device.buy("rowboat", 1, NOW));
    store().commit(first);
    State shown = pushed(first.after(), device.buy("rowboat", 1, NOW)).after();
    device.fork();
    List<Chained> rows = device.buy("rowboat", 1, NOW);
    Write branch = pushed(first.after(), rows, new EpochVersion(Device.random(16), 2));
    store().commit(branch);
    Healing.Ruling.Heals heals =
        (Healing.Ruling.Heals)
            Healing.judge(
                branch.after(),
                store().journal(device.account),
                shown,
                NOW,
                Worlds.VIEW.rules(),
                Device.random(16),
                1);
    OldId gone = store().oldestIds(device.account, device.incarnation, 1, 1).getFirst();
    Write heal =
        new Write(
            branch.after(),
            heals.after(),
            seal.of(heals.after()),
            run(),
            heals.heal(),
            heals.journal(),
            heals.remembered(),
            NOW,
            Map.of(),
            List.of(),
            "heal");
    assertThat(store().commit(heal)).isEqualTo(Written.OK);

    assertThat(state()).isEqualTo(heals.after());
    assertThat(store().load(device.account, true).newest()).as("no commit made it").isNull();
    assertThat(store().journal(device.account).next())
        .isEqualTo(new Booked(heals.heal(), heals.journal()));
    assertThat(store().oldestIds(device.account, device.incarnation, 1, 1)).containsExactly(gone);
    assertThat(store().commit(dropping(heal, List.of(gone)))).isEqualTo(Written.CONFLICT);
  }

  String run() {
    return store().load(device.account, false).run();
  }

  private State state() {
    return Objects.requireNonNull(store().load(device.account, false).record()).state();
  }

  private static IdKey key(List<Chained> rows, int index) {
    return IdKey.of(rows.get(index).mutation());
  }

  private Write pushed(@Nullable State before, List<Chained> rows) {
    EpochVersion to =
        before == null
            ? new EpochVersion(Device.random(16), 1)
            : new EpochVersion(before.at().epoch(), before.at().version() + 1);
    return pushed(before, rows, to);
  }

  private Write pushed(@Nullable State before, List<Chained> rows, EpochVersion to) {
    Batch batch = new Batch(device.account, device.publicKey, device.incarnation, null, rows);
    Verdict verdict =
        Judge.judge(before, batch, KnownIds.NONE, now(rows), Worlds.VIEW.rules(), to, 1);
    Verdict.Commits commits = (Verdict.Commits) verdict;
    return new Write(
        before,
        commits.after(),
        seal.of(commits.after()),
        run(),
        commits.commit(),
        commits.journal(),
        commits.remembered(),
        NOW,
        Map.of(),
        List.of(),
        to.epoch() + " " + to.version() + " device");
  }

  private static long now(List<Chained> rows) {
    return rows.stream().mapToLong(row -> row.mutation().at()).max().orElse(NOW);
  }

  private static Write inRun(Write w, String run) {
    return new Write(
        w.before(),
        w.after(),
        w.checkpoint(),
        run,
        w.made(),
        w.journal(),
        w.remembered(),
        w.storedAt(),
        w.acked(),
        w.dropped(),
        w.notice());
  }

  private Write acked(Write w, long seq) {
    return new Write(
        w.before(),
        w.after(),
        w.checkpoint(),
        w.run(),
        w.made(),
        w.journal(),
        w.remembered(),
        w.storedAt(),
        Map.of(device.incarnation, seq),
        w.dropped(),
        w.notice());
  }

  private static Write dropping(Write w, List<OldId> old) {
    return new Write(
        w.before(),
        w.after(),
        w.checkpoint(),
        w.run(),
        w.made(),
        w.journal(),
        w.remembered(),
        w.storedAt(),
        w.acked(),
        old,
        w.notice());
  }
}
