package dev.offing.client.scene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.offing.client.art.Palette;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The hours of the day and of the year. */
final class SkyTest {

  private static final LocalDate EQUINOX = LocalDate.of(2025, 9, 20);

  private static Palette at(LocalDate day, int hour, int minute) {
    return Sky.at(day.atTime(hour, minute)).palette();
  }

  private static boolean same(Palette one, Palette other) {
    return !one.differs(other, 0.004);
  }

  @ParameterizedTest
  @CsvSource({
    "3, NIGHT",
    "7, DAWN",
    "10, MORNING",
    "14, DAY",
    "17, GOLDEN",
    "19, DUSK",
    "23, NIGHT"
  })
  void eachTimeOfTheDayHasItsColours(int hour, String name) throws ReflectiveOperationException {
    Palette palette = (Palette) Palette.class.getField(name).get(null);
    assertThat(same(at(EQUINOX, hour, 15), palette)).isTrue();
  }

  @Test
  void neighboursMixForFortyMinutes() {
    Palette half = at(EQUINOX, 12, 0);
    assertThat(half.light().blue()).isCloseTo((0.92 + 0.98) / 2, within(0.005));
    assertThat(same(at(EQUINOX, 11, 38), Palette.MORNING)).isTrue();
    assertThat(same(at(EQUINOX, 12, 22), Palette.DAY)).isTrue();
  }

  @Test
  void noMinuteOfTheYearJumps() {
    for (int day = 1; day <= 365; day += 13) {
      LocalDateTime at = LocalDate.ofYearDay(2025, day).atStartOfDay();
      Sky before = Sky.at(at);
      for (int minute = 1; minute < 24 * 60; minute++) {
        Sky now = Sky.at(at.plusMinutes(minute));
        assertThat(now.palette().differs(before.palette(), 0.035)).as("%s", at).isFalse();
        if (now.orb().moon() == before.orb().moon()) {
          assertThat(now.orb().far(before.orb(), 16)).as("%s + %d", at, minute).isFalse();
        } else {
          // One goes as the other comes: both below the horizon.
          assertThat(Math.min(now.orb().y(), before.orb().y())).isGreaterThan(Swell.HORIZON + 2);
        }
        before = now;
      }
    }
  }

  @Test
  void theSeasonMovesTheHours() {
    LocalDate november = LocalDate.of(2025, 11, 24);
    assertThat(same(at(november, 17, 55), Palette.NIGHT)).isTrue();
    assertThat(same(at(november, 17, 5), Palette.DUSK)).isTrue();
    assertThat(same(at(november, 14, 10), Palette.DAY)).isTrue();
    LocalDate june = LocalDate.of(2025, 6, 21);
    assertThat(same(at(june, 20, 30), Palette.DUSK)).isTrue();
    assertThat(same(at(june, 5, 10), Palette.DAWN)).isTrue();
  }

  @Test
  void theSunIsHighByDayAndTheMoonByNight() {
    Orb noon = Sky.at(EQUINOX.atTime(12, 30)).orb();
    assertThat(noon.moon()).isFalse();
    assertThat(noon.y()).isLessThan(200);
    assertThat(noon.x()).isBetween(420.0, 560.0);
    Orb evening = Sky.at(EQUINOX.atTime(19, 10)).orb();
    assertThat(evening.moon()).isFalse();
    assertThat(evening.y()).isBetween(280.0, 325.0);
    assertThat(evening.radius()).isGreaterThan(noon.radius());
    Orb midnight = Sky.at(EQUINOX.atTime(LocalTime.MIDNIGHT)).orb();
    assertThat(midnight.moon()).isTrue();
    assertThat(midnight.y()).isLessThan(200);
  }
}
