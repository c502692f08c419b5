package dev.offing.simulator.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.offing.server.cli.Spans;
import dev.offing.sync.economy.Economy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The one format of everything that is replayed: what is written is read, slips are told. */
final class ScenarioFileTest {
  private static final String HEAD =
      """
      about: a test
      rules: 1
      seed: 7
      world: {nodes: 2, accounts: 1, tick: 3s, keep: 90d, keep-count: 65536, real-proofs: false}
      steps:
      """;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void whatIsWrittenIsRead(long seed) throws Exception {
    Scenario drawn = new Planner().plan(seed, 300, Planner.swarm(seed));
    ScenarioFile file = ScenarioFile.of("A \"word\" with \\ in: it, and\nanother # line", drawn);

    ScenarioFile read = ScenarioFile.read("a.yaml", file.write());

    assertThat(read.about()).isEqualTo("A \"word\" with \\ in: it, and another # line");
    assertThat(read.otherRules()).isFalse();
    assertThat(read.scenario()).isEqualTo(drawn);
    assertThat(ScenarioFile.read("a.yaml", read.write())).isEqualTo(read);
  }

  @Test
  void aStepIsALine() {
    Scenario calm = new Planner().calm(1, 1);

    assertThat(ScenarioFile.of("calm", calm).write().lines()).hasSize(5 + calm.steps().size());
  }

  @Test
  void otherRulesAreTold() throws Exception {
    String text = (HEAD + "  []").replace("rules: 1", "rules: " + (Economy.RULES_VERSION + 1));

    assertThat(ScenarioFile.read("a.yaml", text).otherRules()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{at: 1s, device: 0, fault: lost-akc, for: 3s, percent: 5}|6:32: steps[0].fault: there is no fault 'lost-akc'; the nearest is 'lost-ack'",
        "{at: 1s, device: 0, do: bye, what: rowboat, count: 1}|6:29: steps[0].do: there is no deed 'bye'; the nearest is 'buy'",
        "{at: 1s, devise: 0, do: open}|6:14: steps[0].devise: there is no such key; the nearest is 'device'",
        "{at: soon, device: 0, do: open}|6:10: steps[0].at: 'soon' is not a time from 0s to",
        "{at: 1s, do: open}|6:5: steps[0].device: this key is missing",
        "{at: 1s, device: 0}|6:5: steps[0]: a step has either 'do' or 'fault'",
        "{at: 1s, node: 5, fault: node-kill, for: 1s, percent: 0}|6:20: steps[0].node: '5' is not a whole number from 0 to 1",
        "{at: 1s, device: 0, do: open, count: 3}|6:42: steps[0].count: to open has no 'count'",
        "{at: 1s, device: 0, fault: reset, for: 3s, percent: 0}|6:44: steps[0].for: reset has no 'for'",
        "{at: 1s, device: 0, do: buy, what: rowboat, count: 1e9}|6:56: steps[0].count: '1e9' is not a whole number from 1 to 5000",
        "{at: 1s, device: 0, at: 2s, do: open}|6:25: steps[0].at: this key stands here twice",
        "open|6:5: steps[0]: keys and values belong here",
        "{at: 1s, device: 0, do: open|this is not YAML"
      })
  void aSlipIsToldWithItsPlace(String step, String told) {
    assertThatThrownBy(() -> ScenarioFile.read("a.yaml", HEAD + "  - " + step + "\n"))
        .isInstanceOf(ScenarioException.class)
        .hasMessageStartingWith("a.yaml:")
        .hasMessageContaining(told);
  }

  @Test
  void stepsStandInTheOrderOfTime() {
    String steps = "  - {at: 2s, device: 0, do: open}\n  - {at: 1s, device: 0, do: quit}\n";

    assertThatThrownBy(() -> ScenarioFile.read("a.yaml", HEAD + steps))
        .hasMessageContaining("a.yaml:7:5: steps[1]: this lies before the step above it");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "# nothing",
        "[1, 2]",
        "just text",
        "a: &x [*x]",
        "about: x\nrules: one",
        "\u0000",
        "about: !!java.lang.Runtime x",
        "a: b: c"
      })
  void whateverElseIsThereIsToldAsWell(String text) {
    assertThatThrownBy(() -> ScenarioFile.read("a.yaml", text))
        .isInstanceOf(ScenarioException.class)
        .hasMessageMatching("a\\.yaml:\\d+:\\d+: .{8,}");
  }

  @Test
  void aBombOfAliasesIsNoScenario() {
    StringBuilder bomb = new StringBuilder("a: &a [x, x]\n");
    for (char c = 'b'; c <= 'z'; c++) {
      bomb.append("%c: &%c [*%c, *%c, *%c]\n".formatted(c, c, c - 1, c - 1, c - 1));
    }

    assertThatThrownBy(() -> ScenarioFile.read("a.yaml", bomb.toString()))
        .isInstanceOf(ScenarioException.class);
  }

  @ParameterizedTest
  @CsvSource({"0, 0s", "1, 1ms", "61000, 1m1s", "90061001, 1d1h1m1s1ms", "7776000000, 90d"})
  void timesAreExact(long ms, String text) {
    assertThat(Spans.of(ms)).isEqualTo(text);
    assertThat(Spans.parse(text)).hasValue(ms);
    assertThat(Spans.parse("99999999999999999999d")).isEmpty();
  }
}
