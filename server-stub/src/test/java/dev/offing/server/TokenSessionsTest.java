package dev.offing.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offing.sync.account.Outcome;
import dev.offing.sync.protocol.Calls;
import dev.offing.sync.protocol.ClientMessage;
import dev.offing.sync.protocol.Codec;
import dev.offing.sync.protocol.ServerMessage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What a token opens, on TCP and HTTP, and when it opens nothing any more. */
final class TokenSessionsTest {
  private static final Codec CODEC = new Codec();
  private static Node node;
  private static HttpClient http;

  private final Device device = new Device();

  @BeforeAll
  static void start() {
    node =
        new Node(
            Config.of(
                SharedRedis.data(), "tick=50", "frames-per-second=10000", "frames-burst=10000"),
            SharedRedis.address(),
            SharedRedis.keys());
    http = HttpClient.newHttpClient();
  }

  @AfterAll
  static void stop() {
    http.close();
    node.close();
  }

  private String token(RawClient client) {
    client.send(new ClientMessage.Call("t", Calls.TOKEN, 1, CODEC.toTree(new Calls.Nothing())));
    JsonNode result = client.await(ServerMessage.Reply.class).result();
    return CODEC.fromTree(Objects.requireNonNull(result), Calls.TokenResult.class).token();
  }

  private String tokenOfAnAccount() throws IOException {
    try (RawClient client = RawClient.open(node.wsPort())) {
      long now = device.greet(client, node.wsPort()).serverNow();
      device.pushed(client, device.buy("rowboat", 1, now));
      return token(client);
    }
  }

  private LineClient tcp(String token) throws IOException {
    return LineClient.with(node.tcpPort(), token);
  }

  private String call(String token, String action, String params) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:%d/api/%s".formatted(node.httpPort(), action)))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(params))
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  private static String code(String answer) {
    JsonNode read = CODEC.tree(answer);
    return read.path("code").asString(read.at("/error/code").asString(""));
  }

  @Test
  void aTcpSessionIsASessionLikeAnyOther() throws Exception {
    String token = tokenOfAnAccount();
    String room = "port:" + Device.random(8);
    try (LineClient line = tcp(token);
        RawClient other = RawClient.open(node.wsPort())) {
      assertThat(line.await("welcome")).contains("\"mode\":\"snapshot\"");
      long now = device.greet(other, node.wsPort()).serverNow();
      line.line("{\"type\":\"ping\",\"t0\":7}");
      assertThat(line.await("pong")).contains("\"t0\":7");
      line.await("tick");
      line.line(CODEC.encode(new ClientMessage.Join(room, null)));
      line.await("joined");
      line.line(CODEC.encode(new ClientMessage.Say(room, "1", "ahoy")));
      assertThat(line.await("room")).contains("ahoy");

      device.base = null;
      line.line(CODEC.encode(device.push(device.buy("rowboat", 1, now))));

      ServerMessage.Ack ack = (ServerMessage.Ack) CODEC.decodeServer(line.await("ack"));
      assertThat(ack.results()).hasSize(1);
      ServerMessage.Update update;
      do {
        update = other.await(ServerMessage.Update.class);
      } while (!update.cause().equals("device"));
      assertThat(update.position().to()).isEqualTo(ack.position().to());
    }
  }

  @Test
  void aCalledPushIsAnsweredInItsReplyAndActsOnce() throws Exception {
    String token;
    long now;
    try (RawClient client = RawClient.open(node.wsPort())) {
      now = device.greet(client, node.wsPort()).serverNow();
      token = token(client);
    }
    String push = CODEC.write(new Calls.PushParams(null, 0, device.buy("rowboat", 1, now)));

    String first = call(token, "push", push);
    try (LineClient line = tcp(token)) {
      line.line(
          "{\"type\":\"call\",\"id\":\"2\",\"action\":\"push\",\"version\":1,\"params\":%s}"
              .formatted(push));
      String again = line.await("reply");

      assertThat(CODEC.tree(first).at("/result/results/0/outcome").stringValue())
          .isEqualTo("applied");
      assertThat(CODEC.tree(first).at("/result/results/0/again").booleanValue()).isFalse();
      assertThat(CODEC.tree(again).at("/result/results/0/outcome").stringValue())
          .isEqualTo("applied");
      assertThat(CODEC.tree(again).at("/result/results/0/again").booleanValue()).isTrue();
    }
  }

