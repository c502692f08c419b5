package dev.offing.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.offing.server.fault.StubFailure;
import dev.offing.sync.protocol.Codec;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A stub whose time was moved on, on a real Redis, asked and told by those who look after it. */
final class TimeTravelTest {
  private static final Codec CODEC = new Codec();
  private static final String ADMIN = "0123456789abcdef0123456789abcdef";
  private static final long HOUR_MS = 3_600_000;

  @TempDir Path folder;

  private StubServer start(Map<String, String> settings) throws Exception {
    Path file = folder.resolve("admin-token");
    Files.writeString(file, ADMIN + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    Map<String, String> all = new HashMap<>(settings);
    all.put("admin-token-file", file.toString());
    return StubServer.start(folder.resolve("data"), all);
  }

  @Test
  void itStaysAheadForAllTimeAndIsHurriedOnlyWhereItIsAsked() throws Exception {
    try (StubServer stub = start(Map.of("clock", "+8h", "speed", "60"))) {
      JsonNode now = clock(stub, "{}");
      assertThat(now.path("aheadMs").longValue()).isGreaterThanOrEqualTo(8 * HOUR_MS);
      assertThat(now.path("speed").intValue()).isEqualTo(60);
      assertThat(metrics(stub)).contains("offing_clock_speed 60");
    }
    try (StubServer stub = start(Map.of())) {
      JsonNode now = clock(stub, "{}");
      assertThat(now.path("aheadMs").longValue()).isGreaterThanOrEqualTo(8 * HOUR_MS);
      assertThat(now.path("speed").intValue()).isEqualTo(1);
      assertThat(metrics(stub)).containsPattern("offing_clock_ahead_seconds 2[89][0-9]{3}");
    }
    assertThatThrownBy(() -> start(Map.of("clock", "-1h")))
        .isInstanceOf(StubFailure.class)
        .hasMessageContaining("never runs backward");
  }

  @Test
  void itIsMovedOnWhileItRunsByThoseWhoHaveTheToken() throws Exception {
    try (StubServer stub = start(Map.of())) {
      assertThat(clock(stub, "{}").path("aheadMs").longValue()).isZero();
      assertThat(send(stub, "POST", "/api/adminClock", "{\"forwardMs\":1}", "").statusCode())
          .isEqualTo(401);
      JsonNode planned = clock(stub, "{\"forwardMs\":28800000,\"speed\":60}");
      assertThat(planned.path("changesInMs").longValue()).isBetween(1L, 6_000L);
      assertThat(planned.path("aheadMs").longValue()).isZero();
      assertThat(send(stub, "POST", "/api/adminClock", "{\"speed\":2}", ADMIN).body())
          .contains("impossible_time");
      assertThat(send(stub, "POST", "/api/adminClock", "{\"forwardMs\":-1}", ADMIN).body())
          .contains("bad_params");
    }
  }

  private JsonNode clock(StubServer stub, String params) throws Exception {
    HttpResponse<String> answer = send(stub, "POST", "/api/adminClock", params, ADMIN);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return CODEC.tree(answer.body()).path("result");
  }

  private String metrics(StubServer stub) throws Exception {
    return send(stub, "GET", "/metrics", "", ADMIN).body();
  }

  private static HttpResponse<String> send(
      StubServer stub, String method, String path, String body, String token) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(stub.node().http() + path))
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    if (method.equals("POST")) {
      request.header("Content-Type", "application/json");
    }
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
  }
}
