package dev.offing.server.soak;

import dev.offing.server.inbox.RedisInbox;
import dev.offing.server.redis.RedisLink;
import dev.offing.server.redis.RedisUnavailable;
import dev.offing.server.soak.SoakTask.Behaviour;
import dev.offing.server.soak.SoakTask.Work;
import dev.offing.server.task.DeadLetter;
import dev.offing.server.task.Progress;
import dev.offing.server.task.RedisTasks;
import dev.offing.server.task.TaskKinds;
import dev.offing.server.task.TaskRequest;
import dev.offing.server.task.Tasks;
import dev.offing.sync.protocol.Codec;
import dev.offing.sync.protocol.ServerMessage.Notice;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Tasks of all sorts on workers that are killed: each id has one effect, none vanishes, and what is
 * given up says why.
 */
public final class TaskSoak {
  private static final int WORKERS = 2;
  private static final int ACCOUNTS = 50;
  private static final int AT_ONCE = 20;
  private static final long PATIENCE_S = 120;
  private static final String BATCH = "all";

  /**
   * What was seen.
   *
   * @param tasks that were enqueued
   * @param effects letters that they left
   * @param dead letters that say why
   * @param kills of workers
   * @param periods that ran by themselves
   */
  public record Result(int tasks, int effects, int dead, int kills, int periods) {}

  private final Path data;
  private final SplittableRandom random;
  private final Consumer<String> progress;

  /**
   * A soak.
   *
   * @param data a new folder, in which everything lies afterwards
   * @param random chooses victims and moments
   * @param progress hears how far it is
   */
  public TaskSoak(Path data, SplittableRandom random, Consumer<String> progress) {
    this.data = data;
    this.random = random;
    this.progress = progress;
  }

  /**
   * Enqueues so many tasks, while so many workers are killed.
   *
   * @throws BrokenPromise when something was lost or came twice
   */
  public Result run(int count, int kills) throws IOException, InterruptedException {
    Codec codec = new Codec();
    try (Fleet fleet = Fleet.in(data);
        RedisLink link = RedisLink.open(fleet.redis().address(), "the soak's Redis")) {
      Tasks tasks =
          new RedisTasks(
              TaskKinds.of(new SoakTask(), new SoakTask.Hourly()),
              link,
              codec,
              () -> millis(link),
              () -> hex(16));
      List<Fleet.Ship> workers = new ArrayList<>();
      for (int i = 0; i < WORKERS; i++) {
        workers.add(fleet.launch("worker"));
      }
      Map<String, Work> wanted = new HashMap<>();
      Set<String> cancelled = new HashSet<>();
      int killed = 0;
      for (int done = 0; done < count; done += AT_ONCE) {
        enqueue(tasks, wanted, cancelled);
        if (killed < kills && done >= (killed + 1) * count / (kills + 1)) {
          kill(fleet, workers);
          killed++;
        }
        progress.accept("%d of %d tasks, %d workers killed".formatted(done, count, killed));
      }
      await(tasks, wanted.size());
      return check(tasks, new RedisInbox(link, codec), wanted, cancelled, killed);
    }
  }

  private void enqueue(Tasks tasks, Map<String, Work> wanted, Set<String> cancelled) {
    List<TaskRequest> requests = new ArrayList<>();
    for (int i = 0; i < AT_ONCE; i++) {
      Behaviour behaviour =
          switch (random.nextInt(20)) {
            case 0 -> Behaviour.FAILS;
            case 1 -> Behaviour.HOPELESS;
            case 2, 3, 4 -> Behaviour.FAILS_TWICE;
            case 5, 6 -> Behaviour.PASSES_ON;
            default -> Behaviour.WORKS;
          };
      Work work = new Work(account(random.nextInt(ACCOUNTS)), behaviour);
      String id = "task-" + wanted.size();
      wanted.put(id, work);
      TaskRequest request = TaskRequest.of(work).id(id);
      requests.add(random.nextInt(3) == 0 ? request.in(random.nextInt(1, 2_000)) : request);
    }
    // Each is enqueued twice, as by somebody whose answer was lost.
    tasks.enqueueBatch(SoakTask.KIND, BATCH, requests);
    tasks.enqueueBatch(SoakTask.KIND, BATCH, requests);
    String late = "late-" + wanted.size();
    tasks.enqueue(
        SoakTask.KIND,
        TaskRequest.of(new Work(account(0), Behaviour.WORKS)).id(late).in(3_600_000));
    if (!tasks.cancel(SoakTask.KIND, late)) {
      throw new BrokenPromise(late + " could not be cancelled");
    }
    cancelled.add(late);
  }

