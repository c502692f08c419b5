package dev.offing.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offing.server.cli.Cli;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** {@code doctor} and {@code report} as a person types them. */
final class ReportCommandTest {
  @TempDir Path folder;

  private final StringWriter said = new StringWriter();

  private int run(String... words) {
    CommandLine line = Cli.commandLine(new OffingMain());
    line.setOut(new PrintWriter(said)).setErr(new PrintWriter(said));
    return line.execute(words);
  }

  @ParameterizedTest
  @CsvSource({
    "doctor --ports 70000, no port from 1 to 65535",
    "doctor --profile A, no name for a profile",
    "doctor --jsn, Did you mean --json?",
    "report --server 127.0.0.1:80, Did you mean ws://127.0.0.1:80?",
  })
  void aWrongFlagIsTwoAndNamesWhatIsRight(String words, String told) {
    assertThat(run(words.split(" ", -1))).isEqualTo(2);
    assertThat(said.toString()).contains(told);
  }

  @Test
  void whereNobodyPlayedThereIsAReportAndNothingElse() throws Exception {
    Path data = folder.resolve("data");
    Path file = folder.resolve("r.zip");
    assertThat(run("report", file.toString(), "--data", data.toString())).isZero();
    assertThat(said.toString()).contains("In it:", "Left out:", "nobody has played");
    assertThat(data).doesNotExist();

    byte[] before = Files.readAllBytes(file);
    assertThat(run("report", file.toString(), "--data", data.toString())).isEqualTo(1);
    assertThat(said.toString())
        .contains("a file of that name is in the way", "Nothing was changed");
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
    assertThat(folder).isDirectoryNotContaining("glob:**.part");
  }
}
