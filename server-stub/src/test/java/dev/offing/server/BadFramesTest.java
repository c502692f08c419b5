package dev.offing.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offing.server.gateway.ConnectionHandler;
import dev.offing.server.gateway.Entrance;
import dev.offing.server.gateway.HostCheck;
import dev.offing.server.gateway.WebSocketGateway;
import dev.offing.sync.account.Checkpoint;
import dev.offing.sync.protocol.ClientMessage;
import dev.offing.sync.protocol.Codec;
import dev.offing.sync.protocol.ServerMessage;
import dev.offing.sync.protocol.Versions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What a stranger may send: each has the error that docs/design/server.md documents, and the
 * neighbour on the same node, who was there all the time, does not notice.
 */
final class BadFramesTest {
  private static final Codec CODEC = new Codec();
  private static Node node;
  private static Device neighbour;
  private static RawClient neighbourClient;

  @BeforeAll
  static void start() throws Exception {
    node =
        new Node(
            // A flood is one also where it is read slowly.
            Config.of(SharedRedis.data(), "frames-per-second=1"),
            SharedRedis.address(),
            SharedRedis.keys());
    neighbour = new Device();
    neighbourClient = neighbour.connect(node.wsPort());
  }

  @AfterAll
  static void stop() {
    neighbourClient.close();
    node.close();
  }

  @AfterEach
  void theNeighbourIsUndisturbed() {
    ServerMessage.Ack ack =
        neighbour.pushed(neighbourClient, neighbour.buy("rowboat", 1, System.currentTimeMillis()));
    assertThat(ack.results()).hasSize(1);
  }

  /**
   * What is sent on a new WebSocket, and what comes of it: an error code ("" for none), a close.
   */
  private record Bad(String name, Sender sender, String error, int close) {}

  @FunctionalInterface
  private interface Sender {
    void send(RawClient client) throws Exception;
  }

  private static Bad bad(String name, String error, int close, Sender sender) {
    return new Bad(name, sender, error, close);
  }

  private static Bad text(String name, String error, int close, String text) {
    return bad(name, error, close, client -> client.text(text));
  }

