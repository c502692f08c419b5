package dev.offing.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.offing.sync.protocol.ClientMessage;
import dev.offing.sync.protocol.Codec;
import dev.offing.sync.protocol.ServerMessage;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node that speaks TLS on all protocols, with a certificate of a CA of the test's own. */
final class TlsTest {
  private static final Codec CODEC = new Codec();

  @TempDir private Path folder;

  private final TestCa ca = new TestCa();
  private SSLContext trusted;
  private ServerConfig config;
  private Node node;
  private HttpClient http;

  @BeforeEach
  void start() throws Exception {
    trusted = ca.trusted();
    ca.certify(folder, 7);
    config =
        Config.of(
            SharedRedis.data(),
            "tls-cert=" + folder.resolve("cert.pem"),
            "tls-key=" + folder.resolve("key.pem"));
    node = new Node(config, SharedRedis.address(), SharedRedis.keys());
    http = HttpClient.newBuilder().sslContext(trusted).build();
  }

  @AfterEach
  void stop() {
    http.close();
    node.close();
  }

  /** What a client over TLS heard. */
  private static final class Ear implements WebSocket.Listener {
    private final BlockingQueue<ServerMessage> heard = new LinkedBlockingQueue<>();
    private final StringBuilder frame = new StringBuilder();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      frame.append(data);
      if (last) {
        heard.add(CODEC.decodeServer(frame.toString()));
        frame.setLength(0);
      }
      from.request(1);
      return null;
    }

    <T> T await(Class<T> type) throws InterruptedException {
      while (true) {
        ServerMessage next = heard.poll(60, TimeUnit.SECONDS);
        assertThat(next).as("something comes").isNotNull();
        if (type.isInstance(next)) {
          return type.cast(next);
        }
      }
    }
  }

  @Test
  void aDeviceProvesThatItDialledWssAndSendsAndGetsMuch() throws Exception {
    assertThat(node.ws()).isEqualTo("wss://127.0.0.1:" + node.wsPort());
    Ear ear = new Ear();
    WebSocket socket = http.newWebSocketBuilder().buildAsync(URI.create(node.ws()), ear).join();
    Device device = new Device();
    ClientMessage.Hello hello = device.hello();
    socket.sendText(CODEC.encode(hello), true).join();
    ServerMessage.Challenge challenge = ear.await(ServerMessage.Challenge.class);
    socket.sendText(CODEC.encode(device.prove(challenge, hello, node.ws())), true).join();
    ear.await(ServerMessage.Welcome.class);

    String much = "x".repeat(200_000);
    socket
        .sendText(
            CODEC.encode(
                new ClientMessage.Call("1", "world", 1, CODEC.toTree(Map.of("much", much)))),
            true)
        .join();
    assertThat(ear.await(ServerMessage.Reply.class).error().code()).isEqualTo("bad_params");
    socket
        .sendText(
            CODEC.encode(new ClientMessage.Call("2", "describe", 1, CODEC.toTree(Map.of()))), true)
        .join();
    assertThat(ear.await(ServerMessage.Reply.class).result().toString().length())
        .isGreaterThan(16_384); // more than one record of TLS
    socket.abort();
  }

  @Test
  void httpAndLinesAreEncryptedToo() throws Exception {
    HttpResponse<String> health =
        http.send(
            HttpRequest.newBuilder(URI.create(node.http() + "/health")).build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(health.statusCode()).isEqualTo(200);
    assertThat(health.uri().getScheme()).isEqualTo("https");

    try (SSLSocket socket = tls(node.tcpPort())) {
      socket.getOutputStream().write("{\"token\":\"none\"}\n".getBytes(StandardCharsets.UTF_8));
      BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      assertThat(lines.readLine()).contains("\"type\":\"error\"");
      assertThat(lines.readLine()).as("the end").isNull();
    }
  }

  private SSLSocket tls(int port) throws Exception {
    SSLSocket socket = (SSLSocket) trusted.getSocketFactory().createSocket("127.0.0.1", port);
    socket.setSoTimeout(60_000);
    return socket;
  }

  private BigInteger shown(int port) throws Exception {
    SSLContext fresh = ca.trusted(); // it resumes no session
    try (SSLSocket socket = (SSLSocket) fresh.getSocketFactory().createSocket("127.0.0.1", port)) {
      socket.setSoTimeout(60_000);
      socket.startHandshake();
      return ((X509Certificate) socket.getSession().getPeerCertificates()[0]).getSerialNumber();
    }
  }

  @Test
  void anotherCertificateIsShownOnceItsFilesChangeAndBadFilesChangeNothing() throws Exception {
    assertThat(shown(node.wsPort())).isEqualTo(7);
    ca.certify(folder, 8);
    config.tls().look();
    for (int port : new int[] {node.wsPort(), node.httpPort(), node.tcpPort()}) {
      assertThat(shown(port)).isEqualTo(8);
    }

    Files.writeString(folder.resolve("key.pem"), "nothing");
    config.tls().look();
    assertThat(shown(node.wsPort())).isEqualTo(8);
  }

  @Test
  void aClientThatTrustsOthersGetsNoFurther() {
    try (HttpClient stranger = HttpClient.newHttpClient()) {
      assertThatThrownBy(() ->
              stranger.send(
                  HttpRequest.newBuilder(URI.create(node.http() + "/health")).build(),
                  HttpResponse.BodyHandlers.discarding()))
          .isInstanceOf(SSLHandshakeException.class);
    }
  }

  @Test
  void whoStopsInTheMiddleOfAHandshakeIsCutAndNobodyElseWaits() throws Exception {
    node.close();
    node =
        new Node(
            Config.of(
                SharedRedis.data(),
                "auth-timeout-ms=300",
                "tls-cert=" + folder.resolve("cert.pem"),
                "tls-key=" + folder.resolve("key.pem")),
            SharedRedis.address(),
            SharedRedis.keys());
    for (int port : new int[] {node.wsPort(), node.tcpPort()}) {
      try (Socket loris = new Socket(InetAddress.getLoopbackAddress(), port)) {
        loris.setSoTimeout(60_000);
        loris.getOutputStream().write(new byte[] {22, 3, 1, 2, 0}); // a hello follows, or not
        assertThat(shown(port)).isEqualTo(7);
        assertThat(loris.getInputStream().readAllBytes().length).isLessThan(1_024);
      }
    }
  }
}
