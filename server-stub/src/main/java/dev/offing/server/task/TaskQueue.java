package dev.offing.server.task;

import dev.offing.server.redis.LuaScript;
import dev.offing.server.redis.RedisLink;
import dev.offing.sync.protocol.Codec;
import io.lettuce.core.Consumer;
import io.lettuce.core.RedisBusyException;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.XGroupCreateArgs;
import io.lettuce.core.XReadArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.models.stream.PendingMessages;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The queue of one kind as it lies in Redis. All of its keys carry one hash tag. A task is a row in
 * {@code :tasks} until it is done; where its id lies says how it stands: in {@code :later}, in the
 * stream {@code :ready} (given to a worker or not), among the {@code :dead}.
 *
 * <p>Safe for use by many threads; every method throws {@link
 * dev.offing.server.redis.RedisUnavailable} when there is no answer.
 */
final class TaskQueue {
  static final String GROUP = "workers";

  /** The channel of the bus on which a task for later is told: {@code KIND WHEN}. */
  static final String LATER = "offing:tasks:later";

  /** An id that was chosen is remembered so long, ms. */
  private static final long REMEMBERED_MS = TimeUnit.DAYS.toMillis(30);

  private static final long BATCHES_MS = TimeUnit.DAYS.toMillis(30);
  private static final int MOVED_AT_ONCE = 500;
  private static final int MADE_UP_FOR = 1_000;

  private static final LuaScript ENQUEUE = LuaScript.beside(TaskQueue.class, "enqueue.lua");
  private static final LuaScript BEGIN = LuaScript.beside(TaskQueue.class, "begin.lua");
  private static final LuaScript SETTLE = LuaScript.beside(TaskQueue.class, "settle.lua");
  private static final LuaScript DUE = LuaScript.beside(TaskQueue.class, "due.lua");
  private static final LuaScript RENEW = LuaScript.beside(TaskQueue.class, "renew.lua");
  private static final LuaScript TAKEOVER = LuaScript.beside(TaskQueue.class, "takeover.lua");
  private static final LuaScript EVERY = LuaScript.beside(TaskQueue.class, "every.lua");
  private static final LuaScript CANCEL = LuaScript.beside(TaskQueue.class, "cancel.lua");
  private static final LuaScript REQUEUE = LuaScript.beside(TaskQueue.class, "requeue.lua");

  private final String kind;
  private final RedisLink redis;
  private final Codec codec;
  private final String ready;
  private final String later;
  private final String tasks;
  private final String tries;
  private final String known;
  private final String dead;
  private final String progress;
  private final String batches;
  private final String leader;
  private final String last;

  TaskQueue(String kind, RedisLink redis, Codec codec) {
    this.kind = kind;
    this.redis = redis;
    this.codec = codec;
    String prefix = "offing:{t:" + kind + "}:";
    this.ready = prefix + "ready";
    this.later = prefix + "later";
    this.tasks = prefix + "tasks";
    this.tries = prefix + "tries";
    this.known = prefix + "known";
    this.dead = prefix + "dead";
    this.progress = prefix + "progress";
    this.batches = prefix + "batches";
    this.leader = prefix + "leader";
    this.last = prefix + "last";
  }

  /** A task as it is written. */
  record Row(long at, @Nullable String batch, JsonNode params) {}

  /** A task to write. */
  record Fresh(String id, boolean chosen, long due, Row row) {}

  /** An entry of the stream. */
  record Entry(String entry, String id) {}

  /** A task that was begun; without a row it was cancelled. */
  record Begun(Entry entry, @Nullable Row row, int attempt) {}

  /** What became of a run. */
  sealed interface Fate {
    /** It is done. */
    record Done() implements Fate {}

    /** It is tried again at a time of the server. */
    record Later(long at) implements Fate {}

    /**
     * It was not begun, or broken off for no fault of its own.
     *
     * @param begun whether its beginning was counted, which is taken back
     */
    record Back(boolean begun) implements Fate {}

    /** It is given up. */
    record Dead(int attempts, String reason, long at) implements Fate {}
  }

  /** A run with what became of it. */
  record Settled(Entry entry, @Nullable String batch, Fate fate) {}

  /** A dead letter as it is written. */
  record DeadRow(int attempts, String reason, long at) {}

  /**
   * Who leads a periodic kind; with the ms after which a follower should ask again, 0 for never.
   */
  record Led(boolean here, long askAfterMs) {}

  String kind() {
    return kind;
  }

  /** Where its entries are waited for. */
  String key() {
    return ready;
  }

  // ---- by whoever wants something done ----------------------------------------------------------

