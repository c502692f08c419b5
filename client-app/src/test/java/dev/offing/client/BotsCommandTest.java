package dev.offing.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offing.server.StubServer;
import dev.offing.server.cli.Cli;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BotsCommandTest {
  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int bots(String flags) {
    return Cli.commandLine(new OffingMain())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(("bots " + flags).split(" ", -1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--players 3 | --nodes",
        "--nodes nowhere | Did you mean ws://127.0.0.1:7071?",
        "--nodes ws://127.0.0.1:7071 --players 0 | 0 is not from 1 to 20,000",
        "--nodes ws://127.0.0.1:7071 --for 0 | 0 is not from 1 to 86,400",
        "--nodes ws://127.0.0.1:7071 --rate 0 | 0.0 is not above 0",
        "--nodes ws://127.0.0.1:7071 --rate NaN | NaN is not above 0",
        "--nodes ws://127.0.0.1:7071 --play chess | Did you mean",
        "--nodes ws://127.0.0.1:7071 --ledger sqlite --players 51 | at most 50 players, not 51",
        "--nodes ws://127.0.0.1:7071 --playres 3 | Did you mean --players?",
      })
  void aWrongFlagIsTwoAndNamesWhatIsRight(String flags, String told) {
    assertThat(bots(flags)).isEqualTo(2);
    assertThat(err.toString()).startsWith("offing bots: ").contains(told);
  }

  @Test
  void theResultIsTheLastLineAndInFilesEachSecondARow() throws Exception {
    Path json = folder.resolve("result.json");
    Path csv = folder.resolve("seconds.csv");
    try (StubServer stub = StubServer.start(folder.resolve("stub"), Map.of())) {
      int code =
          bots(
              "--nodes %s --players 4 --ramp 0 --for 2 --rate 3 --json %s --csv %s"
                  .formatted(stub.uri(), json, csv));

      assertThat(err.toString()).contains("gestures");
      assertThat(code).isZero();
    }
    List<String> lines = out.toString().lines().toList();
    assertThat(lines.getLast()).contains("\"players\":4").endsWith("\"wrongBooks\":0,\"ok\":true}");
    assertThat(Files.readString(json).strip()).isEqualTo(lines.getLast());
    assertThat(Files.readAllLines(csv))
        .hasSize(3)
        .allMatch(row -> row.split(",", -1).length == 15)
        .element(2)
        .asString()
        .startsWith("2,4,");
  }
}
