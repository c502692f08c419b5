package dev.offing.simulator.proxy;

import static dev.offing.simulator.proxy.CuttingProxy.Direction.CLIENT_TO_SERVER;
import static dev.offing.simulator.proxy.CuttingProxy.Direction.SERVER_TO_CLIENT;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.offing.simulator.proxy.CuttingProxy.Ending;
import dev.offing.simulator.proxy.CuttingProxy.Firing;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.ByteString;
import org.java_websocket.enums.Opcode;
import org.junit.jupiter.api.Test;

/** What goes through unchanged, and how connections end, down to the bytes and the TCP flags. */
final class CuttingProxyStreamTest {

  private static final String UPGRADE =
      "GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n";
  private static final String UPGRADED = "HTTP/1.1 101 Switching Protocols\r\n\r\n";

  @Test
  void aFragmentedMessageArrivesWholeAndIsOneMessageForTheRules() throws Exception {
    try (EchoServer server = EchoServer.open();
        CuttingProxy proxy = server.proxy()) {
      ControlClient client = ControlClient.connect(proxy);
      CompletableFuture<Firing> second = proxy.await(Rule.fromClient("push").nth(2));

      for (int i = 1; i <= 2; i++) {
        client.sendFragmentedFrame(Opcode.TEXT, utf8("{\"ty"), /* fin= */ false);
        client.sendPing();
        client.sendFragmentedFrame(Opcode.TEXT, utf8("pe\":\"pu"), /* fin= */ false);
        client.sendFragmentedFrame(Opcode.TEXT, utf8("sh\",\"n\":" + i + "}"), /* fin= */ true);
      }

      assertThat(second.get(10, SECONDS).text()).isEqualTo("{\"type\":\"push\",\"n\":2}");
      assertThat(client.messages.poll(10, SECONDS)).isEqualTo("{\"type\":\"ack\",\"n\":1}");
      assertThat(client.messages.poll(10, SECONDS)).isEqualTo("{\"type\":\"ack\",\"n\":2}");
      assertThat(proxy.arrived(CLIENT_TO_SERVER, "push")).isEqualTo(2);
      assertThat(proxy.arrived(CLIENT_TO_SERVER, CuttingProxy.PING)).isEqualTo(2);
      client.close();
    }
  }

  @Test
  void aMegabyteIsAMessageAndFourGoThroughUntyped() throws Exception {
    try (EchoServer server = EchoServer.open();
        CuttingProxy proxy = server.proxy();
        Client client = Client.connect(proxy)) {
      String start = "{\"type\":\"snapshot\",\"pad\":\"";
      String megabyte = start + "x".repeat((1 << 20) - start.length() - 2) + "\"}";
      String four = start + "y".repeat(4 << 20) + "\"}";

      assertThat(client.send(megabyte).next()).isEqualTo(megabyte);
      assertThat(client.send(four).next()).isEqualTo(four);
      assertThat(client.send(megabyte).next()).isEqualTo(megabyte);

      assertThat(proxy.forwarded(SERVER_TO_CLIENT, "snapshot")).isEqualTo(2);
      assertThat(proxy.forwarded(SERVER_TO_CLIENT, CuttingProxy.UNTYPED)).isEqualTo(1);
    }
  }

  @Test
  void binaryMessagesGoThrough() throws Exception {
    try (EchoServer server = EchoServer.open();
        CuttingProxy proxy = server.proxy();
        Client client = Client.connect(proxy)) {
      client.send(ByteString.decodeHex("00ff80"));
      assertThat(client.next()).isEqualTo("00ff80");
    }
  }

  @Test
  void everyByteIsTheByteThatCameAlsoOfBrokenFrames() throws Exception {
    byte[] noise = new byte[200_000];
    new Random(7).nextBytes(noise);
    byte[] sent =
        Frames.join(
            Frames.text("unmasked, as no client may"),
            new byte[] {(byte) 0xF3, 5, 1, 2, 3, 4, 5}, // reserved bits and opcode
            Frames.frame(/* fin= */ false, Frames.PING, /* masked= */ true, new byte[3]),
            Frames.frame(/* fin= */ true, Frames.CLOSE, /* masked= */ true, new byte[4_000]),
            Frames.frame(/* fin= */ true, Frames.CONTINUATION, /* masked= */ true, new byte[9]),
            new byte[] {(byte) 0x81, 127, -1, -1, -1, -1, -1, -1, -1, -1}, // no length at all
            noise);
    try (ServerSocket listener = listen();
        CuttingProxy proxy = CuttingProxy.start("127.0.0.1", listener.getLocalPort());
        Socket client = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        Socket server = listener.accept()) {
      upgrade(client, server);
      CompletableFuture<byte[]> got = async(() -> server.getInputStream().readAllBytes());

      client.getOutputStream().write(sent);
      client.shutdownOutput();

      assertThat(got.get(10, SECONDS)).isEqualTo(sent);
    }
  }

