package dev.offing.simulator.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code ./offing sim --replay FILE}, and options that are wrong. */
final class ReplayOptionTest {
  private static final String SHIPPED = "scenarios/lost-ack.yaml";

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void aFileIsRunAndSaysWhatItShows() {
    assertThat(sim("--replay", SHIPPED)).isZero();
    assertThat(err.toString()).contains("acted once");
    assertThat(out.toString()).startsWith("{\"seeds\":1,\"ops\":5,").contains("\"lost-ack\":");
  }

  @Test
  void otherRulesAreTold() throws Exception {
    Path file = folder.resolve("old.yaml");
    Files.writeString(file, Files.readString(Path.of(SHIPPED)).replace("rules: 1", "rules: 99"));

    assertThat(sim("--replay", file.toString())).isZero();
    assertThat(err.toString()).contains("version 99 of the rules");
  }

  @Test
  void aSlipIsToldWithItsPlace() throws Exception {
    Path file = folder.resolve("slip.yaml");
    Files.writeString(
        file, Files.readString(Path.of(SHIPPED)).replace("lost-ack, for", "lostack, for"));

    assertThat(sim("--replay", file.toString())).isEqualTo(2);
    assertThat(err.toString())
        .contains(file + ":")
        .contains("steps[1].fault: there is no fault 'lostack'; the nearest is 'lost-ack'");
  }

  @Test
  void whatIsNoFileIsTold() {
    assertThat(sim("--replay", folder.resolve("none.yaml").toString())).isEqualTo(2);
    assertThat(err.toString()).contains("there is no file " + folder.resolve("none.yaml"));
    assertThat(sim("--replay", folder.toString())).isEqualTo(2);
    assertThat(err.toString()).contains(folder + " is a folder");
  }

  @Test
  void theFileSaysItAll() {
    assertThat(sim("--replay", SHIPPED, "--ops", "9")).isEqualTo(2);
    assertThat(err.toString()).contains("'--replay' and '--ops' cannot stand together");
  }

  @Test
  void unknownFaultsAreToldTheNearest() {
    assertThat(sim("--fault", "jiter=0.5")).isEqualTo(2);
    assertThat(err.toString()).contains("no fault 'jiter'; the nearest is 'jitter'");
  }

  private int sim(String... args) {
    return new CommandLine(new SimCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(args);
  }
}
