package dev.offing.server.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.offing.server.Device;
import dev.offing.server.Eventually;
import dev.offing.server.SharedRedis;
import dev.offing.server.cluster.RedisBus;
import dev.offing.server.redis.RedisLink;
import dev.offing.sync.protocol.Codec;
import io.lettuce.core.api.StatefulRedisConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Tasks on the real Redis, run by workers of this process. Each test has a kind of its own. */
final class TasksTest {
  private static final long LEASE_MS = 600;
  private static final long HOUR_MS = 3_600_000;
  private static final Codec CODEC = new Codec();
  private static RedisLink link;
  private static RedisBus bus;

  private final String kind = "k" + Device.random(8);
  private final BlockingQueue<String> ran = new LinkedBlockingQueue<>();
  private final List<AutoCloseable> opened = new ArrayList<>();

  @BeforeAll
  static void connect() {
    link = RedisLink.open(SharedRedis.address(), "the shared Redis");
    bus = new RedisBus(link);
  }

  @AfterAll
  static void disconnect() {
    bus.close();
    link.close();
  }

  @AfterEach
  void closeAll() throws Exception {
    for (AutoCloseable it : opened.reversed()) {
      it.close();
    }
  }

  record Word(String text) {
    Word {
      if (text.isEmpty()) {
        throw new IllegalArgumentException("text is empty");
      }
    }
  }

  @FunctionalInterface
  private interface Work {
    void run(TaskRun run, String text) throws Exception;
  }

  private record Kinds(String kind, Retry retry, int concurrency, long timeoutMs, Work work)
      implements Task<Word> {
    @Override
    public Class<Word> params() {
      return Word.class;
    }

    @Override
    public void run(TaskRun run, Word params) throws Exception {
      work.run(run, params.text());
    }
  }

  private Task<?> task(Work work) {
    return new Kinds(kind, new Retry(3, 1, 20), 16, 60_000, work);
  }

  private RedisTasks tasks(Task<?> task) {
    return new RedisTasks(
        TaskKinds.of(task), link, CODEC, System::currentTimeMillis, () -> Device.random(16));
  }

  private Worker worker(RedisTasks tasks) {
    return worker(tasks, "w" + Device.random(4), LEASE_MS);
  }

  private Worker worker(RedisTasks tasks, String node, long leaseMs) {
    Worker worker =
        new Worker(
            tasks,
            link,
            bus,
            CODEC,
            Map.of(String.class, "offered"),
            node,
            System::currentTimeMillis,
            leaseMs,
            new Random(1));
    opened.add(worker);
    return worker;
  }

  private static TaskRequest word(String text) {
    return TaskRequest.of(new Word(text));
  }

  private String next() throws InterruptedException {
    String it = ran.poll(60, TimeUnit.SECONDS);
    assertThat(it).as("a task was run").isNotNull();
    return it;
  }

  private QueueSize size(Tasks tasks) {
    return tasks.sizes().getFirst();
  }

  private void untilEmpty(Tasks tasks) {
    Eventually.so(() -> size(tasks).equals(new QueueSize(kind, 0, 0, 0, 0)));
  }

  @Test
  void aWorkerThatStopsGivesBackWhatItWasGivenAndDidNotBegin() throws Exception {
    RedisTasks tasks = tasks(task((run, text) -> ran.add(text + " " + run.attempt())));
    TaskQueue queue = tasks.queue(kind);
    queue.ready();
    tasks.enqueue(kind, word("left"));
    try (StatefulRedisConnection<String, String> reader = link.connectForReading(queue.key())) {
      assertThat(queue.await(reader, "stops", 1, Duration.ofSeconds(1))).hasSize(1);
    }

    worker(tasks, "stops", HOUR_MS).close();

    assertThat(queue.heldBy("stops")).isEmpty();
    worker(tasks, "other", HOUR_MS); // no lease is over for it
    assertThat(next()).isEqualTo("left 1");
    untilEmpty(tasks);
  }