  /** Whether each is new. */
  List<Boolean> enqueue(List<Fresh> fresh, @Nullable String batch, long now) {
    List<String> arguments = new ArrayList<>(6 + 4 * fresh.size());
    arguments.add(Long.toString(now));
    arguments.add(Long.toString(REMEMBERED_MS));
    arguments.add(Long.toString(BATCHES_MS));
    arguments.add(LATER);
    arguments.add(kind);
    arguments.add(batch == null ? "" : batch);
    for (Fresh task : fresh) {
      arguments.add(task.id());
      arguments.add(task.chosen() ? "1" : "0");
      arguments.add(Long.toString(task.due()));
      arguments.add(codec.write(task.row()));
    }
    return redis
        .run(ENQUEUE, List.of(ready, later, tasks, known, progress, batches), arguments)
        .stream()
        .map("1"::equals)
        .toList();
  }

  boolean cancel(String id) {
    return redis
        .run(CANCEL, List.of(tasks, later, dead, tries, progress), List.of(id))
        .getFirst()
        .equals("1");
  }

  boolean requeue(String id) {
    return redis
        .run(REQUEUE, List.of(dead, ready, tasks, tries, progress), List.of(id))
        .getFirst()
        .equals("1");
  }

  Progress progress(String batch) {
    List<Long> counts =
        redis
            .call(r ->
                r.hmget(
                    progress,
                    batch + ":total",
                    batch + ":done",
                    batch + ":dead",
                    batch + ":cancelled"))
            .stream()
            .map(count -> Long.parseLong(count.getValueOrElse("0")))
            .toList();
    return new Progress(counts.get(0), counts.get(1), counts.get(2), counts.get(3));
  }

  QueueSize size() {
    long running = running();
    return new QueueSize(
        kind,
        Math.max(0, redis.call(r -> r.xlen(ready)) - running),
        running,
        redis.call(r -> r.zcard(later)),
        redis.call(r -> r.hlen(dead)));
  }

  private long running() {
    if (redis.call(r -> r.exists(ready)) == 0) {
      return 0;
    }
    ready();
    PendingMessages pending = redis.call(r -> r.xpending(ready, GROUP));
    return pending.getCount();
  }

  /** Dead letters, at most so many. */
  List<DeadLetter> dead(int most) {
    List<DeadLetter> letters = new ArrayList<>();
    Map<String, String> rows = redis.call(r -> r.hgetall(dead));
    for (Map.Entry<String, String> it : rows.entrySet().stream().limit(most).toList()) {
      String task = redis.call(r -> r.hget(tasks, it.getKey()));
      if (task != null) {
        DeadRow row = codec.read(it.getValue(), DeadRow.class);
        letters.add(
            new DeadLetter(
                kind,
                it.getKey(),
                row.attempts(),
                row.reason(),
                row.at(),
                codec.read(task, Row.class).params()));
      }
    }
    return letters;
  }

  // ---- by workers -------------------------------------------------------------------------------

  /** Makes stream and group where they are not there. */
  void ready() {
    redis.call(r -> {
      try {
        return r.xgroupCreate(
            XReadArgs.StreamOffset.from(ready, "0"), GROUP, XGroupCreateArgs.Builder.mkstream());
      } catch (RedisBusyException _) {
        return "it is there";
      }
    });
  }

  /**
   * Waits for tasks that nobody has.
   *
   * @param connection of its own, since it waits
   * @return at most so many; none when the time is over
   */
  @SuppressWarnings("unchecked") // the driver takes its one stream as an array of generics
  List<Entry> await(
      StatefulRedisConnection<String, String> connection, String worker, int most, Duration time) {
    return connection
        .sync()
        .xreadgroup(
            Consumer.from(GROUP, worker),
            XReadArgs.Builder.block(time).count(most),
            XReadArgs.StreamOffset.lastConsumed(ready))
        .stream()
        .map(TaskQueue::entry)
        .toList();
  }

  /** What a worker has: what it runs, and what it was given when it did not listen any more. */
  @SuppressWarnings("unchecked") // as above
  List<Entry> heldBy(String worker) {
    return redis
        .call(r ->
            r.xreadgroup(Consumer.from(GROUP, worker), XReadArgs.StreamOffset.from(ready, "0")))
        .stream()
        .filter(it -> it.getBody() != null) // else it is done already
        .map(TaskQueue::entry)
        .toList();
  }

  private static Entry entry(StreamMessage<String, String> message) {
    return new Entry(message.getId(), message.getBody().getOrDefault("t", ""));
  }

  /** Gives back what workers had and said nothing of for a lease; how many there were. */
  int takeOver(String worker, long leaseMs) {
    return Integer.parseInt(
        (String)
            redis
                .run(
                    TAKEOVER,
                    List.of(ready, tasks),
                    List.of(GROUP, worker, Long.toString(leaseMs), Integer.toString(MOVED_AT_ONCE)))
                .getFirst());
  }

