package dev.offing.client.soak;

import dev.offing.simulator.proxy.CuttingProxy;
import dev.offing.simulator.proxy.CuttingProxy.Armed;
import dev.offing.simulator.proxy.Rule;
import dev.offing.sync.LedgerJson;
import dev.offing.sync.Link;
import dev.offing.sync.SyncEngine;
import dev.offing.sync.account.State;
import dev.offing.sync.economy.Command;
import dev.offing.sync.ledger.Profile;
import dev.offing.sync.protocol.CatalogException;
import dev.offing.sync.protocol.CatalogReader;
import dev.offing.sync.protocol.Codec;
import dev.offing.sync.session.Submission;
import dev.offing.sync.session.SyncEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Loses the acknowledgement of one purchase after another: the server has committed, the device was
 * never told, and has to ask again. Each purchase must act once, and the profile must not fork.
 */
final class AckSoak {

  private static final String PROFILE = "soak";
  private static final String VESSEL = "rowboat";

  /**
   * What was done and found.
   *
   * @param lost acknowledgements that were cut off
   * @param acted purchases that acted
   */
  record Result(int rounds, int lost, int acted) {}

  private final Path work;
  private final Consumer<String> progress;
  private final Semaphore news = new Semaphore(0);
  private final AtomicInteger forks = new AtomicInteger();

  /**
   * @param work an empty folder
   * @param progress is told a line now and then
   */
  AckSoak(Path work, Consumer<String> progress) {
    this.work = work;
    this.progress = progress;
  }

  /**
   * Runs it.
   *
   * @throws SoakException when a promise was broken
   */
  Result run(int rounds) throws IOException, InterruptedException {
    Path catalog = RichCatalog.write(work.resolve("catalog"));
    Path data = work.resolve("data");
    Set<String> saved = new LinkedHashSet<>();
    String incarnation = Books.read(data, PROFILE).incarnation();
    State server;
    try (StubProcess stub = StubProcess.start(catalog, work.resolve("server"));
        CuttingProxy proxy = CuttingProxy.start(stub.uri())) {
      try (SyncEngine engine = open(data)) {
        Runnable unsubscribe = engine.subscribe(this::hear);
        engine.useServer(proxy.uri());
        await(() -> engine.status().link() == Link.ONLINE, "to be online");
        for (int round = 1; round <= rounds; round++) {
          saved.add(lose(engine, proxy));
          progress.accept("round %d of %d".formatted(round, rounds));
        }
        await(() -> engine.status().link() == Link.ONLINE, "to drain");
        unsubscribe.run();
        // Before the connection ends: the server writes down that contact, too.
        server = ServerBooks.read(stub.data(), engine.status().account());
      }
    }
    Books books = Books.read(data, PROFILE);
    books.checkAgainst(server);
    return judge(books, saved, incarnation, rounds);
  }

  /** One purchase whose acknowledgement is cut off; its id. */
  private String lose(SyncEngine engine, CuttingProxy proxy) throws InterruptedException {
    Armed ack = proxy.arm(Rule.fromServer("ack").cutBefore());
    Submission submission = engine.submit(Command.buy(VESSEL, 1, engine.view().core().run(), null));
    if (!(submission instanceof Submission.Saved it)) {
      throw new SoakException("a purchase was refused: " + submission);
    }
    try {
      ack.fired().get(Child.PATIENCE_MS, TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new SoakException("no acknowledgement came that could be lost", e);
    }
    // The next push asks again; what is lost now is told then.
    await(() -> engine.status().link() != Link.SYNCING, "to notice the cut");
    engine.connectNow();
    await(() -> engine.status().link() == Link.ONLINE, "to be told again");
    return it.mutationId();
  }

  private Result judge(Books books, Set<String> saved, String incarnation, int rounds) {
    books.check(saved, Set.of());
    Set<String> acted = new HashSet<>(books.acted());
    if (!acted.equals(saved) || books.owned() != saved.size()) {
      throw new SoakException(
          "%d purchases were saved, %d acted, %d things are owned"
              .formatted(saved.size(), acted.size(), books.owned()));
    }
    if (forks.get() > 0 || !books.incarnation().equals(incarnation)) {
      throw new SoakException("a lost acknowledgement forked the profile");
    }
    return new Result(rounds, saved.size(), acted.size());
  }

  private void hear(SyncEvent event) {
    if (event instanceof SyncEvent.Forked) {
      forks.incrementAndGet();
    }
    news.release();
  }

  private void await(BooleanSupplier so, String what) throws InterruptedException {
    long began = System.nanoTime();
    while (!so.getAsBoolean()) {
      long left = TimeUnit.MILLISECONDS.toNanos(Child.PATIENCE_MS) - (System.nanoTime() - began);
      if (left <= 0 || !news.tryAcquire(left, TimeUnit.NANOSECONDS)) {
        throw new SoakException("the device had no time " + what);
      }
    }
  }

  private static SyncEngine open(Path data) {
    Codec codec = new Codec();
    SecureRandom random = new SecureRandom();
    try {
      return SyncEngine.builder()
          .ledger(
              Profile.in(data, PROFILE)
                  .open(new LedgerJson(codec), random, System.currentTimeMillis())
                  .ledger())
          .catalog(
              CatalogReader.read(
                  "the soak's catalog", RichCatalog.text().getBytes(StandardCharsets.UTF_8)))
          .codec(codec)
          .random(random)
          .open();
    } catch (CatalogException e) {
      throw new SoakException("the soak's catalog is wrong", e);
    }
  }
}