  @TestFactory
  Stream<DynamicTest> framesBeforeProve() {
    String hello = CODEC.encode(new Device().hello());
    List<Bad> all = new ArrayList<>();
    // Not messages.
    all.add(text("empty", "malformed", 1007, ""));
    all.add(text("no JSON", "malformed", 1007, "hello"));
    all.add(text("truncated", "malformed", 1007, hello.substring(0, hello.length() / 2)));
    all.add(text("an array", "unknown_type", 1007, "[1,2,3]"));
    all.add(text("null", "malformed", 1007, "null"));
    all.add(text("a number", "malformed", 1007, "42"));
    all.add(text("two messages in one", "malformed", 1007, hello + hello));
    all.add(text("no type", "malformed", 1007, "{\"protocol\":1}"));
    all.add(text("an unknown type", "unknown_type", 1007, "{\"type\":\"heil\"}"));
    all.add(text("a message of the server", "unknown_type", 1007, "{\"type\":\"welcome\"}"));
    all.add(text("an unknown key", "malformed", 1007, hello.replace("\"app\"", "\"ap\"")));
    all.add(
        text(
            "a key twice",
            "malformed",
            1007,
            hello.replace("{\"type\"", "{\"app\":\"x\",\"type\"")));
    all.add(text("a missing key", "malformed", 1007, "{\"type\":\"hello\",\"protocol\":1}"));
    // Wrong types and values.
    all.add(
        text(
            "text for a number",
            "malformed",
            1007,
            hello.replace("\"protocol\":1", "\"protocol\":\"1\"")));
    all.add(
        text("a fraction", "malformed", 1007, hello.replace("\"protocol\":1", "\"protocol\":1.5")));
    all.add(
        text(
            "null for a number",
            "malformed",
            1007,
            hello.replace("\"protocol\":1", "\"protocol\":null")));
    all.add(text("a number for a text", "malformed", 1007, hello.replace("\"test\"", "7")));
    all.add(text("an id with capitals", "malformed", 1007, upper(hello, "incarnation")));
    all.add(
        text(
            "a key that is too short",
            "malformed",
            1007,
            hello.replaceFirst("\"publicKey\":\"..", "\"publicKey\":\"")));
    all.add(
        text("an app name without end", "too_large", 1009, hello.replace("test", "t".repeat(101))));
    // Bombs.
    all.add(
        text(
            "a number bomb",
            "too_large",
            1009,
            hello.replace("\"protocol\":1", "\"protocol\":" + "9".repeat(4_000))));
    all.add(
        text(
            "an exponent bomb",
            "malformed",
            1007,
            hello.replace("\"protocol\":1", "\"protocol\":1e999999")));
    all.add(
        text("deep arrays", "too_large", 1009, "{\"type\":\"hello\",\"x\":" + "[".repeat(2_000)));
    all.add(text("deep objects", "too_large", 1009, "{\"x\":".repeat(1_000)));
    // Order.
    all.add(text("a ping first", "wrong_order", 1008, "{\"type\":\"ping\",\"t0\":1}"));
    all.add(
        bad(
            "a push first",
            "wrong_order",
            1008,
            client -> {
              Device device = new Device();
              client.send(device.push(device.buy("rowboat", 1, 1_800_000_000_000L)));
            }));
    all.add(
        bad(
            "a proof first",
            "wrong_order",
            1008,
            client -> client.send(new ClientMessage.Prove("00".repeat(64), null))));
    all.add(
        bad(
            "hello twice",
            "wrong_order",
            1008,
            client -> {
              client.text(hello);
              client.await(ServerMessage.Challenge.class);
              client.text(hello);
            }));
    all.add(
        text(
            "messages of a version to come",
            "server_too_old",
            1008,
            hello.replace("\"protocol\":1", "\"protocol\":2")));
    all.add(
        text(
            "messages of a version long gone",
            "upgrade",
            1008,
            hello.replace("\"protocol\":1", "\"protocol\":0")));
    // Frames.
    all.add(
        bad(
            "binary",
            "binary_frame",
            1003,
            client ->
                client.frame(0x80 | RawClient.BINARY, hello.getBytes(StandardCharsets.UTF_8))));
    all.add(
        bad(
            "not UTF-8",
            "",
            1007,
            client -> client.frame(0x80 | RawClient.TEXT, new byte[] {(byte) 0xC3, (byte) 0x28})));
    all.add(
        bad(
            "a reserved bit",
            "",
            1002,
            client ->
                client.frame(
                    0x80 | 0x40 | RawClient.TEXT, hello.getBytes(StandardCharsets.UTF_8))));
    all.add(bad("an unknown kind of frame", "", 1002, client -> client.frame(0x83, new byte[0])));
    all.add(
        bad(
            "a ping that is too long",
            "",
            1002,
            client -> client.bytes(RawClient.head(0x80 | RawClient.PING, 126))));
    all.add(bad("a ping in pieces", "", 1002, client -> client.frame(RawClient.PING, new byte[1])));
    all.add(
        bad(
            "a continuation of nothing",
            "",
            1002,
            client -> client.frame(0x80 | RawClient.CONTINUATION, new byte[1])));
    all.add(
        bad(
            "8 KB and one byte",
            "",
            1009,
            client -> client.frame(0x80 | RawClient.TEXT, new byte[8 * 1024 + 1])));
    all.add(
        bad(
            "the head of a large frame",
            "",
            1009,
            client -> client.bytes(RawClient.head(0x80 | RawClient.TEXT, 100_000))));
    all.add(
        bad(
            "the head of an endless frame",
            "",
            1009,
            client -> client.bytes(RawClient.head(0x80 | RawClient.TEXT, Long.MAX_VALUE))));
    all.add(
        bad(
            "a frame of negative length",
            "",
            1009,
            client ->
                client.bytes(
                    new byte[] {(byte) 0x81, (byte) 0xFF, (byte) 0x80, 0, 0, 0, 0, 0, 0, 0})));
    all.add(
        bad(
            "8 KB in small pieces",
            "",
            1009,
            client -> {
              client.frame(RawClient.TEXT, new byte[4_000]);
              client.frame(RawClient.CONTINUATION, new byte[4_000]);
              client.frame(RawClient.CONTINUATION, new byte[4_000]);
            }));
    // Proofs.
    all.add(
        proof(
            "a signature of zeros",
            "bad_proof",
            p -> new ClientMessage.Prove("00".repeat(64), p.checkpoint())));
    all.add(
        proof(
            "a signature that is no hexadecimal",
            "bad_proof",
            p -> new ClientMessage.Prove("zz", p.checkpoint())));
    all.add(
        proof(
            "a checkpoint that was not signed",
            "bad_proof",
            p -> new ClientMessage.Prove(p.signature(), checkpoint())));
    all.add(
        bad(
            "a proof for another origin",
            "bad_proof",
            1008,
            client -> {
              Device device = new Device();
              ClientMessage.Hello own = device.hello();
              client.send(own);
              client.send(
                  device.prove(
                      client.await(ServerMessage.Challenge.class), own, "ws://evil.example:80"));
            }));
    all.add(
        bad(
            "a proof of another hello",
            "bad_proof",
            1008,
            client -> {
              Device device = new Device();
              client.send(device.hello());
              client.send(
                  device.prove(
                      client.await(ServerMessage.Challenge.class), device.hello(), origin()));
            }));
    all.add(
        bad(
            "a proof by another key",
            "bad_proof",
            1008,
            client -> {
              ClientMessage.Hello own = new Device().hello();
              client.send(own);
              client.send(
                  new Device().prove(client.await(ServerMessage.Challenge.class), own, origin()));
            }));
    all.add(
        bad(
            "a proof that was heard elsewhere",
            "bad_proof",
            1008,
            client -> {
              Device device = new Device();
              ClientMessage.Hello own = device.hello();
              ClientMessage.Prove heard;
              try (RawClient other = RawClient.open(node.wsPort())) {
                other.send(own);
                heard = device.prove(other.await(ServerMessage.Challenge.class), own, origin());
              }
              client.send(own);
              client.await(ServerMessage.Challenge.class);
              client.send(heard);
            }));
    all.add(
        bad(
            "a profile of another server",
            "other_server",
            1008,
            client -> {
              Device device = new Device();
              ClientMessage.Hello own = helloOf(device, Device.random(16), 1);
              client.send(own);
              client.send(device.prove(client.await(ServerMessage.Challenge.class), own, origin()));
            }));
    all.add(
        bad(
            "old rules",
            "upgrade",
            1008,
            client -> {
              Device device = new Device();
              ClientMessage.Hello own = helloOf(device, null, 0);
              client.send(own);
              client.send(device.prove(client.await(ServerMessage.Challenge.class), own, origin()));
            }));
    all.add(
        bad(
            "rules to come",
            "server_too_old",
            1008,
            client -> {
              Device device = new Device();
              ClientMessage.Hello own = helloOf(device, null, Versions.OWN.rules() + 1);
              client.send(own);
              client.send(device.prove(client.await(ServerMessage.Challenge.class), own, origin()));
            }));
    assertThat(all).hasSizeGreaterThanOrEqualTo(40);
    return all.stream()
        .map(b -> DynamicTest.dynamicTest(b.name, () -> check(b, RawClient.open(node.wsPort()))));
  }

