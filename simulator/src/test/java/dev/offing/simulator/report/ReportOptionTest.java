package dev.offing.simulator.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offing.simulator.campaign.SimCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code ./offing sim --report FILE.html}. */
final class ReportOptionTest {
  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void writesThePageOfTheLastSeedWhenNoneFailed() throws Exception {
    Path file = folder.resolve("sim.html");

    assertThat(sim("--seed", "5", "--seeds", "2", "--ops", "20", "--report", file.toString()))
        .isZero();
    assertThat(err.toString()).contains("the report of seed 6 is in " + file);
    assertThat(Files.readString(file)).contains("./offing sim --seed 6 --ops 20");
    assertThat(out.toString()).startsWith("{\"seeds\":2");
  }

  @Test
  void aFolderIsNoFile() {
    assertThat(sim("--ops", "20", "--report", folder.toString())).isEqualTo(1);
    assertThat(err.toString())
        .isEqualToIgnoringNewLines(
            "offing sim: %s is a folder; name a file in it, such as %s."
                .formatted(folder, folder.resolve("sim.html")));
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void aFolderThatIsNotThereIsTold() {
    Path file = folder.resolve("nowhere/sim.html");

    assertThat(sim("--ops", "20", "--report", file.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("there is no folder " + folder.resolve("nowhere"));
  }

  @Test
  void whatCannotBeWrittenIsToldBeforeAnythingIsRun() {
    assertThat(sim("--ops", "20", "--report", "/proc/sim.html")).isEqualTo(1);
    assertThat(err.toString()).contains("cannot be written to /proc/sim.html");
    assertThat(out.toString()).isEmpty();
  }

  private int sim(String... args) {
    return new CommandLine(new SimCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(args);
  }
}
