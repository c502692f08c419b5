package dev.offing.client.scene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.offing.client.Harbours;
import java.time.LocalDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is where, and when: growth, the fleet's places, swell, courses and the beam. */
final class MotionTest {

  private static final List<String> KINDS = Harbours.kinds();

  /** What the fleet's card leaves of a window of 1280. */
  private static final double WIDE = 884;

  private static Set<String> smallest(int many) {
    return new HashSet<>(KINDS.subList(0, many));
  }

  @Test
  void theHarbourGrowsWithTheFirstOfFourKinds() {
    assertThat(Growth.stage(Set.of())).isEqualTo(1);
    assertThat(Growth.stage(smallest(2))).isEqualTo(1);
    assertThat(Growth.stage(smallest(3))).isEqualTo(2);
    assertThat(Growth.stage(smallest(5))).isEqualTo(3);
    assertThat(Growth.stage(smallest(7))).isEqualTo(4);
    assertThat(Growth.stage(smallest(10))).isEqualTo(5);
    assertThat(Growth.stage(Set.of("clipper"))).isEqualTo(5);
  }

  @Test
  void atMostEightLieNearAndEachOwnedKindIsSeen() {
    for (int many = 0; many <= KINDS.size(); many++) {
      List<Station> stations = Fleet.of(KINDS, smallest(many), WIDE);
      assertThat(stations.stream().filter(Station::near).count()).isEqualTo(Math.min(many, 8));
      assertThat(stations.stream().filter(it -> !it.guess()).map(Station::vessel))
          .containsExactlyInAnyOrderElementsOf(smallest(many));
      assertThat(stations).isSortedAccordingTo((a, b) -> Double.compare(a.y(), b.y()));
    }
  }

  @Test
  void onlyTheNextKindIsGuessedAt() {
    assertThat(Fleet.of(KINDS, smallest(3), WIDE).stream().filter(Station::guess))
        .singleElement()
        .satisfies(it -> {
          assertThat(it.vessel()).isEqualTo("lugger");
          assertThat(it.depth()).isGreaterThan(0.3);
        });
    assertThat(Fleet.of(KINDS, smallest(10), WIDE)).noneMatch(Station::guess);
    assertThat(Fleet.of(List.of("zeppelin"), Set.of("zeppelin"), WIDE)).isEmpty();
  }

  @Test
  void noneMovesBecauseAnotherWasBought() {
    for (int many = 1; many < 8; many++) {
      List<Station> before = Fleet.of(KINDS, smallest(many), WIDE);
      assertThat(Fleet.of(KINDS, smallest(many + 1), WIDE))
          .containsAll(before.stream().filter(it -> !it.guess()).toList());
    }
  }

  @Test
  void noCardCutsThroughAVesselAndNoneLiesOnAnother() {
    for (double edge = 480; edge <= WIDE; edge += 4) {
      List<Station> near =
          Fleet.of(KINDS, smallest(9), edge).stream().filter(Station::near).toList();
      assertThat(near).hasSizeGreaterThanOrEqualTo(edge < 600 ? 3 : 5);
      for (Station it : near) {
        assertThat(it.x() + it.length() / 2).as("%s at %s", it, edge).isLessThan(edge);
      }
      for (Station it : near) {
        assertThat(near.stream().filter(o -> Math.abs(o.y() - it.y()) < it.length() / 2))
            .as("%s at %s", it, edge)
            .allMatch(
                o -> o.equals(it) || Math.abs(o.x() - it.x()) >= (o.length() + it.length()) / 2);
      }
    }
  }

  @Test
  void theSwellStaysSmallAndRowsDriftAgainstEachOther() {
    for (double s = 0; s < 60; s += 0.1) {
      assertThat(Math.abs(Swell.bob(s, 0.3))).isLessThanOrEqualTo(1.2);
      assertThat(Math.abs(Swell.roll(s, 0.3, 100))).isLessThanOrEqualTo(0.8);
      assertThat(Math.abs(Swell.roll(s, 0.3, 40))).isLessThanOrEqualTo(2);
      for (int row = 0; row < Swell.ROWS; row++) {
        assertThat(Math.abs(Swell.rise(row, s))).isLessThanOrEqualTo(2.5);
      }
    }
    assertThat(Swell.drift(0, 10) * Swell.drift(1, 10)).isNegative();
    assertThat(Swell.drift(14, 1)).isGreaterThan(Swell.drift(0, 1));
    assertThat(Swell.y(Swell.nearness(0))).isGreaterThan(Swell.HORIZON);
    assertThat(Swell.y(Swell.nearness(14))).isLessThan(720);
  }