  @TestFactory
  Stream<DynamicTest> framesOfAProvedClient() {
    long now = System.currentTimeMillis();
    List<Bad> all = new ArrayList<>();
    all.add(
        bad(
            "the handshake again",
            "wrong_order",
            1008,
            client -> client.send(new Device().hello())));
    all.add(
        text(
            "a push of nothing",
            "malformed",
            1007,
            "{\"type\":\"push\",\"ackedSeq\":0,\"mutations\":[]}"));
    all.add(
        bad(
            "a mutation of 1900",
            "malformed",
            1007,
            client ->
                client.text(pushText(now).replace("\"at\":" + now, "\"at\":-2208988800000"))));
    all.add(
        bad(
            "money as a number",
            "malformed",
            1007,
            client -> client.text(pushText(now).replace("\"run\":0", "\"run\":0,\"maxCost\":5"))));
    all.add(
        bad(
            "a money bomb",
            "too_large",
            1009,
            client ->
                client.text(
                    pushText(now)
                        .replace(
                            "\"run\":0", "\"run\":0,\"maxCost\":\"" + "9".repeat(1_100) + "\""))));
    all.add(
        bad(
            "a mutation of 5 KB",
            "too_large",
            1009,
            client -> client.text(pushText(now).replace("rowboat", "y".repeat(5_000)))));
    all.add(
        bad(
            "257 mutations",
            "too_large",
            1009,
            client -> {
              Device device = new Device();
              String one = CODEC.encode(device.push(device.buy("rowboat", 1, now)));
              String row = one.substring(one.indexOf("[{") + 1, one.lastIndexOf("]"));
              client.text(one.replace(row, String.join(",", Collections.nCopies(257, row))));
            }));
    all.add(
        text(
            "a room that is none",
            "malformed",
            1007,
            "{\"type\":\"join\",\"room\":\"PORT:\\u0000\"}"));
    all.add(
        text(
            "a chat line of 501 characters",
            "too_large",
            1009,
            "{\"type\":\"say\",\"room\":\"port:x\",\"clientId\":\"1\",\"text\":\"%s\"}"
                .formatted("x".repeat(501))));
    all.add(
        text(
            "parameters that are no object",
            "malformed",
            1007,
            "{\"type\":\"call\",\"id\":\"1\",\"action\":\"world\",\"version\":1,\"params\":[]}"));
    all.add(
        bad(
            "256 KB and one byte",
            "",
            1009,
            client -> client.bytes(RawClient.head(0x80 | RawClient.TEXT, 256 * 1024 + 1))));
    all.add(
        bad(
            "binary",
            "binary_frame",
            1003,
            client -> client.frame(0x80 | RawClient.BINARY, new byte[3])));
    all.add(
        bad(
            "a flood",
            "rate_limited",
            1008,
            client -> client.flood("{\"type\":\"ping\",\"t0\":1}", 300)));
    return all.stream()
        .map(b ->
            DynamicTest.dynamicTest(b.name, () -> check(b, new Device().connect(node.wsPort()))));
  }

