package dev.offing.sync.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offing.sync.protocol.Bounds;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okio.ByteString;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The wire over real sockets: what it carries, and the words in which it ends. */
class OkHttpTransportTest {
  private final MockWebServer server = new MockWebServer();
  private final Transport transport = Transport.okHttp();
  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
  private final BlockingQueue<WebSocket> accepted = new LinkedBlockingQueue<>();

  @BeforeEach
  void start() throws IOException {
    server.start();
  }

  @AfterEach
  void stop() {
    transport.close();
    server.close();
  }

  private Transport.Wire dial(URI uri) {
    return transport.dial(
        uri,
        new Transport.Listener() {
          @Override
          public void opened() {
            heard.add("opened");
          }

          @Override
          public void frame(String text) {
            heard.add("frame " + (text.length() < 100 ? text : text.length()));
          }

          @Override
          public void closed(String why) {
            heard.add("closed " + why);
          }
        });
  }

  private URI uri() {
    return URI.create("ws://127.0.0.1:" + server.getPort());
  }

  private String next() throws InterruptedException {
    String word = heard.poll(30, TimeUnit.SECONDS);
    assertThat(word).as("something was to be heard").isNotNull();
    return word;
  }

  private void upgrade() {
    server.enqueue(
        new MockResponse.Builder()
            .webSocketUpgrade(
                new WebSocketListener() {
                  @Override
                  public void onOpen(WebSocket socket, Response response) {
                    accepted.add(socket);
                  }

                  @Override
                  public void onMessage(WebSocket socket, String text) {
                    socket.send("echo " + text);
                  }

                  @Override
                  public void onClosing(WebSocket socket, int code, String reason) {
                    socket.close(code, reason);
                  }
                })
            .build());
  }

  private WebSocket accepted() throws InterruptedException {
    WebSocket socket = accepted.poll(30, TimeUnit.SECONDS);
    assertThat(socket).isNotNull();
    return socket;
  }

  @Test
  void manyConnectionsAreOpenAtOnce() throws Exception {
    for (int i = 0; i < 70; i++) { // OkHttp itself stops at 64
      upgrade();
      dial(uri());
      assertThat(next()).isEqualTo("opened");
    }
  }

  @Test
  void framesGoBothWaysInOrder() throws Exception {
    upgrade();
    Transport.Wire wire = dial(uri());
    assertThat(next()).isEqualTo("opened");
    for (int i = 0; i < 20; i++) {
      wire.send("frame " + i);
    }
    for (int i = 0; i < 20; i++) {
      assertThat(next()).isEqualTo("frame echo frame " + i);
    }
    wire.close();
    wire.close();
    assertThat(next()).startsWith("closed");
    assertThat(heard).as("closed comes once, and last").isEmpty();
  }

  @Test
  void closingByTheServerIsToldWithItsReason() throws Exception {
    upgrade();
    dial(uri());
    next();
    accepted().close(1001, "The stub stops.");
    assertThat(next()).isEqualTo("closed The stub stops.");
  }

  @Test
  void binaryFrameEndsTheConnection() throws Exception {
    upgrade();
    dial(uri());
    next();
    accepted().send(ByteString.encodeUtf8("bytes"));
    assertThat(next()).isEqualTo("closed The server sent a binary frame.");
  }

  @Test
  void frameOfMoreThanAMegabyteEndsTheConnection() throws Exception {
    upgrade();
    dial(uri());
    next();
    WebSocket socket = accepted();
    socket.send("x".repeat(Bounds.SERVER_FRAME_BYTES));
    assertThat(next()).isEqualTo("frame " + Bounds.SERVER_FRAME_BYTES);
    socket.send("x".repeat(Bounds.SERVER_FRAME_BYTES + 1));
    assertThat(next()).startsWith("closed The server sent a frame of more than one megabyte");
  }

  @Test
  void webPageInsteadOfAServerIsNamed() throws Exception {
    server.enqueue(new MockResponse.Builder().code(200).body("<html>Please log in</html>").build());
    dial(uri());
    assertThat(next()).contains("answered with HTTP 200: is it an Offing server?");
  }

  @Test
  void portWhereNobodyListensIsNamed() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    dial(URI.create("ws://127.0.0.1:" + port));
    assertThat(next()).contains("nobody listens there");
  }
}
