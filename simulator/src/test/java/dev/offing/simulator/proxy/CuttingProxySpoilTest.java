package dev.offing.simulator.proxy;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rules that send something else than what came, between a real server and a real client. */
final class CuttingProxySpoilTest {
  private EchoServer server;
  private CuttingProxy proxy;

  @BeforeEach
  void start() {
    server = EchoServer.open();
    proxy = server.proxy();
  }

  @AfterEach
  void stop() {
    proxy.close();
    server.close();
  }

  @Test
  void duplicatedTheServerGetsItTwice() throws Exception {
    try (Client client = Client.connect(proxy)) {
      proxy.arm(Rule.fromClient("push").nth(2).duplicate());
      client.send(push(1)).send(push(2)).send(push(3));
      for (int n : new int[] {1, 2, 2, 3}) {
        assertThat(client.next()).isEqualTo(ack(n));
      }
      assertThat(server.received).containsExactly(push(1), push(2), push(2), push(3));
    }
  }

  @Test
  void reorderedItComesBehindTheNextOne() throws Exception {
    try (Client client = Client.connect(proxy)) {
      CompletableFuture<?> met = proxy.await(Rule.fromServer("ack").reorder());
      client.send(push(1));
      met.get(10, SECONDS);
      client.send(push(2)).send(push(3));
      for (int n : new int[] {2, 1, 3}) {
        assertThat(client.next()).isEqualTo(ack(n));
      }
    }
  }

  @Test
  void corruptedHasOneOtherByteAndIsAFrameStill() throws Exception {
    try (Client client = Client.connect(proxy)) {
      proxy.arm(Rule.fromClient("note").times(2).corrupt());
      String note = "{\"type\":\"note\",\"text\":\"" + "x".repeat(300) + "\"}";
      for (int i = 0; i < 2; i++) {
        String spoilt = client.send(note).next();
        assertThat(spoilt).hasSameSizeAs(note).isNotEqualTo(note);
        int others = 0;
        for (int at = 0; at < note.length(); at++) {
          others += note.charAt(at) == spoilt.charAt(at) ? 0 : 1;
        }
        assertThat(others).isEqualTo(1);
      }
      assertThat(client.send(note).next()).isEqualTo(note);
    }
  }

  @Test
  void oversizeIsOneOfItsTypeThatIsTooLarge() throws Exception {
    try (Client client = Client.connect(proxy)) {
      proxy.arm(Rule.fromClient("note").oversize(100_000));
      assertThat(client.send("{\"type\":\"note\"}").next())
          .hasSize(100_000)
          .startsWith("{\"type\":\"note\",\"pad\":\"xxx")
          .endsWith("x\"}");
      assertThat(client.send("{\"type\":\"note\"}").next()).isEqualTo("{\"type\":\"note\"}");
    }
  }

  @Test
  void byChanceOnlySomeAreMet() throws Exception {
    try (Client client = Client.connect(proxy)) {
      proxy.arm(Rule.fromClient("push").times(1_000).drop(), 0.5);
      for (int n = 0; n < 400; n++) {
        client.send(push(n));
      }
      assertThat(client.send("last").next()).isNotNull();
      while (server.received.stream().noneMatch("last"::equals)) {
        client.next();
      }
      assertThat(server.received.size()).isBetween(120, 280);
    }
  }

  @Test
  void aRuleIsForOneMessageAtLeast() {
    assertThatThrownBy(() -> Rule.fromClient("push").times(0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static String push(int n) {
    return "{\"type\":\"push\",\"n\":" + n + "}";
  }

  private static String ack(int n) {
    return "{\"type\":\"ack\",\"n\":" + n + "}";
  }
}
