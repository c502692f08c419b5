package dev.offing.client.redact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offing.sync.ledger.DeviceKey;
import dev.offing.sync.protocol.LinkCode;
import dev.offing.sync.session.RecoveryCode;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nothing that opens an account is left in a text, wherever in it it stands. */
final class RedactionTest {
  private static final Random RANDOM = new Random(8);
  private static final Redaction REDACTION =
      new Redaction("/home/ines", "ines", List.of("wet Paint! 7", "$hort}but;known"));

  static Stream<String> secrets() {
    byte[] bytes = new byte[32];
    RANDOM.nextBytes(bytes);
    String recovery = RecoveryCode.draw(RANDOM).shown();
    return Stream.of(
        HexFormat.of().formatHex(bytes),
        HexFormat.of().withUpperCase().formatHex(bytes),
        HexFormat.of().formatHex(bytes).substring(0, 32),
        DeviceKey.draw(RANDOM).publicKey(),
        "MC4CAQAwBQYDK2VwBCIEIHN1cGVyIHNlY3JldCBrZXkgaGVyZSE",
        new UUID(RANDOM.nextLong(), RANDOM.nextLong()).toString(),
        LinkCode.grouped(LinkCode.draw(RANDOM)),
        recovery,
        recovery.replace("-", " ").toLowerCase(Locale.ROOT),
        recovery.replace("-", ""),
        "wet Paint! 7",
        "$hort}but;known",
        "/home/ines",
        "ines",
        "203.0.113.77");
  }

  @ParameterizedTest
  @MethodSource("secrets")
  void aSecretIsLeftOutWhereverItStands(String secret) {
    for (String around :
        List.of("%s", "it was %s.", "\"%s\"", "[%s]", "a=%s, b", "(%s)\nnext", "'%s'\t", "<%s>")) {
      assertThat(REDACTION.text(around.formatted(secret))).as(around).doesNotContain(secret);
    }
  }

  @ParameterizedTest
  @MethodSource("labelled")
  void whatStandsBehindAWordForASecretIsLeftOut(String text) {
    assertThat(REDACTION.text(text)).doesNotContain("hunter2").contains(Redaction.LEFT_OUT);
  }

  static Stream<String> labelled() {
    return Stream.of(
        "password=hunter2",
        "Passphrase: hunter2",
        "{\"token\":\"hunter2\"}",
        "admin_token = hunter2",
        "requirepass hunter2",
        "Authorization: Bearer hunter2",
        "authorization: basic hunter2",
        "redis://:hunter2@127.0.0.1:6379",
        "redis://ines:hunter2@10.0.0.7:6379/0",
        "-----BEGIN PRIVATE KEY-----\nhunter2\n-----END PRIVATE KEY-----",
        "-----BEGIN PRIVATE KEY-----\nhunter2, cut off");
  }

  @Test
  void whatIsOfUseStays() {
    String text =
        "2026-11-27 19:50:02 WARN StubKeeper: No server at ws://127.0.0.1:7071 (code funds), account"
            + " 6c60905d, row 12, ~/.local: java.io.IOException: No space left on device\n"
            + "\tat dev.offing.client.Game.open(Game.java:77)";
    assertThat(REDACTION.text(text)).isEqualTo(text);
    assertThat(REDACTION.text(REDACTION.text(text + " /home/ines")))
        .isEqualTo(REDACTION.text(text + " /home/ines"));
  }

  @Test
  void rootAndShortNamesAreWords() {
    assertThat(new Redaction("/root", "root", List.of("", "ab")).text("the root of abbeys /root/x"))
        .isEqualTo("the root of abbeys ~/x");
  }
}
