package dev.offing.simulator.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offing.server.cli.Cli;
import dev.offing.simulator.bench.Report.Row;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The benchmark measures what it says: small, and without looking at the speed. */
final class EngineBenchTest {

  private static final EngineBench.Size SMALL =
      new EngineBench.Size(
          1,
          200,
          new Turns(0, 2),
          5,
          new Turns(0, 2),
          2,
          new Turns(0, 1),
          new Turns(0, 2),
          150,
          0,
          1,
          new Turns(0, 1),
          2,
          2_000,
          300);

  @TempDir Path folder;

  /** That the floor wrote the same rows, and that all predictions changed, it checks itself. */
  @Test
  void eachFigureIsTakenBesideAFloorThatDoesTheSameWork() throws Exception {
    List<String> told = new ArrayList<>();

    Report report = new EngineBench(folder, SMALL, told::add).run();

    assertThat(report.bench()).isEqualTo("engine");
    assertThat(report.rows())
        .extracting(Row::name)
        .containsExactly(
            "durable gestures one by one",
            "durable gestures by submitAll of 100",
            "pure replay of 150 pending",
            "replay of 150 pending with rows",
            "a year's absence with 1,000 world events",
            "judging pushes of 256 in memory",
            "checkpoint's share of a push",
            "150 queued, from reconnect to an empty outbox",
            "what that takes of the heap",
            "2,000 mutations in ten years: the profile's file",
            "2,000 mutations in ten years: opening it");
    assertThat(report.rows())
        .extracting(Row::unit)
        .containsExactly(
            "gestures/s",
            "gestures/s",
            "ms",
            "ms",
            "ms",
            "mutations/s",
            "%",
            "ms",
            "MB",
            "MB",
            "ms");
    assertThat(report.rows().subList(0, 8)).extracting(Row::ours).allMatch(it -> it.signum() > 0);
    assertThat(report.rows().get(2).floor()).isNull();
    assertThat(report.rows())
        .filteredOn(row -> row.floor() != null)
        .hasSize(3)
        .extracting(Row::floor)
        .allMatch(it -> it.compareTo(BigDecimal.ZERO) > 0);
    assertThat(told).contains("durable gestures one by one: 2 of 2");
  }

  @Test
  void aFolderThatCannotBeWrittenIsToldBeforeAnythingIsMeasured() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");
    StringWriter err = new StringWriter();

    int code =
        Cli.commandLine(new EngineBenchCommand())
            .setErr(new PrintWriter(err))
            .execute("--data", file.resolve("below").toString());

    assertThat(code).isEqualTo(2);
    assertThat(err.toString()).contains("--data").contains(file.toString());
  }

  @Test
  void aWrongFlagIsToldWithTheNearestRightOne() {
    StringWriter err = new StringWriter();

    int code =
        Cli.commandLine(new EngineBenchCommand())
            .setErr(new PrintWriter(err))
            .execute("--date", "here");

    assertThat(code).isEqualTo(2);
    assertThat(err.toString()).contains("Did you mean --data?");
  }
}
