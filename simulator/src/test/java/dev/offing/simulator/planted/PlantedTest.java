package dev.offing.simulator.planted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The planted mistakes fit the sources as they are, and the simulator finds what is planted. */
final class PlantedTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  /** Enough for those that are found at once; all of them are for {@code ./offing soak planted}. */
  private static final int SEEDS = 10;

  @TempDir private Path work;

  static Stream<Patch> patches() {
    return Patch.all(ROOT).stream();
  }

  @ParameterizedTest
  @MethodSource("patches")
  void aMistakeAppliesAndSaysWhatItBreaks(Patch patch) throws Exception {
    assertThat(patch.says()).contains(" Breaks sync.md ");

    patch.plant(ROOT, work);

    for (Patch.Change change : patch.changes()) {
      assertThat(Files.readString(work.resolve(change.path())))
          .isNotEqualTo(Files.readString(ROOT.resolve(change.path())));
    }
  }

  @Test
  void theMistakesThatTheDesignNamesAreThere() {
    assertThat(patches().map(Patch::name))
        .contains(
            "ack-before-commit",
            "applied-twice-after-a-rebase",
            "asof-moved-by-a-tick",
            "checkpoint-over-the-wrong-version",
            "dedupe-by-seq-only",
            "dividend-again-after-a-heal",
            "escrow-released-and-spent",
            "expiry-off-by-one",
            "forgotten-off-by-one",
            "gift-arrives-twice",
            "lamp-from-the-clients-clock",
            "lost-ack-taken-as-fork",
            "result-dropped-before-it-was-read",
            "rounding-per-interval",
            "slide-past-the-horizon");
  }

  @ParameterizedTest
  @ValueSource(strings = {"lost-ack-taken-as-fork", "lamp-from-the-clients-clock"})
  void theSimulatorFinds(String name) throws Exception {
    Patch patch = patches().filter(it -> it.name().equals(name)).findFirst().orElseThrow();

    Planting.Found found = new Planting(ROOT).seek(patch, work, 1, SEEDS);

    assertThat(found.checker()).as("%s", found).isIn("fork-has-reason", "accrual");
    assertThat(found.step()).isPositive();
  }

  @Test
  void aMistakeThatNoLongerAppliesIsNamed() throws Exception {
    Patch patch = patch("one", "two", "three");
    Files.writeString(work.resolve("song.txt"), "one\n2\nthree\n");

    assertThatThrownBy(() -> patch.plant(work, work.resolve("copies")))
        .isInstanceOf(PlantedException.class)
        .hasMessageContaining("tune.patch does not apply any more: song.txt")
        .hasMessageContaining("\"two\" no longer");
  }

  @Test
  void aMistakeThatFitsTwiceIsNotPlanted() throws Exception {
    Patch patch = patch("one", "two", "three");
    Files.writeString(work.resolve("song.txt"), "one\ntwo\nthree\none\ntwo\nthree\n");

    assertThatThrownBy(() -> patch.plant(work, work.resolve("copies")))
        .hasMessageContaining("\"two\" twice");
  }

  @Test
  void aMistakeMovesWithItsLines() throws Exception {
    Patch patch = patch("one", "two", "three");
    Files.writeString(work.resolve("song.txt"), "zero\nzero\none\ntwo\nthree\n");

    patch.plant(work, work.resolve("copies"));

    assertThat(work.resolve("copies/song.txt")).hasContent("zero\nzero\none\nTWO\nthree\n");
  }

  private static Patch patch(String above, String line, String below) {
    return read(
        "A song. Breaks the rhythm.\n--- a/song.txt\n+++ b/song.txt\n@@ -1,3 +1,3 @@\n %s\n-%s\n+TWO\n %s\n"
            .formatted(above, line, below));
  }

  private static Patch read(String text) {
    return new PatchReader("tune", text).patch();
  }

  @Test
  void whatIsWrongWithAPatchIsToldWithItsLine() {
    assertThatThrownBy(() -> read("--- a/song.txt\n+++ b/song.txt\n"))
        .hasMessageContaining("tune.patch, line 1: above the first change belongs what");
    assertThatThrownBy(() -> read("A song.\n")).hasMessageContaining("line 2: it ends too early");
    assertThatThrownBy(() -> read("A song.\n--- a/song.txt\n+++ b/other.txt\n"))
        .hasMessageContaining("line 3: here belongs \"+++ b/song.txt\"");
    assertThatThrownBy(() -> read("A song.\n--- a/song.txt\n+++ b/song.txt\n@@ one @@\n"))
        .hasMessageContaining("line 4: here belongs \"@@ -line,count +line,count @@\"");
    assertThatThrownBy(
            () -> read("A song.\n--- a/song.txt\n+++ b/song.txt\n@@ -1,1 +1,1 @@\n*one\n"))
        .hasMessageContaining("line 5: a line of a change begins with");
  }
}