  private void kill(Fleet fleet, List<Fleet.Ship> workers)
      throws IOException, InterruptedException {
    int victim = random.nextInt(workers.size());
    workers.remove(victim).kill();
    workers.add(fleet.launch("worker"));
  }

  private static void await(Tasks tasks, int count) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_S);
    Progress progress = tasks.progress(SoakTask.KIND, BATCH);
    while (progress.left() > 0
        || tasks.sizes().getFirst().waiting() + tasks.sizes().getFirst().running() > 0) {
      if (System.nanoTime() > deadline) {
        throw new BrokenPromise(
            "of %d tasks, %s; %s".formatted(count, progress, tasks.sizes().getFirst()));
      }
      TimeUnit.MILLISECONDS.sleep(50); // others are at work
      progress = tasks.progress(SoakTask.KIND, BATCH);
    }
    if (progress.total() != count) {
      throw new BrokenPromise("%d tasks became %d".formatted(count, progress.total()));
    }
  }

  private static Result check(
      Tasks tasks, RedisInbox inbox, Map<String, Work> wanted, Set<String> cancelled, int kills) {
    Map<String, Integer> effects = new HashMap<>();
    for (int i = 0; i < ACCOUNTS; i++) {
      for (Notice letter : inbox.waiting(account(i), Integer.MAX_VALUE)) {
        effects.merge(letter.id(), 1, Integer::sum);
      }
    }
    Map<String, String> reasons = new HashMap<>();
    for (DeadLetter dead : tasks.deadLetters(SoakTask.KIND, Integer.MAX_VALUE)) {
      reasons.put(dead.id(), dead.reason());
    }
    wanted.forEach((id, work) -> {
      String effect = work.behaviour() == Behaviour.PASSES_ON ? id + "-next" : id;
      String reason =
          switch (work.behaviour()) {
            case FAILS -> "IllegalStateException: it never works";
            case HOPELESS -> "nobody can do it";
            case WORKS, FAILS_TWICE, PASSES_ON -> null;
          };
      int expected = reason == null ? 1 : 0;
      if (effects.getOrDefault(effect, 0) != expected) {
        throw new BrokenPromise(
            "%s (%s) had %d effects, and is dead because of %s"
                .formatted(id, work.behaviour(), effects.getOrDefault(effect, 0), reasons.get(id)));
      }
      boolean killedAtLast =
          work.behaviour() == Behaviour.FAILS && DeadLetter.NEVER_ENDED.equals(reasons.get(id));
      if (reason != null && !reason.equals(reasons.get(id)) && !killedAtLast) {
        throw new BrokenPromise(
            "%s (%s) is dead because of %s".formatted(id, work.behaviour(), reasons.get(id)));
      }
    });
    cancelled.forEach(id -> {
      if (effects.containsKey(id)) {
        throw new BrokenPromise(id + " was cancelled, and ran");
      }
    });
    return new Result(wanted.size(), effects.size(), reasons.size(), kills, periods(inbox));
  }

  /** Periods that ran: each one once, and none left out between the first and the last. */
  private static int periods(RedisInbox inbox) {
    List<Notice> letters = inbox.waiting(SoakTask.Hourly.ACCOUNT, Integer.MAX_VALUE);
    for (int i = 1; i < letters.size(); i++) {
      if (letters.get(i).at() - letters.get(i - 1).at() != SoakTask.Hourly.PERIOD_MS) {
        throw new BrokenPromise(
            "after the period of %d came that of %d"
                .formatted(letters.get(i - 1).at(), letters.get(i).at()));
      }
    }
    return letters.size();
  }

  private static String account(int number) {
    return "%04x".formatted(number * 37).repeat(16);
  }

  private String hex(int bytes) {
    byte[] value = new byte[bytes];
    random.nextBytes(value);
    return HexFormat.of().formatHex(value);
  }

  private static long millis(RedisLink link) {
    try {
      return Long.parseLong(link.call(r -> r.time()).getFirst()) * 1_000;
    } catch (RedisUnavailable e) {
      throw new BrokenPromise("the soak's Redis went away", e);
    }
  }
}
