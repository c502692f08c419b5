package dev.offing.simulator.proxy.api;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.offing.simulator.proxy.toxic.HandTime;
import dev.offing.simulator.world.Dice;
import eu.rekawek.toxiproxy.Proxy;
import eu.rekawek.toxiproxy.ToxiproxyClient;
import eu.rekawek.toxiproxy.model.Toxic;
import eu.rekawek.toxiproxy.model.ToxicDirection;
import eu.rekawek.toxiproxy.model.toxic.Bandwidth;
import eu.rekawek.toxiproxy.model.toxic.Latency;
import eu.rekawek.toxiproxy.model.toxic.LimitData;
import eu.rekawek.toxiproxy.model.toxic.ResetPeer;
import eu.rekawek.toxiproxy.model.toxic.Slicer;
import eu.rekawek.toxiproxy.model.toxic.SlowClose;
import eu.rekawek.toxiproxy.model.toxic.Timeout;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The contract with Toxiproxy's clients: toxiproxy-java's own calls, unchanged. Each toxic is
 * created, read, changed and removed, and felt by real sockets; time is moved by hand.
 */
final class ToxiproxyJavaTest {
  private static final ToxicDirection DOWN = ToxicDirection.DOWNSTREAM;
  private static final ToxicDirection UP = ToxicDirection.UPSTREAM;

  private final HandTime time = new HandTime();
  private ServerSocket upstream;
  private ProxyApi api;
  private ToxiproxyClient toxiproxy;
  private Proxy proxy;

