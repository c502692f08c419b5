package dev.offing.client.redact;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Of every message that there is, only what is harmless is kept. */
final class FramesTest {
  private static final JsonMapper JSON = JsonMapper.shared();

  static List<Path> examples() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("..", "docs", "protocol", "examples"))) {
      return files.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void noExampleKeepsAnIdASignatureOrASentence(Path example) throws Exception {
    JsonNode clean = JSON.readTree(Frames.clean(Files.readString(example)));
    assertThat(clean.get("type").asString())
        .isEqualTo(JSON.readTree(Files.readString(example)).get("type").asString());
    assertThat(clean.toString())
        .doesNotContainPattern("[0-9a-f]{16,}")
        .doesNotContain("tablet", "laptop", "7Q4M", "7q4m", "muted in", "sent you");
  }

  @Test
  void whatPeopleSaidIsLeftOut() {
    assertThat(
            Frames.clean(
                """
                {"type":"room","room":"port:lobby","epoch":"%s",
                 "event":{"seq":7,"at":1,"from":"417c9d33","clientId":"a1","text":"12345"}}\
                """
                    .formatted("ab".repeat(16))))
        .contains("port:lobby", "\"seq\":7", "\"epoch\":\"ababab\"")
        .doesNotContain("12345", "a1");
  }

  @Test
  void tokensAndCodesAreLeftOutAndReasonsStay() {
    assertThat(Frames.clean("{\"result\":{\"token\":\"%s\"}}".formatted("a1".repeat(32))))
        .isEqualTo("{\"result\":{\"token\":\"[left out]\"}}");
    assertThat(Frames.clean("{\"params\":{\"code\":\"spring\",\"name\":\"Ines's Linux\"}}"))
        .isEqualTo("{\"params\":{\"code\":\"[left out]\",\"name\":\"[left out]\"}}");
    assertThat(Frames.clean("{\"kind\":\"redeem\",\"args\":{\"code\":\"12345678\"}}"))
        .isEqualTo("{\"kind\":\"redeem\",\"args\":{\"code\":\"[left out]\"}}");
    assertThat(Frames.clean("{\"error\":{\"code\":\"rate_limited\",\"message\":\"slow\"}}"))
        .isEqualTo("{\"error\":{\"code\":\"rate_limited\",\"message\":\"[left out]\"}}");
  }

  @Test
  void whatNobodyThoughtOfIsLeftOut() {
    assertThat(
            Frames.clean(
                "{\"shanty\":\"drunken sailor\",\"verses\":12,\"%s\":true}"
                    .formatted("f0".repeat(32))))
        .isEqualTo("{\"shanty\":\"[left out]\",\"verses\":12,\"f0f0f0\":true}");
    assertThat(Frames.clean("no { JSON")).isEqualTo("no JSON, 9 characters");
  }

  @Test
  void anAmountKeepsAllItsDigits() {
    String amount = "9".repeat(60);
    assertThat(Frames.clean("{\"purse\":\"%s\"}".formatted(amount))).contains(amount);
  }
}
