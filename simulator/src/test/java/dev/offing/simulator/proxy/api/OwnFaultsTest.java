package dev.offing.simulator.proxy.api;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.offing.simulator.proxy.toxic.HandTime;
import dev.offing.simulator.world.Dice;
import dev.offing.simulator.world.Fault;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The faults that Toxiproxy has not, by the same API, on real sockets. */
final class OwnFaultsTest {
  private static final String UPGRADE = "GET / HTTP/1.1\r\nUpgrade: websocket\r\n\r\n";
  private static final String UPGRADED = "HTTP/1.1 101 Switching Protocols\r\n\r\n";

  private final HandTime time = new HandTime();
  private ServerSocket upstream;
  private ProxyApi api;
  private Routes routes;
  private int port;

  @BeforeEach
  void start() throws Exception {
    upstream = Ends.listen();
    api =
        ProxyApi.start(
            new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), time, new Dice(5));
    routes = new Routes(api.proxies());
    String made =
        send(
            "POST",
            "/proxies",
            "{\"name\":\"p\",\"listen\":\"127.0.0.1:0\",\"upstream\":\"127.0.0.1:%d\"}"
                .formatted(upstream.getLocalPort()));
    port = Integer.parseInt(made.replaceFirst(".*\"listen\":\"127.0.0.1:(\\d+)\".*", "$1"));
  }

  @AfterEach
  void stop() throws Exception {
    api.close();
    upstream.close();
  }

  @Test
  void dropsTheNthFrameOfAType() throws Exception {
    add("{\"type\":\"drop\",\"attributes\":{\"frame\":\"note\",\"nth\":2}}");
    try (Ends ends = upgraded()) {
      for (int n = 1; n <= 3; n++) {
        frame(ends.server, note(n));
      }
      assertThat(frame(ends.client)).isEqualTo(note(1));
      assertThat(frame(ends.client)).isEqualTo(note(3));
    }
  }

  @Test
  void aToxicThatComesInTheMiddleOfAMessageIsForTheNextOne() throws Exception {
    try (Ends ends = upgraded()) {
      frame(ends.server, note(1));
      assertThat(frame(ends.client)).isEqualTo(note(1));
      String halved = note(2);
      ends.server.getOutputStream().write(new byte[] {(byte) 0x81, (byte) halved.length()});
      Ends.write(ends.server, halved.substring(0, 5));
      assertThat(Ends.read(ends.client, 7)).endsWith(halved.substring(0, 5));
      add("{\"type\":\"drop\",\"attributes\":{\"frame\":\"note\"}}");
      Ends.write(ends.server, halved.substring(5));
      frame(ends.server, note(3));
      frame(ends.server, note(4));
      assertThat(Ends.read(ends.client, halved.length() - 5)).isEqualTo(halved.substring(5));
      assertThat(frame(ends.client)).isEqualTo(note(4));
    }
  }

  @Test
  void holdsUntilItIsTakenOff() throws Exception {
    add("{\"type\":\"hold\",\"attributes\":{\"frame\":\"note\"}}");
    try (Ends ends = upgraded()) {
      frame(ends.server, note(1));
      frame(ends.server, "{\"type\":\"other\"}");
      assertThat(frame(ends.client)).isEqualTo("{\"type\":\"other\"}");
      send("DELETE", "/proxies/p/toxics/hold_downstream", "");
      assertThat(frame(ends.client)).isEqualTo(note(1));
    }
  }

  @Test
  void aLostAckEndsTheConnectionBeforeIt() throws Exception {
    add("{\"type\":\"lost-ack\"}");
    try (Ends ends = upgraded()) {
      frame(ends.server, note(1));
      frame(ends.server, "{\"type\":\"ack\"}");
      assertThat(frame(ends.client)).isEqualTo(note(1));
      assertThat(ends.client.getInputStream().read()).isEqualTo(-1);
      assertThat(ends.server.getInputStream().read()).isEqualTo(-1);
    }
    try (Ends ends = upgraded()) {
      frame(ends.server, "{\"type\":\"ack\"}");
      assertThat(frame(ends.client)).as("only one is lost").isEqualTo("{\"type\":\"ack\"}");
    }
  }

  @Test
  void aCutWaitsForWhatALatencyHoldsBackBeforeIt() throws Exception {
    add("{\"type\":\"latency\",\"attributes\":{\"latency\":1000}}");
    add("{\"type\":\"lost-ack\"}");
    try (Ends ends = Ends.connect(port, upstream)) {
      Ends.write(ends.client, UPGRADE);
      assertThat(Ends.read(ends.server, UPGRADE.length())).isEqualTo(UPGRADE);
      Ends.write(ends.server, UPGRADED);
      time.awaitSomebodyWaitingFor(Duration.ofSeconds(1));
      time.advance(Duration.ofSeconds(1));
      assertThat(Ends.read(ends.client, UPGRADED.length())).isEqualTo(UPGRADED);
      frame(ends.server, note(1));
      time.awaitSomebodyWaitingFor(Duration.ofSeconds(1));
      frame(ends.server, "{\"type\":\"ack\"}");
      time.advance(Duration.ofSeconds(1));
      assertThat(frame(ends.client)).isEqualTo(note(1));
      assertThat(ends.client.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void halfOpenMovesNothingUntilItIsTakenOff() throws Exception {
    try (Ends ends = Ends.connect(port, upstream)) {
      Ends.write(ends.client, "before");
      assertThat(Ends.read(ends.server, 6)).isEqualTo("before");
      add("{\"type\":\"half-open\",\"name\":\"tunnel\"}");
      CompletableFuture<Integer> up = Ends.next(ends.server);
      CompletableFuture<Integer> down = Ends.next(ends.client);
      Ends.write(ends.client, "u");
      Ends.write(ends.server, "d");
      time.awaitSomebodyWaitingFor(Duration.ofNanos(Long.MAX_VALUE));
      assertThat(up).isNotDone();
      assertThat(down).isNotDone();
      send("DELETE", "/proxies/p/toxics/tunnel", "");
      assertThat(up.get(60, SECONDS)).isEqualTo('u');
      assertThat(down.get(60, SECONDS)).isEqualTo('d');
    }
  }

  @Test
  void whatASlowConsumerDoesNotTakePilesUpAtTheSender() throws Exception {
    byte[] flood = new byte[64 << 20]; // more than the system keeps under way
    add("{\"type\":\"slow-consumer\",\"name\":\"asleep\"}");
    try (Ends ends = Ends.connect(port, upstream)) {
      CompletableFuture<Void> sent =
          CompletableFuture.runAsync(
              () -> {
                try {
                  ends.server.getOutputStream().write(flood);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              },
              Thread.ofVirtual()::start);
      time.awaitSomebodyWaitingFor(Duration.ofNanos(Long.MAX_VALUE));
      assertThat(sent).isNotDone();
      send("DELETE", "/proxies/p/toxics/asleep", "");
      ends.client.getInputStream().skipNBytes(flood.length);
      sent.get(60, SECONDS);
    }
  }

  @Test
  void offlineIsDownForAsLongAsItIsOn() throws Exception {
    add("{\"type\":\"offline\",\"name\":\"cable\"}");
    assertThatThrownBy(() -> Ends.dial(port)).isInstanceOf(ConnectException.class);
    assertThat(send("GET", "/proxies/p", "")).contains("\"enabled\":true");
    send("DELETE", "/proxies/p/toxics/cable", "");
    Ends.connect(port, upstream).close();
  }

  @Test
  void aHandshakeThatStallsEndsWithTheFault() throws Exception {
    add("{\"type\":\"handshake-stall\",\"name\":\"mute\"}");
    try (Socket client = Ends.dial(port)) {
      Ends.write(client, UPGRADE);
      CompletableFuture<Integer> next = Ends.next(client);
      while (api.proxies().locked(() -> api.proxies().get("p").connections()) == 0) {
        Thread.onSpinWait();
      }
      assertThat(next).isNotDone();
      send("DELETE", "/proxies/p/toxics/mute", "");
      // By an end, or by a reset where nobody had taken the call yet.
      assertThat(next.handle((_, _) -> "over")).succeedsWithin(Duration.ofSeconds(60));
    }
    upgraded().close();
  }

  @Test
  void aCaptivePortalAndABadGatewayAnswerInHtml() throws Exception {
    add("{\"type\":\"captive-portal\",\"name\":\"gate\"}");
    try (Socket client = Ends.dial(port)) {
      Ends.write(client, UPGRADE);
      assertThat(Ends.all(client))
          .startsWith("HTTP/1.1 200 OK\r\nContent-Type: text/html")
          .contains("<h1>Welcome aboard</h1>");
    }
    send("DELETE", "/proxies/p/toxics/gate", "");
    add("{\"type\":\"bad-gateway\"}");
    try (Socket client = Ends.dial(port)) {
      Ends.write(client, UPGRADE);
      assertThat(Ends.all(client)).startsWith("HTTP/1.1 502 Bad Gateway\r\n");
    }
  }

  @Test
  void aBadCertificateIsAnotherOnes() throws Exception {
    add("{\"type\":\"bad-certificate\"}");
    try (Socket plain = Ends.dial(port);
        SSLSocket tls =
            (SSLSocket)
                ((SSLSocketFactory) SSLSocketFactory.getDefault())
                    .createSocket(plain, "localhost", port, true)) {
      assertThatThrownBy(tls::startHandshake).isInstanceOf(SSLHandshakeException.class);
    }
  }

  @ParameterizedTest
  @EnumSource(Preset.class)
  void aPresetReplacesWhatIsOnAndResetTakesItOff(Preset preset) throws Exception {
    add("{\"type\":\"noop\"}");
    String body = "{\"preset\":\"" + preset.label() + "\"}";
    String answer = send("POST", "/proxies/p/preset", body);
    assertThat(answer).doesNotContain("noop").contains("\"toxics\":[{");
    assertThat(send("GET", "/proxies/p", "")).isEqualTo(answer);
    send("POST", "/reset", "");
    assertThat(send("GET", "/proxies/p/toxics", "")).isEqualTo("[]");
  }

  @Test
  void aPlaceThatIsNoneIsTold() {
    Routes.Answer answer = answer("POST", "/proxies/p/preset", "{\"preset\":\"trian\"}");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).contains("Did you mean train? There are train, cafe, lift, plane");
  }

  /**
   * One vocabulary: what befalls a line in a simulated world befalls a real one by the same name.
   */
  @Test
  void faultsOfTheSimulatorsNetworkHaveTheSameNamesHere() {
    EnumSet<Fault> network = EnumSet.range(Fault.OFFLINE, Fault.SLOW_CONSUMER);
    assertThat(network).extracting(Fault::label).allMatch(label -> ToxicType.of(label).isPresent());
  }

  private void add(String toxic) throws IOException {
    send("POST", "/proxies/p/toxics", toxic);
  }

  private String send(String method, String path, String body) throws IOException {
    Routes.Answer answer = answer(method, path, body);
    assertThat(answer.status()).as(answer.body()).isBetween(200, 299);
    return answer.body();
  }

  private Routes.Answer answer(String method, String path, String body) {
    return routes.answer(
        new Routes.Request(method, path, "curl", body.getBytes(StandardCharsets.UTF_8)));
  }

  private Ends upgraded() throws IOException {
    Ends ends = Ends.connect(port, upstream);
    Ends.write(ends.client, UPGRADE);
    assertThat(Ends.read(ends.server, UPGRADE.length())).isEqualTo(UPGRADE);
    Ends.write(ends.server, UPGRADED);
    assertThat(Ends.read(ends.client, UPGRADED.length())).isEqualTo(UPGRADED);
    return ends;
  }

  private static String note(int n) {
    return "{\"type\":\"note\",\"n\":" + n + "}";
  }

  /** A short text message, as servers write them. */
  private static void frame(Socket to, String text) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(0x81);
    out.write(text.length());
    out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    to.getOutputStream().write(out.toByteArray());
  }

  private static String frame(Socket from) throws IOException {
    assertThat(from.getInputStream().read()).isEqualTo(0x81);
    return Ends.read(from, from.getInputStream().read());
  }
}