  @BeforeEach
  void start() throws Exception {
    upstream = Ends.listen();
    api =
        ProxyApi.start(
            new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), time, new Dice(1));
    toxiproxy = new ToxiproxyClient("127.0.0.1", api.address().getPort());
    proxy = toxiproxy.createProxy("harbour", "127.0.0.1:0", "127.0.0.1:" + upstream.getLocalPort());
  }

  @AfterEach
  void stop() throws Exception {
    api.close();
    upstream.close();
  }

  @Test
  void proxiesAreCreatedListedChangedAndDeleted() throws Exception {
    assertThat(proxy.isEnabled()).isTrue();
    assertThat(proxy.getListen()).matches("127\\.0\\.0\\.1:[1-9][0-9]*");
    assertThat(toxiproxy.version()).isEqualTo("{\"version\": \"2.12.0\"}");
    Proxy second = toxiproxy.createProxy("second", "127.0.0.1:0", "127.0.0.1:1");
    assertThat(toxiproxy.getProxies())
        .extracting(Proxy::getName)
        .containsExactly("harbour", "second");

    try (ServerSocket other = Ends.listen()) {
      second.setUpstream("127.0.0.1:" + other.getLocalPort());
      assertThat(toxiproxy.getProxy("second").getUpstream()).endsWith(":" + other.getLocalPort());
      try (Ends ends = Ends.connect(port(second), other)) {
        Ends.write(ends.client, "over here");
        assertThat(Ends.read(ends.server, 9)).isEqualTo("over here");
      }
    }

    String before = second.getListen();
    second.setListen("127.0.0.1:0");
    assertThat(second.getListen()).isNotEqualTo(before);
    second.delete();
    assertThat(toxiproxy.getProxyOrNull("second")).isNull();
    assertThatThrownBy(() -> Ends.dial(port(second))).isInstanceOf(ConnectException.class);
    assertThatThrownBy(() -> toxiproxy.getProxy("second"))
        .isInstanceOf(IOException.class)
        .hasMessage("[404] proxy not found");
    assertThatThrownBy(() -> toxiproxy.createProxy("harbour", "127.0.0.1:0", "127.0.0.1:1"))
        .hasMessage("[409] proxy already exists");
    assertThatThrownBy(() -> toxiproxy.createProxy("third", proxy.getListen(), "127.0.0.1:1"))
        .hasMessage("[500] listen tcp " + proxy.getListen() + ": bind: address already in use");
  }

  @Test
  void disabledIsDownAndEnabledIsTheSamePort() throws Exception {
    try (Ends ends = connect()) {
      proxy.disable();
      assertThat(ends.client.getInputStream().read()).isEqualTo(-1);
      assertThat(ends.server.getInputStream().read()).isEqualTo(-1);
    }
    assertThat(toxiproxy.getProxy("harbour").isEnabled()).isFalse();
    assertThatThrownBy(() -> Ends.dial(port(proxy))).isInstanceOf(ConnectException.class);
    String listen = proxy.getListen();
    proxy.enable();
    assertThat(proxy.getListen()).isEqualTo(listen);
    carriesBothWays();
  }

  @Test
  void resetTurnsEverythingOnAndTakesAllToxicsOff() throws Exception {
    proxy.toxics().latency("slow", DOWN, 1_000);
    proxy.disable();
    toxiproxy.reset();
    assertThat(proxy.isEnabled()).isTrue();
    assertThat(proxy.toxics().getAll()).isEmpty();
    carriesBothWays();
  }

  @Test
  void latency() throws Exception {
    Latency latency = proxy.toxics().latency("slow", DOWN, 60_000);
    assertThat(proxy.toxics().get("slow", Latency.class).getLatency()).isEqualTo(60_000);
    try (Ends ends = connect()) {
      Ends.write(ends.client, "up");
      assertThat(Ends.read(ends.server, 2)).isEqualTo("up");

      Ends.write(ends.server, "down");
      time.awaitSomebodyWaitingFor(Duration.ofSeconds(60));
      assertThat(ends.client.getInputStream().available()).isZero();
      time.advance(Duration.ofSeconds(60));
      assertThat(Ends.read(ends.client, 4)).isEqualTo("down");

      latency.setLatency(5_000).setJitter(0);
      assertThat(read("slow", Latency.class).getLatency()).isEqualTo(5_000);
      Ends.write(ends.server, "soon");
      time.awaitSomebodyWaitingFor(Duration.ofSeconds(5));
      time.advance(Duration.ofSeconds(5));
      assertThat(Ends.read(ends.client, 4)).isEqualTo("soon");

      Ends.write(ends.server, "under way");
      time.awaitSomebodyWaitingFor(Duration.ofSeconds(5));
      latency.remove();
      assertThat(Ends.read(ends.client, 9)).isEqualTo("under way");
    }
    assertThat(proxy.toxics().getAll()).isEmpty();
    carriesBothWays();
  }

  @Test
  void latencyOnTheWayUp() throws Exception {
    proxy.toxics().latency("slow", UP, 2_000);
    try (Ends ends = connect()) {
      Ends.write(ends.server, "down");
      assertThat(Ends.read(ends.client, 4)).isEqualTo("down");
      Ends.write(ends.client, "up");
      time.awaitSomebodyWaitingFor(Duration.ofSeconds(2));
      assertThat(ends.server.getInputStream().available()).isZero();
      time.advance(Duration.ofSeconds(2));
      assertThat(Ends.read(ends.server, 2)).isEqualTo("up");
    }
  }

  @Test
  void bandwidth() throws Exception {
    Bandwidth bandwidth = proxy.toxics().bandwidth("thin", DOWN, 100);
    bandwidth.setRate(1);
    assertThat(read("thin", Bandwidth.class).getRate()).isEqualTo(1);
    try (Ends ends = connect()) {
      Ends.write(ends.server, "x".repeat(250));
      for (int size : new int[] {100, 100, 50}) {
        time.awaitSomebodyWaitingFor(Duration.ofMillis(size));
        assertThat(ends.client.getInputStream().available()).isZero();
        time.advance(Duration.ofMillis(size));
        assertThat(Ends.read(ends.client, size)).hasSize(size);
      }
    }
    bandwidth.remove();
    carriesBothWays();
  }

  @Test
  void slowClose() throws Exception {
    SlowClose slow = proxy.toxics().slowClose("slow", DOWN, 1);
    slow.setDelay(7_000);
    assertThat(read("slow", SlowClose.class).getDelay()).isEqualTo(7_000);
    try (Ends ends = connect()) {
      Ends.write(ends.server, "bye");
      ends.server.close();
      assertThat(Ends.read(ends.client, 3)).isEqualTo("bye");
      CompletableFuture<Integer> end = Ends.next(ends.client);
      time.awaitSomebodyWaitingFor(Duration.ofSeconds(7));
      assertThat(end).isNotDone();
      time.advance(Duration.ofSeconds(7));
      assertThat(end.get(60, SECONDS)).isEqualTo(-1);
    }
    slow.remove();
    carriesBothWays();
  }

  @Test
  void timeout() throws Exception {
    Timeout timeout = proxy.toxics().timeout("gone", DOWN, 1);
    timeout.setTimeout(3_000);
    assertThat(read("gone", Timeout.class).getTimeout()).isEqualTo(3_000);
    try (Ends ends = connect()) {
      time.awaitSomebodyWaitingFor(Duration.ofSeconds(3));
      Ends.write(ends.client, "still up");
      assertThat(Ends.read(ends.server, 8)).isEqualTo("still up");
      time.advance(Duration.ofSeconds(1));
      Ends.write(ends.server, "swallowed");
      // It closes when nothing new came for so long.
      time.awaitSomebodyWaitingFor(Duration.ofSeconds(3));
      time.advance(Duration.ofSeconds(3));
      assertThat(ends.client.getInputStream().readAllBytes()).isEmpty();
      assertThat(ends.server.getInputStream().readAllBytes()).isEmpty();
    }
    timeout.setTimeout(0);
    try (Ends ends = connect()) {
      CompletableFuture<Integer> next = Ends.next(ends.client);
      Ends.write(ends.server, "swallowed");
      time.awaitSomebodyWaitingFor(Duration.ofNanos(Long.MAX_VALUE - time.nanos()));
      assertThat(next).isNotDone();
      timeout.remove();
      assertThat(next.get(60, SECONDS)).as("it misses bytes, so it ends").isEqualTo(-1);
    }
    carriesBothWays();
  }

  @Test
  void resetPeer() throws Exception {
    ResetPeer reset = proxy.toxics().resetPeer("rude", DOWN, 1);
    reset.setTimeout(2_000);
    assertThat(read("rude", ResetPeer.class).getTimeout()).isEqualTo(2_000);
    try (Ends ends = connect()) {
      Ends.write(ends.server, "x");
      time.awaitSomebodyWaitingFor(Duration.ofSeconds(2));
      CompletableFuture<Integer> next = Ends.next(ends.client);
      time.advance(Duration.ofSeconds(2));
      assertThatThrownBy(() -> next.get(60, SECONDS))
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(SocketException.class);
      assertThatThrownBy(() -> ends.server.getInputStream().read())
          .isInstanceOf(SocketException.class);
    }
    reset.remove();
    carriesBothWays();
  }

  @Test
  void slicer() throws Exception {
    Slicer slicer = proxy.toxics().slicer("sliced", DOWN, 100, 1);
    slicer.setAverageSize(10);
    slicer.setSizeVariation(0);
    slicer.setDelay(1_000_000);
    Slicer read = read("sliced", Slicer.class);
    assertThat(read.getAverageSize()).isEqualTo(10);
    assertThat(read.getSizeVariation()).isZero();
    assertThat(read.getDelay()).isEqualTo(1_000_000);
    try (Ends ends = connect()) {
      Ends.write(ends.server, "0123456789abcdefghij0123456789ABCDEFGHIJ");
      for (String slice : new String[] {"0123456789", "abcdefghij", "0123456789"}) {
        assertThat(Ends.some(ends.client)).isEqualTo(slice);
        time.awaitSomebodyWaitingFor(Duration.ofSeconds(1));
        time.advance(Duration.ofSeconds(1));
      }
      assertThat(Ends.some(ends.client)).isEqualTo("ABCDEFGHIJ");
    }
    slicer.remove();
    carriesBothWays();
  }

  @Test
  void limitData() throws Exception {
    LimitData limit = proxy.toxics().limitData("short", DOWN, 1);
    limit.setBytes(5);
    assertThat(read("short", LimitData.class).getBytes()).isEqualTo(5);
    try (Ends ends = connect()) {
      Ends.write(ends.server, "0123456789");
      assertThat(Ends.all(ends.client)).isEqualTo("01234");
      assertThat(ends.server.getInputStream().read()).isEqualTo(-1);
    }
    limit.remove();
    carriesBothWays();
  }

  @Test
  void toxicityOfNothingIsFeltByNobody() throws Exception {
    Latency latency = proxy.toxics().latency("rare", DOWN, 60_000);
    latency.setToxicity(0.25f);
    assertThat(proxy.toxics().get("rare").getToxicity()).isEqualTo(0.25f);
    latency.setToxicity(0);
    carriesBothWays();
    latency.setToxicity(1);
    try (Ends ends = connect()) {
      Ends.write(ends.server, "late");
      time.awaitSomebodyWaitingFor(Duration.ofSeconds(60));
      assertThat(ends.client.getInputStream().available()).isZero();
    }
  }

  @Test
  void severalToxicsInTheirOrderAndOnBothWays() throws Exception {
    proxy.toxics().latency("down", DOWN, 1_000);
    proxy.toxics().limitData("also down", DOWN, 3);
    proxy.toxics().latency("up", UP, 3_000);
    assertThat(proxy.toxics().getAll())
        .extracting(Toxic::getName)
        .containsExactly("up", "down", "also down");
    assertThatThrownBy(() -> proxy.toxics().bandwidth("up", DOWN, 1))
        .hasMessage("[409] toxic already exists");
    try (Ends ends = connect()) {
      Ends.write(ends.server, "12345");
      time.awaitSomebodyWaitingFor(Duration.ofSeconds(1));
      time.advance(Duration.ofSeconds(1));
      assertThat(Ends.all(ends.client)).isEqualTo("123");
    }
  }

  private <T extends Toxic> T read(String name, Class<T> type) throws IOException {
    return proxy.toxics().get(name, type);
  }

  private Ends connect() throws IOException {
    return Ends.connect(port(proxy), upstream);
  }

  private void carriesBothWays() throws IOException {
    try (Ends ends = connect()) {
      Ends.write(ends.client, "ahoy");
      assertThat(Ends.read(ends.server, 4)).isEqualTo("ahoy");
      Ends.write(ends.server, "ahoy yourself");
      assertThat(Ends.read(ends.client, 13)).isEqualTo("ahoy yourself");
    }
  }

  private static int port(Proxy proxy) {
    return Integer.parseInt(proxy.getListen().replaceFirst(".*:", ""));
  }
}