  @Test
  void aRowOfWavesRepeatsInWholeWaves() {
    for (int row = 0; row < Swell.ROWS; row++) {
      Wave wave = Wave.of(row);
      double waves = wave.period() / (26 + wave.nearness() * 190);
      assertThat(waves).isCloseTo(Math.rint(waves), within(1e-9));
      assertThat(wave.below()).isLessThanOrEqualTo(wave.fall());
    }
  }

  @Test
  void aTripLeadsOutOfSightAndHomeWithoutAJump() {
    Station station = new Station("brig", 700, 500, 90, true, 0, false);
    double edge = 884;
    Course before = Course.trip(station, 0, edge);
    assertThat(before).isEqualTo(Course.moored(station));
    boolean away = false;
    for (double s = 0; s < Course.TRIP_S; s += 0.05) {
      Course now = Course.trip(station, s, edge);
      assertThat(Math.abs(now.x() - before.x())).as("at %s", s).isLessThan(2);
      assertThat(now.heading()).isBetween(-1.0, 1.0);
      away |= now.x() > edge + 90;
      if (now.x() < edge) {
        assertThat(Math.abs(now.heading() - before.heading())).as("at %s", s).isLessThan(0.1);
      }
      before = now;
    }
    assertThat(away).isTrue();
    assertThat(before).isEqualTo(Course.moored(station));
  }

  @Test
  void oneThatWasBoughtComesFromTheOffingToItsPlace() {
    Station station = new Station("smack", 372, 664, 78, false, 0, false);
    assertThat(Course.arrival(station, 0, 884).x()).isGreaterThan(884 + 78);
    assertThat(Course.arrival(station, 0, 884).heading()).isEqualTo(-1);
    assertThat(Course.arrival(station, Course.ARRIVAL_S, 884)).isEqualTo(Course.moored(station));
  }

  @Test
  void everyVesselHasItsTurn() {
    Set<Integer> turns = new HashSet<>();
    for (int trip = 0; trip < 8; trip++) {
      turns.add(Course.turn(trip * Course.TRIP_S + 1, 8));
    }
    assertThat(turns).hasSize(8);
  }

  @Test
  void theWindowsAreTheEighthsOfTheOil() {
    assertThat(Beam.windows(0)).isZero();
    assertThat(Beam.windows(0.001)).isEqualTo(1);
    assertThat(Beam.windows(0.11)).isEqualTo(1);
    assertThat(Beam.windows(0.125)).isEqualTo(1);
    assertThat(Beam.windows(0.126)).isEqualTo(2);
    assertThat(Beam.windows(0.99)).isEqualTo(8);
    assertThat(Beam.windows(1)).isEqualTo(8);
  }

  @Test
  void theBeamReachesAsFarAsTheOilAndIsShortWhenItMeetsTheEye() {
    assertThat(Beam.reach(1)).isEqualTo(860);
    assertThat(Beam.reach(0.5)).isCloseTo(860 * 0.675, within(1e-9));
    assertThat(Beam.reach(0)).isZero();
    Beam left = Beam.at(Beam.stillTurn(), 860);
    assertThat(left.x()).isCloseTo(-860, within(1e-9));
    assertThat(left.y()).isBetween(120.0, 150.0);
    assertThat(Math.hypot(Beam.at(Math.PI / 2, 860).x(), Beam.at(Math.PI / 2, 860).y()))
        .isLessThan(50);
    assertThat(Beam.turn(12)).isZero();
    assertThat(Beam.turn(3)).isCloseTo(Math.PI / 2, within(1e-9));
    assertThat(Beam.flash(Math.PI / 2)).isEqualTo(1);
    assertThat(Beam.flash(Beam.turn(3.1))).isZero();
  }

  @Test
  void theLastMinutesFlickerBetweenSixTenthsAndOne() {
    double least = 1;
    double most = 0;
    for (double s = 0; s < 3; s += 0.01) {
      least = Math.min(least, Beam.flicker(s));
      most = Math.max(most, Beam.flicker(s));
    }
    assertThat(least).isCloseTo(0.6, within(0.001));
    assertThat(most).isCloseTo(1, within(0.001));
  }

  @Test
  void theLanternIsNeverCutOffAndACoastFillsTheWidest() {
    assertThat(Frame.scale(1280, 720)).isEqualTo(1);
    assertThat(Frame.scale(860, 560)).isCloseTo(560 / 720.0, within(1e-9));
    assertThat(Frame.scale(1600, 720)).isEqualTo(1);
    assertThat(3840 / Frame.scale(3840, 900)).isLessThanOrEqualTo(1900.0001);
  }

  @Test
  void oilIsAPartOfOne() {
    assertThatThrownBy(() ->
            new SceneState(
                LocalDateTime.MIN, 1.01, false, KINDS, Set.of(), false, SceneState.NEVER))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("oil is 0 to 1, not 1.01");
  }
}
