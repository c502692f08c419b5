package dev.offing.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offing.server.gateway.Connection;
import dev.offing.server.gateway.ConnectionHandler;
import dev.offing.server.gateway.Entrance;
import dev.offing.server.gateway.HostCheck;
import dev.offing.server.gateway.JsonLines;
import dev.offing.server.gateway.Outbound;
import dev.offing.server.gateway.StreamGateway;
import dev.offing.sync.protocol.Bounds;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Lines over TCP: in order, within their bounds, and no client holds anything for ever. */
final class StreamGatewayTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final AtomicLong nanos = new AtomicLong(123);
  private final BlockingQueue<Connection> opened = new LinkedBlockingQueue<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private StreamGateway gateway;

  /** Proved from the beginning where it says so; echoes each line. */
  private void start(boolean proved, String... settings) {
    gateway =
        StreamGateway.start(
            new Entrance(
                "127.0.0.1",
                Config.of(SharedRedis.data(), settings).limits(),
                new HostCheck(List.of(), List.of()),
                (code, message) -> code,
                connection -> echo(connection, proved),
                nanos::get),
            "--tcp-port",
            0,
            new JsonLines());
  }

  private ConnectionHandler echo(Connection connection, boolean proved) {
    return new ConnectionHandler() {
      @Override
      public void opened() {
        if (proved) {
          connection.proved(Bounds.FRAME_BYTES);
        }
        opened.add(connection);
      }

      @Override
      public void frame(String text) {
        connection.send(new Outbound.Important(text));
      }

      @Override
      public void closed() {
        closed.countDown();
      }
    };
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private Connection connection() throws Exception {
    Connection connection = opened.poll(60, TimeUnit.SECONDS);
    assertThat(connection).isNotNull();
    return connection;
  }

  private void assertRefused(LineClient client, String code) throws Exception {
    assertThat(client.next()).isEqualTo(code);
    assertThat(client.next()).as("the end").isNull();
    client.close(); // the server waits for it, so that what it said last is not lost
    assertThat(closed.await(60, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void linesComeInOrderHoweverTheyAreCut() throws Exception {
    start(true);
    try (LineClient client = new LineClient(gateway.port())) {
      client.text("one\ntwo\r\n\nth");
      assertThat(List.of(client.next(), client.next(), client.next()))
          .containsExactly("one", "two", "");
      client.text("ree");
      client.text(" \u2693\n");
      assertThat(client.next()).isEqualTo("three \u2693");
    }
    assertThat(closed.await(60, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aLineMayBeAsLongAsAFrameAndNoLonger() throws Exception {
    start(true);
    String longest = "x".repeat(Bounds.FRAME_BYTES);
    try (LineClient client = new LineClient(gateway.port())) {
      client.line(longest);
      assertThat(client.next()).isEqualTo(longest);

      client.text(longest + "x"); // its end is not waited for
      assertRefused(client, "too_large");
    }
  }

  @Test
  void aLineBeforeTheTokenIsShort() throws Exception {
    start(false);
    try (LineClient client = new LineClient(gateway.port())) {
      client.text("x".repeat(Bounds.FRAME_BEFORE_PROOF_BYTES + 1));

      assertRefused(client, "too_large");
    }
  }

  @Test
  void whatIsNotUtf8IsToldSo() throws Exception {
    start(true);
    try (LineClient client = new LineClient(gateway.port())) {
      client.bytes(new byte[] {'"', (byte) 0xC3, '"', '\n'});

      assertRefused(client, "malformed");
    }
  }

  @Test
  void whoShowsNoTokenInTimeIsTurnedAway() throws Exception {
    start(false, "auth-timeout-ms=5000");
    try (LineClient client = new LineClient(gateway.port())) {
      connection();
      client.text("{"); // a byte now and then does not help
      nanos.addAndGet(4 * SECOND);
      client.text("\"");
      nanos.addAndGet(2 * SECOND);

      assertRefused(client, "auth_timeout");
    }
  }

  @Test
  void aFrameThatTakesItsTimeIsNotWaitedFor() throws Exception {
    start(true, "auth-timeout-ms=5000");
    try (LineClient client = new LineClient(gateway.port())) {
      client.text("whole\nhalf");
      assertThat(client.next()).isEqualTo("whole");

      assertThat(client.nextWhile(() -> nanos.addAndGet(SECOND))).isEqualTo("frame_timeout");
    }
  }

  @Test
  void whoSaysNothingForAMinuteIsGone() throws Exception {
    start(true);
    try (LineClient client = new LineClient(gateway.port())) {
      connection();

      assertThat(client.nextWhile(() -> nanos.addAndGet(SECOND))).isEqualTo("silent");
    }
  }

  @Test
  void aFloodIsCutOff() throws Exception {
    start(true, "frames-per-second=1", "frames-burst=3");
    try (LineClient client = new LineClient(gateway.port())) {
      client.text("x\n".repeat(50));

      assertThat(List.of(client.next(), client.next(), client.next()))
          .containsExactly("x", "x", "x");
      assertRefused(client, "rate_limited");
    }
  }

  @Test
  void beyondTheCapTheyAreToldAndTakeNobodysPlace() throws Exception {
    start(true, "connections=1");
    try (LineClient first = new LineClient(gateway.port())) {
      connection();
      for (int i = 0; i < 5; i++) {
        try (LineClient more = new LineClient(gateway.port())) {
          assertThat(more.next()).isEqualTo("too_many_connections");
        }
      }
      first.line("still here");
      assertThat(first.next()).isEqualTo("still here");
    }
  }

  @Test
  void anAddressHasSoManyConnections() throws Exception {
    start(true, "connections-per-address=1", "limit-loopback=true");
    try (LineClient first = new LineClient(gateway.port());
        LineClient more = new LineClient(gateway.port())) {
      connection();
      assertThat(more.next()).isEqualTo("too_many_connections");
      first.line("still here");
      assertThat(first.next()).isEqualTo("still here");
    }
  }

  @Test
  void whoDoesNotReadIsCutAndCostsNoMoreThanItsBound() throws Exception {
    start(true, "outbound-bytes=300000");
    try (LineClient client = new LineClient(gateway.port())) {
      Connection connection = connection();
      String kilobyte = "x".repeat(1_000);
      for (int i = 0; connection.open(); i++) {
        connection.send(new Outbound.Important(kilobyte));
        assertThat(i).as("kilobytes until it was closed").isLessThan(50_000);
      }
      nanos.addAndGet(2 * SECOND); // the time to take what was sent

      assertThat(closed.await(60, TimeUnit.SECONDS)).isTrue();
      assertThat(client).isNotNull();
    }
  }

  @Test
  void aStopWaitsForWhatIsInFlightAndTellsTheHandlers() throws Exception {
    CompletableFuture<Void> answer = new CompletableFuture<>();
    CountDownLatch working = new CountDownLatch(1);
    gateway =
        StreamGateway.start(
            new Entrance(
                "127.0.0.1",
                Config.of(SharedRedis.data()).limits(),
                new HostCheck(List.of(), List.of()),
                (code, message) -> code,
                connection ->
                    new ConnectionHandler() {
                      @Override
                      public void opened() {
                        connection.proved(Bounds.FRAME_BYTES);
                      }

                      @Override
                      public void frame(String text) {
                        working.countDown();
                        answer.join();
                        connection.send(new Outbound.Important(text));
                      }

                      @Override
                      public void closed() {
                        closed.countDown();
                      }
                    },
                System::nanoTime),
            "--tcp-port",
            0,
            new JsonLines());
    try (LineClient client = new LineClient(gateway.port())) {
      client.line("slow");
      assertThat(working.await(60, TimeUnit.SECONDS)).isTrue();
      gateway.stopAccepting();
      assertThat(gateway.awaitIdle(1)).isFalse();
      answer.complete(null);

      assertThat(gateway.awaitIdle(60_000)).isTrue();
      gateway.close();
      assertThat(client.next()).isEqualTo("slow");
      assertThat(client.next()).as("the end").isNull();
      assertThat(closed.getCount()).isZero();
    }
  }
}
