package dev.offing.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offing.sync.protocol.Bounds;
import dev.offing.sync.protocol.ClientMessage;
import dev.offing.sync.protocol.Codec;
import dev.offing.sync.protocol.ServerMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** HTTP as strangers, pages, players and administrators meet it. */
final class HttpGatewayTest {
  private static final Codec CODEC = new Codec();
  private static final String ADMIN = "0123456789abcdef0123456789abcdef";
  private static ServerConfig config;
  private static Node node;

  @BeforeAll
  static void start(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("admin-token");
    Files.writeString(file, ADMIN + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    config =
        Config.of(
            SharedRedis.data(),
            "admin-token-file=" + file,
            "browser-origins=https://play.example",
            "frames-per-second=1000");
    node = new Node(config, SharedRedis.address(), SharedRedis.keys());
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  private record Answer(int status, String head, String body) {
    String code() {
      JsonNode read = CODEC.tree(body);
      return read.path("code").asString(read.at("/error/code").asString(""));
    }
  }

  /** A request as it is written, on a connection of its own. */
  private static Answer raw(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), node.httpPort())) {
      socket.setSoTimeout(60_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      return answer(socket);
    }
  }

  private static Answer answer(Socket socket) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try {
      socket.getInputStream().transferTo(all);
    } catch (SocketException _) {
      // the end came with a reset
    }
    String text = all.toString(StandardCharsets.UTF_8);
    int body = text.indexOf("\r\n\r\n");
    assertThat(text).startsWith("HTTP/1.1 ");
    return new Answer(
        Integer.parseInt(text.substring(9, 12)), text.substring(0, body), text.substring(body + 4));
  }

  private static Answer send(String method, String path, String body, String... heads)
      throws IOException {
    String more = heads.length == 0 ? "" : String.join("\r\n", heads) + "\r\n";
    String length =
        "Content-Length: %d\r\n".formatted(body.getBytes(StandardCharsets.UTF_8).length);
    boolean json = !body.isEmpty() && !more.contains("Content-Type");
    return raw(
        "%s %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nConnection: close\r\n%s%s%s\r\n%s"
            .formatted(
                method,
                path,
                node.httpPort(),
                json ? "Content-Type: application/json\r\n" : "",
                length,
                more,
                body));
  }

  @Test
  void anActionThatReadsTakesGetAndPostAlike() throws Exception {
    Answer post = send("POST", "/api/world", "{\"since\":0}");
    Answer get = send("GET", "/api/world?since=0", "");
    Answer pinned = send("GET", "/api/world/1?since=0", "");

    assertThat(post.status()).isEqualTo(200);
    assertThat(CODEC.tree(post.body()).at("/result/rows")).isNotEmpty();
    assertThat(get.body()).isEqualTo(post.body());
    assertThat(pinned.body()).isEqualTo(post.body());
  }

  @Test
  void whatIsWrongIsSaidWithTheNearestRightWord() throws Exception {
    Answer unknown = send("POST", "/api/world", "{\"sine\":0}");
    assertThat(unknown.status()).isEqualTo(400);
    assertThat(unknown.body()).contains("there is no parameter 'sine'; the nearest is 'since'");
    assertThat(send("GET", "/api/world?sine=0", "").body()).contains("the nearest is 'since'");
    Answer action = send("POST", "/api/wrld", "{}");
    assertThat(action.status()).isEqualTo(404);
    assertThat(action.body()).contains("the nearest is 'world'");
    Answer version = send("POST", "/api/world/7", "{\"since\":0}");
    assertThat(version.status()).isEqualTo(404);
    assertThat(version.body()).contains("has the versions [1]");
  }

  @Test
  void badRequestsHaveTheirStatus() throws Exception {
    List<List<Object>> all =
        List.of(
            List.of(400, "malformed", send("POST", "/api/world", "{\"since\":0")),
            List.of(400, "malformed", send("POST", "/api/world", "{\"since\":0}}")),
            List.of(400, "malformed", send("POST", "/api/world", "{},\"version\":1")),
            List.of(400, "malformed", send("POST", "/api/world", "{\"since\":0,\"since\":1}")),
            List.of(400, "malformed", send("POST", "/api/world", "7")),
            List.of(400, "bad_params", send("POST", "/api/world", "{\"since\":\"0\"}")),
            List.of(400, "bad_params", send("POST", "/api/world", "")),
            List.of(400, "bad_params", send("POST", "/api/world?since=0", "{}")),
            List.of(400, "bad_params", send("GET", "/api/world?since=x", "")),
            List.of(400, "malformed", send("GET", "/api/world?since=0&since=1", "")),
            List.of(400, "malformed", send("GET", "/api/", "")),
            List.of(413, "too_large", send("POST", "/api/world", "{\"since\":" + "[".repeat(40))),
            List.of(
                413, "too_large", send("POST", "/api/world", "{\"since\":" + "9".repeat(40) + "}")),
            List.of(
                415,
                "wrong_content",
                send("POST", "/api/world", "{\"since\":0}", "Content-Type: text/plain")),
            List.of(405, "wrong_method", send("PUT", "/api/world", "{\"since\":0}")),
            List.of(405, "wrong_method", send("GET", "/api/linkCode", "")),
            List.of(405, "wrong_method", send("POST", "/", "{}")),
            List.of(401, "unauthorized", send("POST", "/api/linkCode", "{}")),
            List.of(
                401, "bad_token", send("POST", "/api/linkCode", "{}", "Authorization: Bearer x")),
            List.of(404, "not_found", send("GET", "/../etc/passwd", "")),
            List.of(404, "unknown_version", send("GET", "/api/world/1/2", "")),
            List.of(404, "unknown_version", send("GET", "/api/world/x", "")));
    for (List<Object> one : all) {
      Answer answer = (Answer) one.getLast();
      assertThat(answer.status()).as(answer.body()).isEqualTo(one.getFirst());
      assertThat(answer.code()).as(answer.body()).isEqualTo(one.get(1));
    }
  }

  @Test
  void aBodyHasItsBound() throws Exception {
    String long8 = "{\"since\":0" + " ".repeat(Bounds.FRAME_BEFORE_PROOF_BYTES) + "}";
    assertThat(send("POST", "/api/world", long8).code()).isEqualTo("too_large");
    assertThat(send("POST", "/api/world", long8, "Authorization: Bearer " + ADMIN).status())
        .isEqualTo(200);
    String long256 = "{\"since\":0" + " ".repeat(Bounds.FRAME_BYTES) + "}";
    assertThat(send("POST", "/api/world", long256, "Authorization: Bearer " + ADMIN).code())
        .isEqualTo("too_large");
  }

  @Test
  void theHostMustBeThisServersAndAPageMustBeListed() throws Exception {
    Answer rebound =
        raw("GET /api/world?since=0 HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n");
    assertThat(rebound.status()).isEqualTo(421);
    assertThat(rebound.code()).isEqualTo("wrong_host");
    Answer page = send("POST", "/api/world", "{\"since\":0}", "Origin: https://evil.example");
    assertThat(page.status()).isEqualTo(403);
    assertThat(page.code()).isEqualTo("wrong_origin");
    assertThat(send("POST", "/api/world", "{\"since\":0}", "Origin: https://play.example").status())
        .isEqualTo(200);
  }

  @Test
  void headersHaveTheirBound() throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), node.httpPort())) {
      socket.setSoTimeout(60_000);
      String request =
          "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: %s\r\n\r\n".formatted("x".repeat(100_000));
      try {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
        assertThat(answer(socket).status()).isGreaterThanOrEqualTo(400);
      } catch (SocketException | AssertionError _) {
        // cut off before it was said; what matters is that it is over
      }
    }
    assertThat(send("GET", "/health", "").status()).isEqualTo(200);
  }

  @Test
  void aRequestThatTakesItsTimeIsNotWaitedFor() throws Exception {
    try (Socket head = new Socket(InetAddress.getLoopbackAddress(), node.httpPort());
        Socket body = new Socket(InetAddress.getLoopbackAddress(), node.httpPort())) {
      head.setSoTimeout(60_000);
      body.setSoTimeout(60_000);
      head.getOutputStream().write("GET /api/wor".getBytes(StandardCharsets.UTF_8));
      body.getOutputStream()
          .write(
              "POST /api/world HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 11\r\n\r\n{"
                  .getBytes(StandardCharsets.UTF_8));

      assertThat(hungUp(head)).as("half a head").isTrue();
      assertThat(hungUp(body)).as("half a body").isTrue();
    }
  }

  private static boolean hungUp(Socket socket) throws IOException {
    try {
      socket.getInputStream().readAllBytes();
    } catch (SocketException _) {
      // with a reset
    }
    return true;
  }

  @Test
  void thePageAndTheDescriptionListEveryAction() throws Exception {
    JsonNode described = CODEC.tree(send("GET", "/api/describe", "").body()).at("/result/actions");
    JsonNode openApi = CODEC.tree(send("GET", "/openapi.json", "").body());
    Answer page = send("GET", "/", "");

    assertThat(page.head()).containsIgnoringCase("Content-Security-Policy: default-src 'none'");
    assertThat(described).hasSizeGreaterThan(10);
    for (JsonNode action : described) {
      String path = "/api/" + action.path("name").stringValue();
      assertThat(openApi.at("/paths").has(path)).as(path).isTrue();
      assertThat(openApi.at("/paths").path(path).has("get"))
          .as(path)
          .isEqualTo(action.path("readsOnly").booleanValue());
      assertThat(page.body()).contains(path + "<");
    }
  }

  // ---- admin ------------------------------------------------------------------------------------

  private static Answer asAdmin(String action, String params) throws IOException {
    return send("POST", "/api/" + action, params, "Authorization: Bearer " + ADMIN);
  }

  @Test
  void whoLooksAfterItSeesAccountsJournalsAndTheNode() throws Exception {
    Device device = new Device();
    try (RawClient client = RawClient.open(node.wsPort())) {
      long now = device.greet(client, node.wsPort()).serverNow();
      device.pushed(client, device.buy("rowboat", 1, now));

      String account = "{\"account\":\"%s\"}".formatted(device.account);
      JsonNode shown = CODEC.tree(asAdmin("adminAccount", account).body()).path("result");
      assertThat(shown.at("/owned/rowboat").intValue()).isEqualTo(1);
      assertThat(shown.at("/devices/0").stringValue()).isEqualTo(device.publicKey);
      JsonNode journal =
          CODEC
              .tree(asAdmin("adminJournal", account.replace("}", ",\"newest\":10}")).body())
              .at("/result/rows");
      assertThat(journal).hasSize(1);
      JsonNode now2 = CODEC.tree(asAdmin("adminNode", "{}").body()).path("result");
      assertThat(now2.path("sessions").intValue()).isPositive();
      assertThat(now2.path("notReady")).isEmpty();
      JsonNode nodes = CODEC.tree(asAdmin("adminNodes", "{}").body()).at("/result/nodes");
      assertThat(nodes.path(now2.path("name").stringValue()).path("pid").longValue())
          .isEqualTo(ProcessHandle.current().pid());
      String before = device.account.substring(0, 63); // of those after it, it is among the first
      assertThat(
              CODEC
                  .tree(
                      asAdmin("adminAccounts", "{\"after\":\"%s\",\"most\":5}".formatted(before))
                          .body())
                  .at("/result/accounts"))
          .anySatisfy(it -> assertThat(it.stringValue()).isEqualTo(device.account));
      String room = "port:" + Device.random(8);
      client.send(new ClientMessage.Join(room, null));
      client.await(ServerMessage.Joined.class);
      assertThat(
              CODEC
                  .tree(asAdmin("adminRooms", "{}").body())
                  .at("/result/rooms")
                  .path(room)
                  .intValue())
          .isEqualTo(1);
    }
    assertThat(asAdmin("adminAccount", "{\"account\":\"%s\"}".formatted("0".repeat(64))).code())
        .isEqualTo("unknown_account");
  }

  @Test
  void whoHasTheTokenSeesTasksAndMayCancelThem() throws Exception {
    JsonNode queues = CODEC.tree(asAdmin("adminTasks", "{}").body()).at("/result/kinds");
    assertThat(queues)
        .anySatisfy(it -> {
          assertThat(it.path("kind").stringValue()).isEqualTo("welcomeLetter");
          assertThat(it.path("dead").isNumber()).isTrue();
        });
    String kind = "{\"kind\":\"welcomeLetter\"}";
    assertThat(CODEC.tree(asAdmin("adminDeadTasks", kind).body()).at("/result/tasks").isArray())
        .isTrue();
    String unknown = "{\"kind\":\"welcomeLetter\",\"id\":\"none\"}";
    for (String action : List.of("adminCancelTask", "adminRequeueTask")) {
      JsonNode changed = CODEC.tree(asAdmin(action, unknown).body()).at("/result/changed");
      assertThat(changed.booleanValue()).isFalse();
    }
    assertThat(asAdmin("adminDeadTasks", "{\"kind\":\"x\"}").code()).isEqualTo("unknown_kind");
  }

  @Test
  void anotherNodeIsStoppedByItsName() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    try (Node other =
        new Node(
            config,
            SharedRedis.address(),
            SharedRedis.keys(),
            Node.Parts.STANDARD,
            asked::countDown)) {
      String name;
      try (LineClient line = LineClient.with(other.tcpPort(), ADMIN)) {
        line.line(
            "{\"type\":\"call\",\"id\":\"1\",\"action\":\"adminNode\",\"version\":1,\"params\":{}}");
        name = CODEC.tree(line.await("reply")).at("/result/name").stringValue();
      }
      String which = "{\"node\":\"%s\"}".formatted(name);
      Answer answer = asAdmin("adminDrain", which);
      while (answer.code().equals("unknown_node")) { // the first one looks around now and then
        answer = asAdmin("adminDrain", which);
      }
      assertThat(answer.status()).isEqualTo(200);
      assertThat(asked.await(60, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(asAdmin("adminDrain", "{\"node\":\"n0\"}").code()).isEqualTo("unknown_node");
  }

  @Test
  void whoHasTheTokenReadsMetricsAsPrometheusDoes() throws Exception {
    asAdmin("adminNode", "{}");
    Answer page = send("GET", "/metrics", "", "Authorization: Bearer " + ADMIN);

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.head()).containsIgnoringCase("Content-Type: text/plain; version=0.0.4");
    assertThat(page.body().lines())
        .allMatch(it -> it.matches("# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\\{.+})? [0-9.e+-]+"))
        .anyMatch(it -> it.startsWith("offing_calls_total{action=\"adminNode\",version=\"1\""))
        .anyMatch(it -> it.startsWith("offing_call_duration_seconds_bucket{action=\"adminNode\""))
        .anyMatch(it -> it.matches("offing_task_dead_letters\\{kind=\"welcomeLetter\"} [0-9]+"))
        .anyMatch(it -> it.startsWith("offing_push_cycle_seconds_bucket{le=\"0.25"))
        .contains("offing_ready 1", "offing_redis_up 1");
    assertThat(send("GET", "/metrics", "").status()).isEqualTo(401);
  }

  @Test
  void nobodyElseDoes() throws Exception {
    assertThat(send("POST", "/api/adminNode", "{}").status()).isEqualTo(401);
    assertThat(send("POST", "/api/adminNode", "{}", "Authorization: Bearer " + ADMIN + "0").code())
        .isEqualTo("bad_token");
    assertThat(asAdmin("linkCode", "{}").status()).isEqualTo(403);
    try (LineClient line = LineClient.with(node.tcpPort(), ADMIN)) {
      line.line(
          "{\"type\":\"call\",\"id\":\"1\",\"action\":\"adminNode\",\"version\":1,\"params\":{}}");
      assertThat(line.await("reply")).contains("\"result\"");
      line.line("{\"type\":\"snapshot\"}");
      assertThat(line.await("error")).contains("wrong_order");
    }
  }

  @Test
  void whereNoTokenIsSetNobodyIsAdministrator() throws Exception {
    try (Node open =
            new Node(Config.of(SharedRedis.data()), SharedRedis.address(), SharedRedis.keys());
        LineClient line = LineClient.with(open.tcpPort(), "")) {
      assertThat(line.await("error")).contains("bad_token");
    }
  }
}
