package dev.offing.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

final class CliTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void aCommandThatIsDoneExitsWithItsOwnCode() {
    assertThat(run(new Crane(() -> 0), "--load", "3")).isZero();
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void aWrongFlagExitsWithTwoAndTheNearestRightOne() {
    assertThat(run(new Crane(() -> 0), "--laod", "3")).isEqualTo(2);
    assertThat(err.toString()).startsWith("crane: there is no flag '--laod'. Did you mean --load?");
  }

  @Test
  void aWrongValueExitsWithTwo() {
    assertThat(run(new Crane(() -> 0), "--load", "much")).isEqualTo(2);
    assertThat(err.toString()).contains("--load").contains("much").contains("crane --help");
  }

  @Test
  void aWrongChoiceExitsWithTwoAndTheNearestRightOne() {
    assertThat(run(new Crane(() -> 0), "--tide", "hihg")).isEqualTo(2);
    assertThat(err.toString())
        .startsWith("crane: 'hihg' is no value of --tide. Did you mean high? There are low, high");
    assertThat(run(new Crane(() -> 0), "--tide", "high")).isZero();
  }

  @Test
  void soDoesOneOfSeveralChoices() {
    assertThat(run(new Crane(() -> 0), "--also", "low,hihg")).isEqualTo(2);
    assertThat(err.toString())
        .startsWith("crane: 'hihg' is no value of --also. Did you mean high? There are low, high");
    Crane crane = new Crane(() -> 0);
    assertThat(run(crane, "--also", "low,high")).isZero();
    assertThat(crane.also).containsExactly(Crane.Tide.LOW, Crane.Tide.HIGH);
  }

  @Test
  void aSettingThatTheCommandRefusesExitsWithTwo() {
    Crane crane = new Crane(() -> 0);
    crane.work =
        () -> {
          throw new ParameterException(crane.spec.commandLine(), "harbour.properties:3: too heavy");
        };

    assertThat(run(crane)).isEqualTo(2);
    assertThat(err.toString()).startsWith("crane: harbour.properties:3: too heavy");
  }

  @Test
  void aFailureOfOursIsItsOwnSentence() {
    Crane crane =
        new Crane(() -> {
          throw new Flood("The quay is under water. Nothing was lost. Wait for the ebb.");
        });

    assertThat(run(crane)).isEqualTo(1);
    assertThat(err.toString())
        .isEqualToNormalizingNewlines(
            "crane: The quay is under water. Nothing was lost. Wait for the ebb.\n");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void aFailureOfAStrangerIsNamedWithoutItsTrace() {
    Crane crane =
        new Crane(() -> {
          throw new IllegalStateException("rope");
        });

    assertThat(run(crane)).isEqualTo(1);
    assertThat(err.toString()).contains("IllegalStateException: rope").doesNotContain("\tat ");
  }

  @Test
  void debugSaysWhereAFailureCameFrom() {
    Crane crane =
        new Crane(() -> {
          throw new Flood("Water.");
        });

    assertThat(run(crane, "--debug")).isEqualTo(1);
    assertThat(err.toString()).contains("crane: Water.").contains("\tat ").contains("CliTest");
  }

  @Test
  void debugMayStandBeforeOrAfterTheCommand() {
    for (List<String> words :
        List.of(List.of("--debug", "failing"), List.of("failing", "--debug"))) {
      err.getBuffer().setLength(0);
      assertThat(run(new Yard(), words.toArray(String[]::new))).isEqualTo(1);
      assertThat(err.toString()).contains("Water.").contains("\tat ");
    }
  }

  @Command(name = "yard", subcommands = Failing.class)
  private static final class Yard implements Runnable {
    @Override
    public void run() {}
  }

  @Command(name = "failing")
  private static final class Failing implements Runnable {
    @Override
    public void run() {
      throw new Flood("Water.");
    }
  }

  @Test
  void aWrongCommandExitsWithTwoAndTheNearestRightOne() {
    CommandLine harbour = Cli.commandLine(new Harbour()).addSubcommand(new Crane(() -> 0));

    assertThat(run(harbour, "crnae")).isEqualTo(2);
    assertThat(err.toString())
        .startsWith("harbour: there is no command 'crnae'. Did you mean crane?");
  }

  private int run(Object command, String... args) {
    return run(Cli.commandLine(command), args);
  }

  private int run(CommandLine line, String... args) {
    return line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true)).execute(args);
  }

  private static final class Flood extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Flood(String message) {
      super(message);
    }
  }

  @Command(name = "harbour")
  private static final class Harbour implements Runnable {
    @Override
    public void run() {}
  }

  @Command(name = "crane")
  private static final class Crane implements Callable<Integer> {
    @Spec private CommandSpec spec;

    private enum Tide {
      LOW,
      HIGH
    }

    @Option(names = "--load")
    private int load;

    @Option(names = "--tide")
    private Tide tide = Tide.LOW;

    @Option(names = "--also", split = ",")
    private List<Tide> also = List.of();

    private Callable<Integer> work;

    Crane(Callable<Integer> work) {
      this.work = work;
    }

    @Override
    public Integer call() throws Exception {
      assertThat(tide).isNotNull();
      return work.call() + load - load;
    }
  }
}
