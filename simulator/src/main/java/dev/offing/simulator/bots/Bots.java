package dev.offing.simulator.bots;

import dev.offing.assets.Assets;
import dev.offing.sync.SyncEngine;
import dev.offing.sync.economy.Catalog;
import dev.offing.sync.ledger.Identity;
import dev.offing.sync.ledger.MemoryLedger;
import dev.offing.sync.ledger.Profile;
import dev.offing.sync.protocol.CatalogException;
import dev.offing.sync.protocol.CatalogReader;
import dev.offing.sync.protocol.Codec;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Players in numbers: each the real engine over real connections, all of them in one process. What
 * they do is due at moments that are set beforehand, and every time is taken from that moment: a
 * server that stands still makes all that was due meanwhile late, as it is for people, and is not
 * spared by players who wait for it ("coordinated omission").
 */
public final class Bots {
  /** Where bots keep their books. */
  public enum Keep {
    /** In memory: thousands in a process. */
    MEMORY,
    /** In files, as players do. */
    SQLITE
  }

  /**
   * What is to be played.
   *
   * @param players at least 1
   * @param nodes of one server, at least one
   * @param ramp in which all of them come in
   * @param time that they play after that
   * @param perSecond what each one does a second; above 0
   * @param seed of all chance but that of keys
   */
  public record Plan(
      int players,
      List<URI> nodes,
      Duration ramp,
      Duration time,
      Play play,
      double perSecond,
      Keep keep,
      long seed) {
    /** Copies the list. */
    public Plan {
      nodes = List.copyOf(nodes);
    }
  }

  /**
   * What happened in a second.
   *
   * @param second since the beginning, from 1
   * @param players who came in, or try to
   * @param online of them
   * @param gestures that were made
   * @param settling gestures whose result came, and how long after they were due
   * @param hearing own lines that were heard, and how long after they were due
   * @param heard lines of others
   * @param ticks how far apart they were
   * @param errors so far
   */
  public record Second(
      long second,
      int players,
      int online,
      long gestures,
      Times settling,
      Times hearing,
      long heard,
      Times ticks,
      SortedMap<String, Long> errors) {}

  /**
   * What came of it.
   *
   * @param wrong what is wrong with whose book, or keeps whom from rest; empty for nothing
   */
  public record Result(
      long gestures,
      Times settling,
      Times hearing,
      long heard,
      Times ticks,
      SortedMap<String, Long> errors,
      SortedMap<String, String> wrong) {}

  private static final long FIRST_NANOS = TimeUnit.SECONDS.toNanos(15);
  private static final long REST_NANOS = TimeUnit.SECONDS.toNanos(60);

  /** Who comes back proves a key, which costs the server a signature. */
  private static final long REST_EACH_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final Plan plan;
  private final Path folder;
  private final Catalog catalog = bundled();
  private final Codec codec = new Codec();
  private final Tally tally = new Tally();
  private final SplittableRandom random;
  private final List<Bot> bots = new CopyOnWriteArrayList<>();

  /**
   * Bots that have not begun.
   *
   * @param folder for books that are kept in files
   */
  public Bots(Plan plan, Path folder) {
    this.plan = plan;
    this.folder = folder;
    this.random = new SplittableRandom(plan.seed());
  }

  private static Catalog bundled() {
    try {
      return CatalogReader.read(Assets.catalogName(), Assets.catalog());
    } catch (CatalogException e) {
      throw new IllegalStateException("the bundled catalog is valid", e);
    }
  }

  /**
   * Plays, waits until everything has come to rest, lets everybody come back once more, and looks
   * at all books.
   *
   * @param progress told once a second while they play
   * @throws BotsException when the first one is not let in
   */
  public Result run(Consumer<Second> progress) throws BotsException, InterruptedException {
    try (Shared shared = new Shared(tally)) {
      try {
        play(shared, progress);
        SortedMap<String, String> wrong = new TreeMap<>(restless());
        if (wrong.isEmpty()) {
          bots.forEach(Bot::comeBack);
          wrong.putAll(restless());
        }
        for (Bot bot : bots) {
          bot.wrong().ifPresent(it -> wrong.putIfAbsent(bot.account(), it));
        }
        return new Result(
            tally.gestures.sum(),
            tally.settling.all(),
            tally.hearing.all(),
            tally.heard.sum(),
            tally.ticks.all(),
            tally.errors(),
            wrong);
      } finally {
        bots.forEach(Bot::close);
      }
    }
  }