  /**
   * Begins what was read, and what else is there, without waiting.
   *
   * @param most how many at most, with those that were read
   */
  List<Begun> begin(String worker, List<Entry> read, int most) {
    List<String> arguments = new ArrayList<>(3 + 2 * read.size());
    arguments.add(GROUP);
    arguments.add(worker);
    arguments.add(Integer.toString(most - read.size()));
    for (Entry it : read) {
      arguments.add(it.entry());
      arguments.add(it.id());
    }
    List<Object> answer = redis.run(BEGIN, List.of(ready, tasks, tries), arguments);
    List<Begun> begun = new ArrayList<>(answer.size() / 4);
    for (int i = 0; i < answer.size(); i += 4) {
      Entry entry = new Entry((String) answer.get(i), (String) answer.get(i + 1));
      begun.add(begun(entry, answer.get(i + 2), answer.get(i + 3)));
    }
    return begun;
  }

  private Begun begun(Entry entry, Object row, Object attempt) {
    String text = (String) row;
    return new Begun(
        entry,
        text.isEmpty() ? null : codec.read(text, Row.class),
        Integer.parseInt((String) attempt));
  }

  void settle(List<Settled> settled) {
    List<String> arguments = new ArrayList<>(3 + 5 * settled.size());
    arguments.add(GROUP);
    arguments.add(LATER);
    arguments.add(kind);
    for (Settled it : settled) {
      arguments.add(it.entry().entry());
      arguments.add(it.entry().id());
      arguments.add(it.batch() == null ? "" : it.batch());
      switch (it.fate()) {
        case Fate.Done _ -> arguments.addAll(List.of("done", ""));
        case Fate.Back back -> arguments.addAll(List.of("back", back.begun() ? "begun" : ""));
        case Fate.Later later -> arguments.addAll(List.of("later", Long.toString(later.at())));
        case Fate.Dead it2 ->
            arguments.addAll(
                List.of("dead", codec.write(new DeadRow(it2.attempts(), it2.reason(), it2.at()))));
      }
    }
    redis.run(SETTLE, List.of(ready, later, tasks, tries, dead, progress), arguments);
  }

  /** Of each, whether this worker still has it: 'held', 'lost' or 'cancelled'. */
  List<String> renew(String worker, List<Entry> entries) {
    List<String> arguments = new ArrayList<>(2 + 2 * entries.size());
    arguments.add(GROUP);
    arguments.add(worker);
    for (Entry entry : entries) {
      arguments.add(entry.entry());
      arguments.add(entry.id());
    }
    return redis.run(RENEW, List.of(ready, tasks), arguments).stream()
        .map(String::valueOf)
        .toList();
  }

  /** Moves what is due; when the next one is, ms of server time. */
  Optional<Long> moveDue(long now) {
    while (true) {
      List<Object> answer =
          redis.run(
              DUE,
              List.of(ready, later),
              List.of(Long.toString(now), Integer.toString(MOVED_AT_ONCE)));
      if (Integer.parseInt((String) answer.getFirst()) < MOVED_AT_ONCE) {
        String next = (String) answer.get(1);
        return next.isEmpty() ? Optional.empty() : Optional.of((long) Double.parseDouble(next));
      }
    }
  }

  /** Enqueues the periods that are owed, where this node leads the kind. */
  Led every(Every every, String node, long leaseMs, long now) {
    List<Object> answer =
        redis.run(
            EVERY,
            List.of(leader, last, ready, tasks, known),
            List.of(
                node,
                Long.toString(leaseMs),
                Long.toString(now),
                Long.toString(every.periodMs()),
                switch (every.missed()) {
                  case EACH -> "each";
                  case LATEST -> "latest";
                  case NONE -> "none";
                },
                Integer.toString(MADE_UP_FOR),
                // A leader that died holds its lease a while; its period is not missed for that.
                Long.toString(2 * leaseMs),
                kind));
    boolean here = answer.getFirst().equals("leads");
    return new Led(here, here ? 0 : Long.parseLong((String) answer.get(1)));
  }

  /** Forgets workers that are gone and left nothing. */
  void forgetWorkers(long idleMs) {
    for (Object consumer : redis.call(r -> r.xinfoConsumers(ready, GROUP))) {
      List<?> facts = (List<?>) consumer;
      String name = String.valueOf(facts.get(1));
      if (((Long) facts.get(3)) == 0 && ((Long) facts.get(5)) > idleMs) {
        redis.call(r -> r.xgroupDelconsumer(ready, Consumer.from(GROUP, name)));
      }
    }
  }

  /** Whether a task of this id is there. */
  boolean has(String id) {
    return redis.call(r -> r.hexists(tasks, id));
  }
}