  private static void check(Bad bad, RawClient client) throws Exception {
    try (client) {
      bad.sender.send(client);
      if (!bad.error.isEmpty()) {
        ServerMessage.Failure failure = client.await(ServerMessage.Failure.class);
        assertThat(failure.code()).isEqualTo(bad.error);
        assertThat(failure.message()).isNotBlank();
      }
      assertThat(client.awaitClose()).isEqualTo(bad.close);
    }
  }

  @Test
  void questionableCallsAreAnsweredAndTheSessionGoesOn() throws Exception {
    try (RawClient client = new Device().connect(node.wsPort())) {
      assertThat(callError(client, "nothing", 1, "{}")).isEqualTo("unknown_action");
      assertThat(callError(client, "world", 9, "{}")).isEqualTo("unknown_version");
      assertThat(callError(client, "world", 1, "{}")).isEqualTo("bad_params");
      assertThat(callError(client, "world", 1, "{\"since\":-1}")).isEqualTo("bad_params");
      assertThat(callError(client, "world", 1, "{\"since\":0,\"more\":1}")).isEqualTo("bad_params");
      assertThat(callError(client, "catalog", 1, "{\"hash\":\"" + "0".repeat(64) + "\"}"))
          .isEqualTo("unknown_catalog");
      client.text("{\"type\":\"ping\",\"t0\":7}");
      assertThat(client.await(ServerMessage.Pong.class).t0()).isEqualTo(7);
    }
  }

  private static String callError(RawClient client, String action, int version, String params) {
    client.text(
        "{\"type\":\"call\",\"id\":\"c\",\"action\":\"%s\",\"version\":%d,\"params\":%s}"
            .formatted(action, version, params));
    return client.await(ServerMessage.Reply.class).error().code();
  }

  @Test
  void handshakesFromElsewhereAreRefused() throws Exception {
    int port = node.wsPort();
    for (String host : List.of("evil.example", "127.0.0.1.evil.example:" + port, "")) {
      try (RawClient client = RawClient.tcp(port)) {
        assertThat(client.handshake(host, "")).as("Host: %s", host).startsWith("HTTP/1.1 404");
        assertThat(client.hungUp()).isTrue();
      }
    }
    try (RawClient client = RawClient.tcp(port)) {
      assertThat(client.handshake("127.0.0.1:" + port, "Origin: https://evil.example\r\n"))
          .startsWith("HTTP/1.1 404");
    }
  }

