package dev.offing.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offing.server.gateway.Connection;
import dev.offing.server.gateway.ConnectionHandler;
import dev.offing.server.gateway.Entrance;
import dev.offing.server.gateway.HostCheck;
import dev.offing.server.gateway.Outbound;
import dev.offing.server.gateway.WebSocketGateway;
import dev.offing.sync.protocol.Bounds;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a reader that stands still gets, and what it costs the node: nothing beyond its bound. */
final class SlowReaderTest {
  private static final String KILOBYTE = " " + "x".repeat(1_000);

  private final CompletableFuture<Connection> opened = new CompletableFuture<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final WebSocketGateway gateway =
      WebSocketGateway.start(
          new Entrance(
              "127.0.0.1",
              Config.of(SharedRedis.data(), "outbound-bytes=300000", "outbound-chat-bytes=50000")
                  .limits(),
              new HostCheck(List.of(), List.of()),
              (code, message) -> code,
              this::handler,
              System::nanoTime),
          0);

  private ConnectionHandler handler(Connection connection) {
    return new ConnectionHandler() {
      @Override
      public void opened() {
        connection.proved(Bounds.FRAME_BYTES);
        opened.complete(connection);
      }

      @Override
      public void frame(String text) {}

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

  /** Connected, and nothing is read until {@link RawClient#read}. */
  private RawClient standingStill() throws Exception {
    RawClient client = RawClient.tcp(gateway.port());
    assertThat(client.handshake("127.0.0.1:" + gateway.port(), "")).contains(" 101 ");
    return client;
  }

  private Connection connection() throws Exception {
    return opened.get(60, TimeUnit.SECONDS);
  }

  @Test
  void whoCannotTakeItsAnswersIsClosed() throws Exception {
    try (RawClient client = standingStill()) {
      Connection connection = connection();
      for (int i = 0; connection.open(); i++) {
        connection.send(new Outbound.Important(KILOBYTE));
        assertThat(i).as("kilobytes until it was closed").isLessThan(50_000);
      }

      assertThat(closed.await(60, TimeUnit.SECONDS)).isTrue();
      assertThat(gateway.connections()).isZero();
      assertThat(client).isNotNull();
    }
  }

  @Test
  void chatIsDroppedWithAMarkAndTicksConflateAndAnswersArrive() throws Exception {
    try (RawClient client = standingStill()) {
      Connection connection = connection();
      int chats = 20_000;
      for (int i = 1; i <= chats; i++) {
        int number = i;
        connection.send(new Outbound.Chat("r", "chat " + number + KILOBYTE, () -> "gap " + number));
        connection.send(new Outbound.Latest("tick", "tick " + number));
      }
      connection.send(new Outbound.Important("answer"));
      assertThat(connection.open()).isTrue();

      client.read();
      int upTo = 0;
      int gaps = 0;
      int tick = 0;
      boolean answered = false;
      while (!answered || tick < chats) {
        String[] words = client.next().text().split(" ", 3);
        switch (words[0]) {
          case "chat" -> assertThat(Integer.parseInt(words[1])).isEqualTo(++upTo);
          case "gap" -> {
            gaps++;
            assertThat(Integer.parseInt(words[1])).isGreaterThan(upTo);
            upTo = Integer.parseInt(words[1]);
          }
          case "tick" -> tick = Integer.parseInt(words[1]);
          default -> answered = true;
        }
      }

      assertThat(upTo).as("heard, or told that it was missed").isEqualTo(chats);
      assertThat(gaps).isPositive();
    }
  }

  @Test
  void everythingArrivesInOrderAtAReaderThatKeepsUp() throws Exception {
    try (RawClient client = standingStill()) {
      client.read();
      Connection connection = connection();
      for (int i = 0; i < 5_000; i++) {
        connection.send(new Outbound.Important(Integer.toString(i)));
        if (i % 100 == 99) {
          for (int j = i - 99; j <= i; j++) {
            assertThat(client.next().text()).isEqualTo(Integer.toString(j));
          }
        }
      }
    }
  }
}