  @Test
  void plainHttpGoesThroughWithItsConnectionKeptAlive() throws Exception {
    HttpServer http =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.createContext(
        "/",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(200, body.length);
          try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
          }
        });
    http.start();
    try (CuttingProxy proxy = CuttingProxy.start("127.0.0.1", http.getAddress().getPort())) {
      OkHttpClient client = new OkHttpClient();
      for (String text : new String[] {"one", "two", "x".repeat(100_000)}) {
        Request request =
            new Request.Builder()
                .url("http://127.0.0.1:" + proxy.port() + "/")
                .post(RequestBody.create(text, null))
                .build();
        try (Response response = client.newCall(request).execute()) {
          assertThat(response.body().string()).isEqualTo(text);
        }
      }
      assertThat(proxy.accepted()).isEqualTo(1);
    } finally {
      http.stop(0);
    }
  }

  @Test
  void linesWithoutHttpGoThroughAtOnceWhoeverSpeaksFirst() throws Exception {
    try (ServerSocket listener = listen();
        CuttingProxy proxy = CuttingProxy.start("127.0.0.1", listener.getLocalPort());
        Socket client = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        Socket server = listener.accept()) {
      exchange(client, server, "{\"action\":\"x\"}\n");
      exchange(server, client, "{\"result\":1}\n");
      exchange(server, client, "{\"result\":2}\n");
      exchange(client, server, "{\"action\":\"y\"}\n");
    }
  }

  @Test
  void aRefusedUpgradeIsPassedOnWithItsBody() throws Exception {
    try (ServerSocket listener = listen();
        CuttingProxy proxy = CuttingProxy.start("127.0.0.1", listener.getLocalPort());
        Socket client = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        Socket server = listener.accept()) {
      exchange(client, server, UPGRADE);
      exchange(server, client, "HTTP/1.1 404 Not Found\r\nContent-Length: 4\r\n\r\nnope");
      exchange(client, server, "GET /again HTTP/1.1\r\n\r\n");
    }
  }

  @Test
  void aClientThatHangsUpDuringTheHandshakeIsNoticed() throws Exception {
    try (ServerSocket listener = listen();
        CuttingProxy proxy = CuttingProxy.start("127.0.0.1", listener.getLocalPort());
        Socket client = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        Socket server = listener.accept()) {
      exchange(client, server, UPGRADE);
      client.shutdownOutput();
      assertThat(read(server)).isEqualTo(-1);
    }
  }

  @Test
  void aCutByFinIsAnOrderlyEndOnBothSides() throws Exception {
    try (Raw raw = new Raw()) {
      CompletableFuture<Firing> cut = raw.proxy.await(Rule.fromServer("ack").cutBefore());
      raw.server.getOutputStream().write(Frames.text("{\"type\":\"tick\"}"));
      raw.server.getOutputStream().write(Frames.text("{\"type\":\"ack\"}"));
      cut.get(10, SECONDS);

      assertThat(raw.client.getInputStream().readAllBytes())
          .isEqualTo(Frames.text("{\"type\":\"tick\"}"));
      assertThat(read(raw.server)).isEqualTo(-1);
    }
  }

  @Test
  void aCutByResetIsAResetOnBothSides() throws Exception {
    try (Raw raw = new Raw()) {
      CompletableFuture<Firing> cut = raw.proxy.await(Rule.fromServer("ack").cutBefore().byReset());
      raw.server.getOutputStream().write(Frames.text("{\"type\":\"ack\"}"));
      cut.get(10, SECONDS);

      assertThatThrownBy(() -> read(raw.client)).isInstanceOf(SocketException.class);
      assertThatThrownBy(() -> read(raw.server)).isInstanceOf(SocketException.class);
    }
  }

  @Test
  void cutAfterDeliversAllOfALargeMessageToAReceiverThatReadsLate() throws Exception {
    try (Raw raw = new Raw()) {
      byte[] push = Frames.masked("{\"type\":\"push\",\"pad\":\"" + "x".repeat(1_000_000) + "\"}");
      CompletableFuture<Firing> cut = raw.proxy.await(Rule.fromClient("push").cutAfter().byReset());
      CompletableFuture<Void> sent = async(() -> write(raw.client, push));
      InputStream in = raw.server.getInputStream();
      // An answer to what has come so far, unread by the proxy's other side when it cuts.
      byte[] head = in.readNBytes(1_000);
      raw.server.getOutputStream().write(Frames.text("{\"type\":\"ack\"}"));

      assertThat(Frames.join(head, in.readAllBytes())).isEqualTo(push);
      cut.get(10, SECONDS);
      sent.get(10, SECONDS);
      assertThatThrownBy(() -> read(raw.client)).isInstanceOf(SocketException.class);
      assertThat(raw.proxy.forwarded(SERVER_TO_CLIENT, "ack")).isZero();
    }
  }

  @Test
  void cutAllEndsByFinOrByReset() throws Exception {
    try (Raw raw = new Raw()) {
      raw.proxy.cutAll(Ending.FIN);
      assertThat(read(raw.client)).isEqualTo(-1);
      assertThat(read(raw.server)).isEqualTo(-1);
    }
    try (Raw raw = new Raw()) {
      raw.proxy.cutAll(Ending.RST);
      assertThatThrownBy(() -> read(raw.client)).isInstanceOf(SocketException.class);
      assertThatThrownBy(() -> read(raw.server)).isInstanceOf(SocketException.class);
    }
  }

  @Test
  void aCutFreesAPumpWhoseReceiverDoesNotRead() throws Exception {
    try (Raw raw = new Raw()) {
      byte[] blob = Frames.text("{\"type\":\"blob\",\"pad\":\"" + "x".repeat(500_000) + "\"}");
      CompletableFuture<Firing> stuck = raw.proxy.await(Rule.fromServer("blob").nth(40));
      CompletableFuture<Void> flood =
          async(() -> {
            while (true) {
              raw.server.getOutputStream().write(blob);
            }
          });
      while (raw.proxy.arrived(SERVER_TO_CLIENT, "blob") < 2) {
        Thread.onSpinWait();
      }
      raw.proxy.cutAll(Ending.FIN);
      raw.client.close();
      raw.proxy.close();

      assertThat(raw.proxy.ended()).isTrue();
      assertThat(flood).failsWithin(Duration.ofSeconds(10));
      assertThat(stuck).isCancelled();
    }
  }

  @Test
  void howASideEndsIsHowTheOtherSeesIt() throws Exception {
    try (Raw raw = new Raw()) {
      raw.server.getOutputStream().write(Frames.text("{\"type\":\"bye\"}"));
      raw.server.close();
      assertThat(raw.client.getInputStream().readAllBytes())
          .isEqualTo(Frames.text("{\"type\":\"bye\"}"));
    }
    try (Raw raw = new Raw()) {
      raw.server.setSoLinger(/* on= */ true, 0);
      raw.server.close();
      assertThatThrownBy(() -> read(raw.client)).isInstanceOf(SocketException.class);
    }
    try (Raw raw = new Raw()) {
      raw.client.setSoLinger(/* on= */ true, 0);
      raw.client.close();
      assertThatThrownBy(() -> read(raw.server)).isInstanceOf(SocketException.class);
    }
  }

  @Test
  void halfClosedConnectionsCarryTheOtherDirectionOn() throws Exception {
    try (Raw raw = new Raw()) {
      raw.client.shutdownOutput();
      assertThat(read(raw.server)).isEqualTo(-1);
      byte[] late = Frames.text("{\"type\":\"late\"}");
      raw.server.getOutputStream().write(late);
      raw.server.close();
      assertThat(raw.client.getInputStream().readAllBytes()).isEqualTo(late);
    }
  }

  /** Both ends of an upgraded connection in the test's hands. */
  private static final class Raw implements AutoCloseable {
    final ServerSocket listener = listen();
    final CuttingProxy proxy = CuttingProxy.start("127.0.0.1", listener.getLocalPort());
    final Socket client = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
    final Socket server = listener.accept();

    Raw() throws IOException {
      client.setSoTimeout(10_000);
      server.setSoTimeout(10_000);
      upgrade(client, server);
    }

    @Override
    public void close() throws IOException {
      client.close();
      server.close();
      listener.close();
      proxy.close();
    }
  }

  private interface Work<T> {
    T run() throws IOException;
  }

  private static <T> CompletableFuture<T> async(Work<T> work) {
    CompletableFuture<T> result = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(() -> {
          try {
            result.complete(work.run());
          } catch (IOException | RuntimeException e) {
            result.completeExceptionally(e);
          }
        });
    return result;
  }

  private static Void write(Socket socket, byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    return null;
  }

  private static ServerSocket listen() throws IOException {
    return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  private static void upgrade(Socket client, Socket server) throws IOException {
    exchange(client, server, UPGRADE);
    exchange(server, client, UPGRADED);
  }

  private static void exchange(Socket from, Socket to, String text) throws IOException {
    byte[] bytes = Frames.utf8(text);
    from.getOutputStream().write(bytes);
    to.setSoTimeout(10_000);
    assertThat(to.getInputStream().readNBytes(bytes.length)).isEqualTo(bytes);
  }

  private static int read(Socket socket) throws IOException {
    socket.setSoTimeout(10_000);
    return socket.getInputStream().read();
  }

  private static ByteBuffer utf8(String text) {
    return ByteBuffer.wrap(Arrays.copyOf(Frames.utf8(text), Frames.utf8(text).length));
  }
}
