package dev.offing.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offing.sync.account.State;
import dev.offing.sync.clock.Moment;
import dev.offing.sync.economy.Catalog;
import dev.offing.sync.economy.Command;
import dev.offing.sync.ledger.Identity;
import dev.offing.sync.ledger.MemoryLedger;
import dev.offing.sync.protocol.CatalogReader;
import dev.offing.sync.protocol.Proof;
import dev.offing.sync.session.Submission;
import dev.offing.sync.transport.Transport;
import java.net.URI;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The facade where no server is, or none that lets anybody in. */
final class SyncEngineTest {
  /** A monotonic clock may begin below zero. */
  private static final long FIRST_MS = -5_000;

  private static final URI SERVER = URI.create("ws://127.0.0.1:1");

  private long now = FIRST_MS;
  private final List<Task> tasks = new ArrayList<>();
  private int dialled;
  private SyncEngine engine;

  @BeforeEach
  void open() throws Exception {
    KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    String publicKey = Proof.publicKeyHex(keys.getPublic());
    Identity identity =
        new Identity(State.accountOf(publicKey), publicKey, keys.getPrivate(), "0".repeat(32));
    byte[] lemonade =
        SyncEngineTest.class.getResourceAsStream("/dev/offing/sync/lemonade.json").readAllBytes();
    Catalog catalog = CatalogReader.read("lemonade.json", lemonade);
    engine =
        SyncEngine.builder()
            .ledger(new MemoryLedger(identity))
            .catalog(catalog)
            .clock(() -> new Moment(1_700_000_000_000L + now, now))
            .scheduler(new Timer())
            .transport(new Shut())
            .open();
  }

  @Test
  void aCallIsAlwaysAnsweredAlsoWithoutAConnectionAndAfterTheEnd() {
    CompletableFuture<?> alone = engine.call("world", 1, Map.of("since", 0));
    engine.close();
    CompletableFuture<?> late = engine.call("world", 1, Map.of("since", 0));

    for (CompletableFuture<?> call : List.of(alone, late)) {
      assertThat(call)
          .failsWithin(java.time.Duration.ofSeconds(20))
          .withThrowableThat()
          .withCauseInstanceOf(CallFailedException.class);
    }
  }

  @Test
  void whoMakesTheFirstGestureWhileNoServerAnswersIsConnectedAllTheSameOnceOneDoes() {
    engine.useServer(SERVER);
    pass(10);
    assertThat(engine.status().link()).isEqualTo(Link.WAITING);
    int before = dialled;
    assertThat(engine.submit(Command.buy("stand", 1, 0, null)))
        .isInstanceOf(Submission.Saved.class);
    pass(120_000);
    assertThat(dialled).isGreaterThan(before + 2);
  }

  private void pass(long ms) {
    long end = now + ms;
    while (true) {
      Task next = tasks.stream().min(Comparator.comparingLong(Task::at)).orElse(null);
      if (next == null || next.at() > end) {
        now = end;
        return;
      }
      now = Math.max(now, next.at());
      tasks.remove(next);
      next.work().run();
    }
  }

  private record Task(long at, Runnable work) {}

  private final class Timer implements Scheduler {
    @Override
    public Runnable after(long delayMs, Runnable work) {
      assertThat(delayMs).isNotNegative();
      Task task = new Task(now + delayMs, work);
      tasks.add(task);
      return () -> tasks.remove(task);
    }

    @Override
    public void close() {}
  }

  /** Nobody listens there. */
  private final class Shut implements Transport {
    @Override
    public Wire dial(URI server, Listener listener) {
      dialled++;
      tasks.add(new Task(now + 1, () -> listener.closed("nobody listens there")));
      return new Wire() {
        @Override
        public void send(String frame) {}

        @Override
        public void close() {}
      };
    }

    @Override
    public void close() {}
  }
}
