package dev.offing.server.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.offing.server.fault.StubFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GraveFileTest {
  private static final String ONE = "1".repeat(64);
  private static final String TWO = "2".repeat(64);
  private static final String THREE = "3".repeat(64);

  @TempDir private Path data;

  @Test
  void isThereForEveryNodeAndAfterEveryStart() {
    GraveFile node = GraveFile.in(data);
    GraveFile other = GraveFile.in(data);
    assertThat(node.holds(ONE)).isFalse();
    assertThat(data).isEmptyDirectory();

    node.dig(ONE, 5);
    node.dig(ONE, 6);
    other.dig(TWO, 7);

    assertThat(node.all()).containsExactlyInAnyOrder(ONE, TWO);
    assertThat(other.holds(ONE)).isTrue();
    assertThat(GraveFile.in(data).all()).containsExactlyInAnyOrder(ONE, TWO);
    assertThat(data.resolve(GraveFile.NAME)).hasContent(ONE + " 5\n" + TWO + " 7\n");
  }

  @Test
  void aLineThatACrashCutShortIsNoGraveAndSpoilsNone() throws Exception {
    Path file = data.resolve(GraveFile.NAME);
    Files.writeString(file, ONE + " 5\n" + TWO.substring(0, 30));

    GraveFile graves = GraveFile.in(data);
    assertThat(graves.all()).containsExactly(ONE);
    graves.dig(THREE, 9);

    assertThat(GraveFile.in(data).all()).containsExactlyInAnyOrder(ONE, THREE);
  }

  @Test
  void aDamagedFileKeepsTheStubFromStarting() throws Exception {
    Path file = data.resolve(GraveFile.NAME);
    Files.writeString(file, ONE + " 5\n");
    Files.writeString(file, "x" + ONE.substring(1) + " 5\n", StandardOpenOption.APPEND);

    assertThatThrownBy(() -> GraveFile.in(data))
        .isInstanceOf(StubFailure.class)
        .hasMessageContaining("damaged")
        .hasMessageContaining("Nothing was changed");
  }
}