  @Test
  void whatIsNoHandshakeIsCut() throws Exception {
    for (String garbage :
        List.of(
            "GET / HTTP/1.1\r\n\r\n",
            "\u0016\u0003\u0001 TLS perhaps\r\n\r\n",
            "x".repeat(30_000),
            "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: " + "y".repeat(30_000))) {
      try (RawClient client = RawClient.tcp(node.wsPort())) {
        try {
          client.bytes(garbage.getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException _) {
          // it was cut while it was still talking
        }
        assertThat(client.head()).doesNotContain(" 101 ");
        assertThat(client.hungUp()).isTrue();
      }
    }
  }

  @Test
  void whoDoesNotProveInTimeIsTold() throws Exception {
    AtomicLong nanos = new AtomicLong();
    try (WebSocketGateway gateway =
            WebSocketGateway.start(
                new Entrance(
                    "127.0.0.1",
                    Config.of(SharedRedis.data(), "auth-timeout-ms=5000").limits(),
                    new HostCheck(List.of(), List.of()),
                    (code, message) -> CODEC.encode(new ServerMessage.Failure(code, message)),
                    connection -> NOBODY,
                    nanos::get),
                0);
        RawClient tcpOnly = RawClient.tcp(gateway.port());
        RawClient silent = RawClient.open(gateway.port())) {
      nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(4_900));
      silent.textAndWaitUntilRead("still here");

      nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(200));
      assertThat(silent.await(ServerMessage.Failure.class).code()).isEqualTo("auth_timeout");
      assertThat(silent.awaitClose()).isEqualTo(1008);
      assertThat(tcpOnly.hungUp()).isTrue();
    }
  }

  /** Hears everything and proves nothing. */
  private static final ConnectionHandler NOBODY =
      new ConnectionHandler() {
        @Override
        public void opened() {}

        @Override
        public void frame(String text) {}

        @Override
        public void closed() {}
      };

  @Test
  void oneTooManyIsToldSo() throws Exception {
    try (Node small =
            new Node(
                Config.of(SharedRedis.data(), "connections=1"),
                SharedRedis.address(),
                SharedRedis.keys());
        RawClient first = RawClient.tcp(small.wsPort());
        RawClient second = RawClient.open(small.wsPort())) {
      // The first was there before, though it says its first word after the second.
      first.upgrade("127.0.0.1:" + small.wsPort(), "");
      assertThat(second.await(ServerMessage.Failure.class).code())
          .isEqualTo("too_many_connections");
      assertThat(second.awaitClose()).isEqualTo(1013);
      assertThat(new Device().greet(first, small.wsPort()).mode())
          .isEqualTo(ServerMessage.Mode.NEW);
    }
  }

  @Test
  void limitsPerAddressHoldOnLoopbackWhenAsked() throws Exception {
    try (Node strict =
            new Node(
                Config.of(
                    SharedRedis.data(),
                    "limit-loopback=true",
                    "connections-per-address=2",
                    "enrolments-per-hour=0"),
                SharedRedis.address(),
                SharedRedis.keys());
        RawClient first = RawClient.open(strict.wsPort());
        RawClient second = RawClient.open(strict.wsPort());
        RawClient third = RawClient.open(strict.wsPort())) {
      assertThat(third.await(ServerMessage.Failure.class).code()).isEqualTo("too_many_connections");
      Device device = new Device();
      ClientMessage.Hello hello = device.hello();
      first.send(hello);
      first.send(
          device.prove(
              first.await(ServerMessage.Challenge.class),
              hello,
              "ws://127.0.0.1:" + strict.wsPort()));
      assertThat(first.await(ServerMessage.Failure.class).code()).isEqualTo("enrolment_limited");
      assertThat(first.awaitClose()).isEqualTo(1013);
      second.send(device.hello());
      assertThat(second.await(ServerMessage.Challenge.class)).as("within the limit").isNotNull();
    }
  }

  @Test
  void aNewerServerLetsOlderProgramsInAsFarAsItsWindowReaches() throws Exception {
    Versions own = Versions.OWN;
    Versions next = new Versions(own.oldest(), own.newest() + 1, own.rules());
    try (Node newer =
            new Node(
                Config.of(SharedRedis.data()),
                SharedRedis.address(),
                SharedRedis.keys(),
                Node.Parts.STANDARD.with(next),
                () -> {});
        RawClient client = RawClient.open(newer.wsPort())) {
      assertThat(new Device().greet(client, newer.wsPort()).mode())
          .isEqualTo(ServerMessage.Mode.NEW);
    }
  }

  private static Bad proof(String name, String error, UnaryOperator<ClientMessage.Prove> altered) {
    return bad(
        name,
        error,
        1008,
        client -> {
          Device device = new Device();
          ClientMessage.Hello hello = device.hello();
          client.send(hello);
          client.send(
              altered.apply(
                  device.prove(client.await(ServerMessage.Challenge.class), hello, origin())));
        });
  }

  private static ClientMessage.Hello helloOf(Device device, String serverId, int rules) {
    ClientMessage.Hello own = device.hello();
    return new ClientMessage.Hello(
        own.protocol(),
        own.app(),
        rules,
        serverId,
        own.accountId(),
        own.incarnation(),
        own.publicKey(),
        own.clientNonce());
  }

  private static Checkpoint checkpoint() {
    String hash = "0".repeat(64);
    String id = "0".repeat(32);
    return new Checkpoint(id, id, hash, id, 1, 1, hash, hash);
  }

  private static String pushText(long at) {
    Device device = new Device();
    return CODEC.encode(device.push(device.buy("rowboat", 1, at)));
  }

  private static String upper(String hello, String key) {
    int at = hello.indexOf(key) + key.length() + 3;
    return hello.substring(0, at) + "ABCD" + hello.substring(at + 4);
  }

  private static String origin() {
    return "ws://127.0.0.1:" + node.wsPort();
  }
}
