package dev.offing.server.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offing.assets.Assets;
import dev.offing.server.Device;
import dev.offing.server.account.AccountList;
import dev.offing.server.standing.MemoryStandings;
import dev.offing.server.standing.Standings;
import dev.offing.server.task.DeadLetter;
import dev.offing.server.task.Enqueued;
import dev.offing.server.task.Period;
import dev.offing.server.task.Progress;
import dev.offing.server.task.QueueSize;
import dev.offing.server.task.TaskKinds;
import dev.offing.server.task.TaskRequest;
import dev.offing.server.task.Tasks;
import dev.offing.server.task.TryOut;
import dev.offing.server.world.MemoryWorldStore;
import dev.offing.server.world.WorldBoard;
import dev.offing.sync.economy.Money;
import dev.offing.sync.protocol.CatalogReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is enqueued for everybody, by the shipped catalog: a dividend a day, a season a week. */
final class CalendarTaskTest {
  private static final long DAY = 86_400_000;

  /** In the middle of a day and of a season. */
  private static final long NOW = 2_900 * 7 * DAY + 3 * DAY + 9_000_000;

  private final List<String> accounts =
      IntStream.range(0, 450)
          .mapToObj(it -> "%02x".formatted(it % 3) + Device.random(31))
          .collect(Collectors.toCollection(ArrayList::new));
  private final Standings standings = new MemoryStandings();
  private final Enqueuing tasks = new Enqueuing();
  private final WorldBoard board =
      new WorldBoard(
          new MemoryWorldStore(() -> NOW),
          () -> NOW,
          () -> "0".repeat(32),
          CatalogReader::read,
          Assets.catalogName(),
          Assets.catalog());

  @BeforeEach
  void begin() {
    board.publish();
    for (int i = 0; i < accounts.size(); i++) {
      standings.note(accounts.get(i), Money.of(1_000 + i));
    }
  }

  private void run() throws Exception {
    TryOut.of(new CalendarTask())
        .at(NOW)
        .offering(WorldBoard.class, board)
        .offering(AccountList.class, () -> accounts)
        .offering(Standings.class, standings)
        .offering(Tasks.class, tasks)
        .run("calendar", new Period(NOW));
  }

  @Test
  void everyAccountIsInAShareOfTheLastDayAndOfTheLastSeason() throws Exception {
    run();

    assertThat(
            tasks.of("dividend").stream()
                .map(it -> (DividendTask.Share) it.params())
                .flatMap(it -> it.accounts().stream()))
        .containsExactlyInAnyOrderElementsOf(accounts);
    assertThat(tasks.of("dividend")).allMatch(it -> it.id().contains(":" + 20_303 * DAY + ":"));
    assertThat(tasks.of("season")).hasSize(3);
    assertThat(
            tasks.of("season").stream()
                .map(it -> (SeasonTask.Share) it.params())
                .flatMap(it -> it.accounts().stream()))
        .containsExactlyInAnyOrderElementsOf(accounts);
    assertThat(tasks.of("season"))
        .allMatch(it -> ((SeasonTask.Share) it.params()).end() == 2_900 * 7 * DAY);
  }

  @Test
  void theHeadOfTheStandingHasPrizesBeforeTheOthersArePaid() throws Exception {
    run();

    List<TaskRequest> prizes = tasks.of("prize");
    assertThat(prizes).hasSize(100);
    assertThat(prizes.getFirst().params())
        .isEqualTo(new PrizeTask.Prize(2_900 * 7 * DAY, accounts.getLast(), 1, 450, 24));
    assertThat(((PrizeTask.Prize) prizes.get(3).params()).times()).isEqualTo(6);
    assertThat(prizes).allMatch(it -> it.when() == 0);
    assertThat(tasks.of("season")).allMatch(it -> it.when() < 0);
  }

  @Test
  void whoLooksAgainEnqueuesNothingAgain() throws Exception {
    run();
    int before = tasks.byId.size();
    run();

    assertThat(tasks.byId).hasSize(before);
  }

  @Test
  void whoCameMeanwhileMakesNoShareAnew() throws Exception {
    run();
    int before = tasks.byId.size();
    accounts.add("00" + "0".repeat(62)); // before all others
    run();

    assertThat(tasks.byId).hasSize(before);
  }

  @Test
  void allOfThemAreInstalled() {
    assertThat(TaskKinds.installed().names())
        .contains("calendar", "dividend", "events", "prize", "season");
  }

  /** Keeps what was enqueued, one of each id. */
  private static final class Enqueuing implements Tasks {
    private final Map<String, TaskRequest> byId = new TreeMap<>();
    private final Map<String, List<TaskRequest>> first = new TreeMap<>();

    List<TaskRequest> of(String kind) {
      return first.getOrDefault(kind, List.of());
    }

    @Override
    public TaskKinds kinds() {
      return TaskKinds.installed();
    }

    @Override
    public List<Enqueued> enqueueAll(String kind, List<TaskRequest> requests) {
      first.putIfAbsent(kind, requests);
      return requests.stream()
          .map(it -> new Enqueued(it.id(), byId.putIfAbsent(it.id(), it) == null))
          .toList();
    }

    @Override
    public List<Enqueued> enqueueBatch(String kind, String batch, List<TaskRequest> requests) {
      return enqueueAll(kind, requests);
    }

    @Override
    public Progress progress(String kind, String batch) {
      return new Progress(0, 0, 0, 0);
    }

    @Override
    public boolean isThere(String kind, String id) {
      return byId.containsKey(id);
    }

    @Override
    public boolean cancel(String kind, String id) {
      return false;
    }

    @Override
    public boolean requeue(String kind, String id) {
      return false;
    }

    @Override
    public List<DeadLetter> deadLetters(String kind, int most) {
      return List.of();
    }

    @Override
    public List<QueueSize> sizes() {
      return List.of();
    }
  }
}
