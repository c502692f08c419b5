package dev.offing.simulator.proxy;

import static dev.offing.simulator.proxy.CuttingProxy.Direction.CLIENT_TO_SERVER;
import static dev.offing.simulator.proxy.CuttingProxy.Direction.SERVER_TO_CLIENT;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.offing.simulator.proxy.CuttingProxy.Ending;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Connections by the dozen, servers that come, go and move, and an end that leaves nothing. */
final class CuttingProxyLifeTest {

  @Test
  void aHundredConnectionsAtOnceEachGetTheirOwnAnswersInOrder() throws Exception {
    try (EchoServer server = EchoServer.open();
        CuttingProxy proxy = server.proxy()) {
      List<Client> clients = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        clients.add(Client.dial(proxy));
      }
      for (Client client : clients) {
        client.opened.get(20, SECONDS);
      }
      for (int n = 0; n < 20; n++) {
        for (int i = 0; i < 100; i++) {
          clients.get(i).send(message("push", i, n));
        }
      }
      for (int i = 0; i < 100; i++) {
        for (int n = 0; n < 20; n++) {
          assertThat(clients.get(i).next()).isEqualTo(message("ack", i, n));
        }
      }
      assertThat(proxy.connections()).isEqualTo(100);
      assertThat(proxy.accepted()).isEqualTo(100);
      assertThat(proxy.arrived(CLIENT_TO_SERVER, "push")).isEqualTo(2_000);
      assertThat(proxy.forwarded(SERVER_TO_CLIENT, "ack")).isEqualTo(2_000);
      proxy.cutAll(Ending.RST);
      for (Client client : clients) {
        assertThat(client.end()).isNotNull();
      }
    }
  }

  @Test
  void oneLostAckAfterTheOtherEachHitsExactlyOnePush() throws Exception {
    try (EchoServer server = EchoServer.open();
        CuttingProxy proxy = server.proxy()) {
      for (int n = 0; n < 50; n++) {
        Client client = Client.connect(proxy);
        CompletableFuture<?> lost = proxy.await(Rule.fromServer("ack").cutBefore());
        client.send(message("push", 1, n));
        lost.get(10, SECONDS);
        assertThat(client.end()).isNotNull();
        assertThat(client.messages).isEmpty();
      }
      assertThat(server.received).hasSize(50);
      assertThat(proxy.forwarded(SERVER_TO_CLIENT, "ack")).isZero();
    }
  }

  @Test
  void withoutAServerBehindItTheClientFailsAtOnceAndLaterItWorks() throws Exception {
    int port = freePort();
    try (CuttingProxy proxy = CuttingProxy.start("127.0.0.1", port)) {
      try (Client early = Client.dial(proxy)) {
        assertThat(early.end()).isNotNull();
      }
      assertThat(proxy.connections()).isZero();
      try (EchoServer server = EchoServer.openOn(port);
          Client client = Client.connect(proxy)) {
        assertThat(client.send("{\"type\":\"push\"}").next()).isEqualTo("{\"type\":\"ack\"}");
        assertThat(server.received).hasSize(1);
      }
    }
  }

  @Test
  void aServerThatMovedGetsTheNewConnections() throws Exception {
    try (EchoServer before = EchoServer.open();
        EchoServer after = EchoServer.open();
        CuttingProxy proxy = before.proxy();
        Client old = Client.connect(proxy)) {
      proxy.upstream("127.0.0.1", after.getPort());

      assertThat(old.send("old").next()).isEqualTo("old");
      try (Client fresh = Client.connect(proxy)) {
        assertThat(fresh.send("new").next()).isEqualTo("new");
      }

      assertThat(before.received).containsExactly("old");
      assertThat(after.received).containsExactly("new");
    }
  }

  @Test
  void downIsRefusedByTheSystemAndUpIsTheSamePort() throws Exception {
    try (EchoServer server = EchoServer.open();
        CuttingProxy proxy = server.proxy()) {
      int port = proxy.port();
      for (int round = 0; round < 5; round++) {
        Client client = Client.connect(proxy);
        proxy.down();
        proxy.down();
        assertThat(client.end()).isNotNull();
        assertThat(proxy.connections()).isZero();
        assertThat(Client.dial(proxy).end()).isInstanceOf(ConnectException.class);
        proxy.up();
        proxy.up();
        assertThat(proxy.port()).isEqualTo(port);
      }
      assertThat(Client.connect(proxy).send("hi").next()).isEqualTo("hi");
    }
  }

  @Test
  void nobodyElseIsGivenThePortWhileDown() throws Exception {
    try (EchoServer server = EchoServer.open();
        CuttingProxy proxy = server.proxy()) {
      proxy.down();
      assertThatThrownBy(
              () -> {
                try (ServerSocket thief = new ServerSocket()) {
                  thief.setReuseAddress(false);
                  thief.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), proxy.port()));
                }
              })
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void closingLeavesNoThreadNoConnectionAndAFreePort() throws Exception {
    int port;
    try (EchoServer server = EchoServer.open()) {
      CuttingProxy proxy = server.proxy();
      port = proxy.port();
      List<Client> clients = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        clients.add(Client.connect(proxy));
      }
      // One that is cut and never answers the end, one in the middle of its handshake.
      Socket silent = new Socket(InetAddress.getLoopbackAddress(), port);
      silent.getOutputStream().write(Frames.utf8("GET / HTTP/1.1\r\nHost: x\r\n"));
      proxy.cutAll(Ending.FIN);
      Socket late = new Socket(InetAddress.getLoopbackAddress(), port);
      assertThat(proxy.ended()).isFalse();

      proxy.close();
      proxy.close();

      assertThat(proxy.ended()).isTrue();
      for (Client client : clients) {
        assertThat(client.end()).isNotNull();
      }
      silent.close();
      late.close();
      assertThatThrownBy(proxy::up).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port))
          .isInstanceOf(ConnectException.class);
    }
  }

  @Test
  void closingInTheMiddleOfAStormEndsAtOnce() throws Exception {
    try (EchoServer server = EchoServer.open()) {
      CuttingProxy proxy = server.proxy();
      List<Client> clients = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        clients.add(Client.dial(proxy));
      }
      proxy.close();
      assertThat(proxy.ended()).isTrue();
      for (Client client : clients) {
        assertThat(client.end()).isNotNull();
      }
    }
  }

  @Test
  void onlyLoopbackIsServed() {
    assertThatThrownBy(() -> CuttingProxy.start("192.0.2.1", 80))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("192.0.2.1");
  }

  private static String message(String type, int who, int n) {
    return "{\"type\":\"" + type + "\",\"who\":" + who + ",\"n\":" + n + "}";
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