  @Test
  void whatHttpPushedTheDeviceHearsOnItsSession() throws Exception {
    try (RawClient client = RawClient.open(node.wsPort())) {
      long now = device.greet(client, node.wsPort()).serverNow();
      device.pushed(client, device.buy("rowboat", 1, now));
      String token = token(client);

      String push =
          CODEC.write(new Calls.PushParams(device.base, 1, device.buy("rowboat", 1, now)));
      String outcome =
          CODEC.tree(call(token, "push", push)).at("/result/results/0/outcome").stringValue();

      assertThat(outcome).isIn("applied", "rejected"); // as the purse allows; it was judged
      ServerMessage.Update update;
      do {
        update = client.await(ServerMessage.Update.class);
      } while (!update.cause().equals("device"));
      assertThat(Objects.requireNonNull(update.position().commit()).steps()).hasSize(1);
    }
  }

  @Test
  void aTokenOfADeletedAccountIsWorthNothing() throws Exception {
    String token = tokenOfAnAccount();

    String gone = call(token, "deleteAccount", "{\"account\":\"%s\"}".formatted(device.account));

    assertThat(CODEC.tree(gone).at("/result/account").stringValue()).isEqualTo(device.account);
    assertThat(code(call(token, "linkCode", "{}"))).isEqualTo("bad_token");
  }

  @Test
  void aTokenMakesNoOther() throws Exception {
    assertThat(code(call(tokenOfAnAccount(), "token", "{}"))).isEqualTo("not_proved");
  }

  @Test
  void whatIsNoTokenOpensNothing() throws Exception {
    for (String bad : List.of("", "x", Device.random(32), "A".repeat(64))) {
      try (LineClient line = tcp(bad)) {
        assertThat(code(line.await("error"))).isEqualTo("bad_token");
        assertThat(line.next()).isNull();
      }
      assertThat(code(call(bad, "world", "{\"since\":0}"))).isEqualTo("bad_token");
    }
  }

  @Test
  void tcpTakesNoProofAndSaysWhy() throws Exception {
    try (LineClient line = new LineClient(node.tcpPort())) {
      line.line(CODEC.encode(device.hello()));

      assertThat(code(line.await("error"))).isEqualTo("token_only");
      assertThat(line.next()).isNull();
    }
  }

  @Test
  void aFirstLineOfSomethingElseIsToldWhatItIs() throws Exception {
    for (List<String> bad :
        List.of(
            List.of("hello", "malformed"),
            List.of("{\"token\":7}", "malformed"),
            List.of("{\"token\":\"x\",\"more\":1}", "malformed"),
            List.of("{\"type\":\"ping\",\"t0\":1}", "wrong_order"),
            List.of("GET / HTTP/1.1", "malformed"))) {
      try (LineClient line = new LineClient(node.tcpPort())) {
        line.line(bad.getFirst());

        assertThat(code(line.await("error"))).as(bad.getFirst()).isEqualTo(bad.getLast());
      }
    }
  }

  @Test
  void aPurchaseByTokenIsAsGoodAsOneByProof() throws Exception {
    String token = tokenOfAnAccount();
    try (RawClient client = RawClient.open(node.wsPort())) {
      client.text("{\"token\":\"%s\"}".formatted(token));
      ServerMessage.Welcome welcome = client.await(ServerMessage.Welcome.class);

      assertThat(welcome.mode()).isEqualTo(ServerMessage.Mode.SNAPSHOT);
      device.base = welcome.position().to();
      assertThat(
              device
                  .pushed(client, device.buy("rowboat", 1, welcome.serverNow()))
                  .results()
                  .getFirst()
                  .outcome())
          .isIn(Outcome.APPLIED, Outcome.REJECTED);
    }
  }
}
