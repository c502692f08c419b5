package dev.offing.client.harbour;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TimesTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0:00",
    "1, 0:01",
    "329000, 5:29",
    "3599001, 1 h 00",
    "6420000, 1 h 47",
    "86400000, 1 d 0 h",
    "183600000, 2 d 3 h",
  })
  void aSpanIsAsShortAsItsSizeAllows(long ms, String text) {
    assertThat(Times.span(ms)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 min, 1 s",
    "59001, 1 min, 59 s",
    "2880000, 48 min, 48 min",
    "12660000, 3 h 31, 3 h 31 min",
    "28800000, 8 h, 8 h",
    "33120000, 9 h 12, 9 h 12 min",
    "183600000, 51 h, 2 d 3 h",
  })
  void oilAndAbsencesAreSaidInHours(long ms, String oil, String absence) {
    assertThat(Times.hours(ms)).isEqualTo(oil);
    assertThat(Times.words(ms)).isEqualTo(absence);
  }

  @Test
  void aTimeOfAnotherDayHasItsDay() {
    ZoneId oslo = ZoneId.of("Europe/Oslo");
    long now = Instant.parse("2026-11-24T09:40:00Z").toEpochMilli();
    assertThat(Times.clock(now, now, oslo)).isEqualTo("10:40");
    assertThat(Times.clock(now + 16 * 3_600_000L, now, oslo)).isEqualTo("25 Nov 02:40");
  }
}
