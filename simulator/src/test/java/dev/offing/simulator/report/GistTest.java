package dev.offing.simulator.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a frame says in a few words. */
final class GistTest {
  @Test
  void namesThePartsAndShortensHashesPointsAndMoments() {
    Gist gist =
        Gist.of(
            """
            {"type":"push","base":{"epoch":"bb5e6373b83c3c2639f5d1b8d80ac93a","version":7},
             "ackedSeq":3,"at":1750090001234,"mac":"00ff",
             "mutations":[{"id":"019ab698-d260-7002-9c31-3c19d8ebbcec","seq":4},{}]}
            """);

    assertThat(gist.type()).isEqualTo("push");
    assertThat(gist.says())
        .isEqualTo(
            "base bb5e63:7, ackedSeq 3, at 1 d 01:00:01.234, mutations 2 x (id ebbcec, seq 4)");
  }

  @Test
  void moneyKeepsItsDigits() {
    assertThat(Gist.of("{\"type\":\"tick\",\"balance\":\"123456789012345678901234\"}").says())
        .isEqualTo("balance 123456789012345678901234");
  }

  @Test
  void whatIsNoMessageIsTakenAsItIs() {
    Gist gist = Gist.of("{\"type\":\"pu\nsh");

    assertThat(gist.type()).isEqualTo("?");
    assertThat(gist.says()).isEqualTo("no message: {\"type\":\"pu sh");
  }

  @Test
  void longTextIsCutBetweenCharacters() {
    assertThat(Gist.cut("ab\uD83D\uDE00cd", 4)).isEqualTo("ab\u2026");
    assertThat(Gist.of("{\"type\":\"say\",\"text\":\"%s\"}".formatted("x".repeat(999))).says())
        .hasSize(Gist.MOST_CHARS);
  }
}