  private void play(Shared shared, Consumer<Second> progress)
      throws BotsException, InterruptedException {
    awaitIn(enter(shared, 0));
    int threads = Math.max(2, Runtime.getRuntime().availableProcessors());
    try (ScheduledExecutorService pace = Executors.newScheduledThreadPool(threads)) {
      long began = System.nanoTime();
      for (int i = 0; i < plan.players(); i++) {
        int number = i;
        long after = plan.ramp().toNanos() / plan.players() * i;
        var _ =
            pace.schedule(
                () ->
                    counted(
                        () -> begin(number == 0 ? bots.getFirst() : enter(shared, number), pace)),
                after,
                TimeUnit.NANOSECONDS);
      }
      long seconds = plan.ramp().plus(plan.time()).toSeconds();
      for (long second = 1; second <= seconds; second++) {
        TimeUnit.NANOSECONDS.sleep(began + TimeUnit.SECONDS.toNanos(second) - System.nanoTime());
        progress.accept(second(second));
      }
      pace.shutdownNow();
    }
  }

  /** Nobody asks what became of a task that is due: its failure would be lost. */
  private void counted(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      tally.error("failed:" + e.getClass().getSimpleName());
    }
  }

  private Bot enter(Shared shared, int number) {
    SplittableRandom own;
    synchronized (random) {
      own = random.split();
    }
    SyncEngine.Builder builder =
        SyncEngine.builder()
            .catalog(catalog)
            .codec(codec)
            .app("offing-bots")
            .transport(shared.transport())
            .scheduler(shared.timer())
            .listenerThread(shared.listeners());
    switch (plan.keep()) {
      case MEMORY -> builder.ledger(new MemoryLedger(Identity.draw(new SecureRandom())));
      case SQLITE -> builder.profile(Profile.in(folder, "bot-" + number));
    }
    Bot bot = new Bot(builder.open(), plan.play().of(number), doors(number), own, tally);
    bots.add(bot);
    bot.begin();
    return bot;
  }

  /** All nodes, another one in front for each, so that they are spread. */
  private List<URI> doors(int number) {
    List<URI> doors = new ArrayList<>(plan.nodes());
    Collections.rotate(doors, -(number % doors.size()));
    return doors;
  }

  /** Its first deed is due within the time of one, so that all of them are spread over it. */
  private void begin(Bot bot, ScheduledExecutorService pace) {
    long period = Math.max(1, Math.round(TimeUnit.SECONDS.toNanos(1) / plan.perSecond()));
    long first;
    synchronized (random) {
      first = random.nextLong(period);
    }
    Due due = new Due(bot, System.nanoTime() + first, period);
    var _ = pace.scheduleAtFixedRate(() -> counted(due), first, period, TimeUnit.NANOSECONDS);
  }

  /** The deeds of one bot. One run at a time. */
  private static final class Due implements Runnable {
    private final Bot bot;
    private final long periodNanos;
    private long nextNanos;

    Due(Bot bot, long firstNanos, long periodNanos) {
      this.bot = bot;
      this.nextNanos = firstNanos;
      this.periodNanos = periodNanos;
    }

    @Override
    public void run() {
      long due = nextNanos;
      nextNanos += periodNanos;
      bot.act(due);
    }
  }

  private Second second(long number) {
    int online = (int) bots.stream().filter(Bot::isOnline).count();
    return new Second(
        number,
        bots.size(),
        online,
        tally.gestures.sum(),
        tally.settling.lately(),
        tally.hearing.lately(),
        tally.heard.sum(),
        tally.ticks.lately(),
        tally.errors());
  }

  // ---- waiting ----------------------------------------------------------------------------------

  private void awaitIn(Bot first) throws BotsException, InterruptedException {
    long deadline = System.nanoTime() + FIRST_NANOS;
    while (!first.isOnline()) {
      if (System.nanoTime() > deadline) {
        throw new BotsException(
            "Nobody is let in: %s. Nothing was played. Is a server there, and is it the one meant by --nodes?"
                .formatted(first.open().orElse("")));
      }
      TimeUnit.MILLISECONDS.sleep(10);
    }
  }

  /** What keeps whom from rest after a while; empty when all are. */
  private SortedMap<String, String> restless() throws InterruptedException {
    long deadline = System.nanoTime() + REST_NANOS + plan.players() * REST_EACH_NANOS;
    List<Bot> left = new ArrayList<>(bots);
    while (true) {
      left.removeIf(it -> it.open().isEmpty());
      if (left.isEmpty() || System.nanoTime() > deadline) {
        SortedMap<String, String> why = new TreeMap<>();
        left.forEach(it -> it.open().ifPresent(open -> why.put(it.account(), open)));
        return why;
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }
}