  @Test
  void whatIsEnqueuedNowRunsAlsoWhenTheWorkerComesLater() throws Exception {
    RedisTasks tasks = tasks(task((_, text) -> ran.add(text)));
    tasks.enqueue(kind, word("before"));
    worker(tasks);
    assertThat(next()).isEqualTo("before");
    tasks.enqueue(kind, word("after"));
    assertThat(next()).isEqualTo("after");
    untilEmpty(tasks);
  }

  @Test
  void whatIsForLaterRunsWhenItIsTimeAndNotBefore() throws Exception {
    RedisTasks tasks = tasks(task((run, text) -> ran.add(text + " " + run.now())));
    worker(tasks);
    long now = System.currentTimeMillis();
    tasks.enqueue(kind, word("far").in(3_600_000));
    tasks.enqueue(kind, word("at").at(now + 150));
    tasks.enqueue(kind, word("in").in(50));

    String[] first = next().split(" ", 2);
    String[] second = next().split(" ", 2);

    assertThat(first[0]).isEqualTo("in");
    assertThat(Long.parseLong(first[1])).isGreaterThanOrEqualTo(now + 50);
    assertThat(second[0]).isEqualTo("at");
    assertThat(Long.parseLong(second[1])).isGreaterThanOrEqualTo(now + 150);
    Eventually.so(() -> size(tasks).later() == 1);
  }

  @Test
  void ofOneIdOneTaskIsTakenAlsoAfterItIsDone() throws Exception {
    RedisTasks tasks = tasks(task((run, text) -> ran.add(run.id() + " " + text)));
    worker(tasks);
    assertThat(tasks.enqueue(kind, word("one").id("same"))).isEqualTo(new Enqueued("same", true));
    assertThat(next()).isEqualTo("same one");
    untilEmpty(tasks);

    assertThat(tasks.enqueue(kind, word("two").id("same"))).isEqualTo(new Enqueued("same", false));
    tasks.enqueue(kind, word("three"));

    assertThat(next()).endsWith(" three");
  }

  @Test
  void whatFailsIsTriedAgainAndThenADeadLetterWithItsReasonThatCanBeginAnew() throws Exception {
    AtomicInteger mended = new AtomicInteger();
    RedisTasks tasks =
        tasks(
            task((run, text) -> {
              if (mended.get() == 0) {
                throw new IllegalStateException("no bridge, attempt " + run.attempt());
              }
              ran.add(text + " " + run.attempt());
            }));
    worker(tasks);
    String id = tasks.enqueue(kind, word("letter")).id();
    Eventually.so(() -> size(tasks).dead() == 1);

    DeadLetter dead = tasks.deadLetters(kind, 10).getFirst();
    assertThat(dead.id()).isEqualTo(id);
    assertThat(dead.attempts()).isEqualTo(3);
    assertThat(dead.reason()).isEqualTo("IllegalStateException: no bridge, attempt 3");
    assertThat(dead.params().get("text").asString()).isEqualTo("letter");

    mended.set(1);
    assertThat(tasks.requeue(kind, id)).isTrue();
    assertThat(tasks.requeue(kind, id)).isFalse();
    assertThat(next()).isEqualTo("letter 1");
    untilEmpty(tasks);
  }

  @Test
  void whatTryingAgainDoesNotHelpIsDeadAtOnce() throws Exception {
    RedisTasks tasks =
        tasks(
            task((_, text) -> {
              throw new TaskFailed("nobody is called " + text);
            }));
    worker(tasks);
    tasks.enqueue(kind, word("Ahab"));
    Eventually.so(() -> size(tasks).dead() == 1);

    assertThat(tasks.deadLetters(kind, 10))
        .extracting(DeadLetter::reason, DeadLetter::attempts)
        .containsExactly(tuple("nobody is called Ahab", 1));
    assertThat(tasks.cancel(kind, tasks.deadLetters(kind, 1).getFirst().id())).isTrue();
    untilEmpty(tasks);
  }

  @Test
  void whatIsCancelledDoesNotRun() throws Exception {
    RedisTasks tasks = tasks(task((_, text) -> ran.add(text)));
    String now = tasks.enqueue(kind, word("now")).id();
    String later = tasks.enqueue(kind, word("later").in(100)).id();
    assertThat(tasks.cancel(kind, now)).isTrue();
    assertThat(tasks.cancel(kind, later)).isTrue();
    assertThat(tasks.cancel(kind, later)).isFalse();
    tasks.enqueue(kind, word("other").in(150));
    worker(tasks);

    assertThat(next()).isEqualTo("other");
    untilEmpty(tasks);
    assertThat(ran).isEmpty();
  }

  @Test
  void aRunThatIsCancelledIsToldSoAndNotTriedAgain() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    RedisTasks tasks =
        tasks(
            task((_, text) -> {
              ran.add(text);
              begun.countDown();
              new CountDownLatch(1).await(); // for ever, unless it is interrupted
            }));
    worker(tasks);
    String id = tasks.enqueue(kind, word("long")).id();
    begun.await();

    assertThat(tasks.cancel(kind, id)).isTrue();

    untilEmpty(tasks);
    assertThat(ran).containsExactly("long");
  }

  @Test
  void whatTakesTooLongHasFailed() throws Exception {
    RedisTasks tasks =
        tasks(
            new Kinds(kind, new Retry(1, 1, 1), 16, 100, (_, _) -> new CountDownLatch(1).await()));
    worker(tasks);
    tasks.enqueue(kind, word("endless"));
    Eventually.so(() -> size(tasks).dead() == 1);

    assertThat(tasks.deadLetters(kind, 1).getFirst().reason())
        .isEqualTo("it took longer than 100 ms");
  }

  @Test
  void noMoreRunAtOnceThanTheKindAllows() throws Exception {
    AtomicInteger most = new AtomicInteger();
    AtomicInteger now = new AtomicInteger();
    Semaphore mayEnd = new Semaphore(0);
    RedisTasks tasks =
        tasks(
            new Kinds(
                kind,
                Retry.STANDARD,
                3,
                60_000,
                (_, text) -> {
                  most.accumulateAndGet(now.incrementAndGet(), Math::max);
                  ran.add(text);
                  mayEnd.acquire();
                  now.decrementAndGet();
                }));
    worker(tasks);
    tasks.enqueueAll(kind, Collections.nCopies(50, word("x")));
    for (int i = 0; i < 50; i++) {
      if (i >= 3) {
        mayEnd.release(); // three are at work: the next one begins when one of them ends
      }
      next();
    }
    mayEnd.release(3);
    untilEmpty(tasks);
    assertThat(most.get()).isEqualTo(3);
  }

  @Test
  void aBatchSaysHowFarItIs() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    RedisTasks tasks =
        tasks(
            task((_, text) -> {
              go.await();
              if (text.equals("bad")) {
                throw new TaskFailed("bad");
              }
            }));
    tasks.enqueueBatch(kind, "b", List.of(word("1"), word("2"), word("bad")));
    List<Enqueued> more = tasks.enqueueBatch(kind, "b", List.of(word("3").in(3_600_000)));
    assertThat(tasks.progress(kind, "b")).isEqualTo(new Progress(4, 0, 0, 0));
    worker(tasks);
    go.countDown();

    Eventually.so(() -> tasks.progress(kind, "b").equals(new Progress(4, 2, 1, 0)));
    tasks.cancel(kind, more.getFirst().id());
    assertThat(tasks.progress(kind, "b")).isEqualTo(new Progress(4, 2, 1, 1));
    assertThat(tasks.progress(kind, "b").left()).isZero();
  }

  @Test
  void aWorkerThatStopsFinishesWhatItBeganAndGivesBackWhatTakesTooLong() throws Exception {
    CountDownLatch begun = new CountDownLatch(2);
    CountDownLatch closing = new CountDownLatch(1);
    AtomicInteger starts = new AtomicInteger();
    RedisTasks tasks =
        tasks(
            task((run, text) -> {
              if (text.equals("endless") && starts.incrementAndGet() == 1) {
                begun.countDown();
                new CountDownLatch(1).await();
              }
              begun.countDown();
              closing.await();
              ran.add(text + " " + run.attempt());
            }));
    Worker first = worker(tasks);
    tasks.enqueue(kind, word("short"));
    tasks.enqueue(kind, word("endless"));
    begun.await();
    closing.countDown();
    first.close();

    assertThat(next()).isEqualTo("short 1");
    assertThat(size(tasks).waiting()).isEqualTo(1);
    worker(tasks);
    assertThat(next()).as("that it was broken off is no failure of its own").isEqualTo("endless 1");
    untilEmpty(tasks);
  }

  @Test
  void beginningTakesWhatIsThereBesidesWhatWasRead() {
    RedisTasks tasks = tasks(task((_, _) -> {}));
    TaskQueue queue = tasks.queue(kind);
    queue.ready();
    tasks.enqueueBatch(
        kind, "b", List.of(word("1"), word("2"), word("3"), word("4"), word("5"), word("6")));

    try (var connection = link.connectForReading(queue.key())) {
      List<TaskQueue.Entry> read = queue.await(connection, "w", 2, Duration.ofSeconds(1));
      assertThat(queue.begin("w", read, 5))
          .extracting(it -> rowOf(it).params().get("text").asString())
          .containsExactly("1", "2", "3", "4", "5");
    }
    assertThat(queue.begin("w", List.of(), 5)).hasSize(1);
    assertThat(queue.begin("w", List.of(), 5)).isEmpty();
    assertThat(size(tasks))
        .extracting(QueueSize::waiting, QueueSize::running)
        .containsExactly(0L, 6L);
  }

  @Test
  void whatADeadWorkerHadIsTakenOver() throws Exception {
    RedisTasks tasks = tasks(task((run, text) -> ran.add(text + " " + run.attempt())));
    TaskQueue queue = tasks.queue(kind);
    queue.ready();
    tasks.enqueue(kind, word("orphan"));
    try (var connection = link.connectForReading(queue.key())) {
      List<TaskQueue.Entry> entries = queue.await(connection, "dead", 10, Duration.ofSeconds(1));
      assertThat(queue.begin("dead", entries, 10)).hasSize(1); // and it is never heard of again
    }
    worker(tasks);

    assertThat(next()).isEqualTo("orphan 2");
    untilEmpty(tasks);
  }

  @Test
  void whoComesBackFromTheDeadSettlesNothingTwice() throws Exception {
    RedisTasks tasks = tasks(task((_, text) -> ran.add(text)));
    TaskQueue queue = tasks.queue(kind);
    queue.ready();
    tasks.enqueueBatch(kind, "b", List.of(word("one")));
    List<TaskQueue.Entry> entries;
    try (var connection = link.connectForReading(queue.key())) {
      entries = queue.await(connection, "slow", 10, Duration.ofSeconds(1));
    }
    worker(tasks);
    next();
    untilEmpty(tasks);

    assertThat(queue.renew("slow", entries)).containsExactly("lost");
    queue.settle(
        List.of(new TaskQueue.Settled(entries.getFirst(), "b", new TaskQueue.Fate.Done())));

    assertThat(tasks.progress(kind, "b")).isEqualTo(new Progress(1, 1, 0, 0));
  }

  @Test
  void parametersOfAnotherShapeAreRefusedAndADeadLetterWhereTheyLieInAQueue() throws Exception {
    RedisTasks tasks = tasks(task((_, text) -> ran.add(text)));
    assertThatThrownBy(() -> tasks.enqueue(kind, TaskRequest.of("text")))
        .hasMessageContaining("takes Word, not String");
    assertThatThrownBy(() -> tasks.enqueue("other", word("x")))
        .hasMessageContaining("there is no task 'other'");
    tasks
        .queue(kind)
        .enqueue(
            List.of(
                new TaskQueue.Fresh(
                    "odd",
                    true,
                    0,
                    new TaskQueue.Row(0, null, CODEC.toTree(Map.of("words", "none"))))),
            null,
            0);
    worker(tasks);
    Eventually.so(() -> size(tasks).dead() == 1);

    assertThat(tasks.deadLetters(kind, 1).getFirst().reason()).contains("none of this kind");
  }

  @Test
  void tasksFindWhatTheNodeOffers() throws Exception {
    RedisTasks tasks = tasks(task((run, _) -> ran.add(run.service(String.class))));
    worker(tasks);
    tasks.enqueue(kind, word("x"));

    assertThat(next()).isEqualTo("offered");
  }

  // ---- periods ----------------------------------------------------------------------------------

  private record Periodic(String kind, Every periods, BlockingQueue<String> ran)
      implements Task<Period> {
    @Override
    public Class<Period> params() {
      return Period.class;
    }

    @Override
    public Every every() {
      return periods;
    }

    @Override
    public void run(TaskRun run, Period period) {
      ran.add(Long.toString(period.at()));
    }
  }

  @Test
  void aPeriodRunsOnceHoweverManyWorkersThereAre() throws Exception {
    RedisTasks tasks = tasks(new Periodic(kind, new Every(100, Every.Missed.LATEST), ran));
    worker(tasks);
    worker(tasks);
    List<String> periods = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      periods.add(next());
    }
    assertThat(periods).doesNotHaveDuplicates().allMatch(at -> Long.parseLong(at) % 100 == 0);
  }

  private static final long T = 1_000_000_000_000L;

  private List<Long> owed(Every every, long... moments) {
    RedisTasks tasks = tasks(new Periodic(kind, every, ran));
    TaskQueue queue = tasks.queue(kind);
    queue.ready();
    for (long now : moments) {
      assertThat(queue.every(every, "leader", 5_000, now).here()).isTrue();
    }
    try (var connection = link.connectForReading(queue.key())) {
      List<TaskQueue.Entry> entries = queue.await(connection, "w", 2_000, Duration.ofMillis(1));
      return queue.begin("w", entries, 2_000).stream()
          .map(it -> rowOf(it).params().get("at").asLong() - T)
          .toList();
    }
  }

  private static TaskQueue.Row rowOf(TaskQueue.Begun begun) {
    TaskQueue.@Nullable Row row = begun.row();
    assertThat(row).isNotNull();
    return row;
  }

  @Test
  void missedPeriodsAreMadeUpForOneByOne() {
    assertThat(owed(new Every(10_000, Every.Missed.EACH), T, T + 10_001, T + 45_000, T + 46_000))
        .containsExactly(10_000L, 20_000L, 30_000L, 40_000L);
  }

  @Test
  void orOnlyTheNewestOne() {
    assertThat(owed(new Every(10_000, Every.Missed.LATEST), T, T + 10_001, T + 45_000))
        .containsExactly(10_000L, 40_000L);
  }

  @Test
  void orNone() {
    assertThat(owed(new Every(20_000, Every.Missed.NONE), T, T + 20_001, T + 95_000, T + 100_000))
        .containsExactly(20_000L, 100_000L);
  }

  @Test
  void whoFollowsAsksAgainWhenTheLeaderMayBeDead() {
    Every every = new Every(10_000, Every.Missed.EACH);
    TaskQueue queue = tasks(new Periodic(kind, every, ran)).queue(kind);
    assertThat(queue.every(every, "a", 60_000, T)).isEqualTo(new TaskQueue.Led(true, 0));
    assertThat(queue.every(every, "b", 60_000, T + 1))
        .as("nothing is owed")
        .isEqualTo(new TaskQueue.Led(false, 0));
    TaskQueue.Led led = queue.every(every, "b", 60_000, T + 10_000);
    assertThat(led.here()).isFalse();
    assertThat(led.askAfterMs()).isBetween(1L, 60_000L);
  }

  // ---- pauses -----------------------------------------------------------------------------------

  @Test
  void pausesGrowWithJitterUpToTheirBound() {
    Retry retry = new Retry(100, 1_000, 60_000);
    Random random = new Random(7);
    for (int failures = 1; failures < 100; failures++) {
      long whole = failures > 6 ? 60_000 : Math.min(60_000, 1_000L << (failures - 1));
      assertThat(retry.pauseMs(failures, random)).isBetween(whole / 2, whole);
    }
  }

  @Test
  void onlyWholeKindsAreKnown() {
    assertThatThrownBy(() -> TaskKinds.of(task((_, _) -> {}), task((_, _) -> {})))
        .hasMessageContaining("two tasks are called");
    assertThatThrownBy(() -> TaskKinds.of(new Kinds("no-way", Retry.STANDARD, 1, 1, (_, _) -> {})))
        .hasMessageContaining("letters and digits");
    assertThat(TaskKinds.installed().names()).contains("welcomeLetter");
  }
}
