package dev.offing.simulator.scenario;

import dev.offing.sync.economy.Economy;

/**
 * A scenario as a person reads and writes it: YAML, by assets/scenario.schema.json. The one format
 * of everything that is replayed.
 *
 * @param about what it shows, in a sentence
 * @param rules version of the economy's rules that it was made with
 * @param scenario what is run
 */
public record ScenarioFile(String about, int rules, Scenario scenario) {

  /** Of a scenario that runs by the rules of this program. */
  public static ScenarioFile of(String about, Scenario scenario) {
    return new ScenarioFile(about, Economy.RULES_VERSION, scenario);
  }

  /**
   * Reads one.
   *
   * @param name of the file, for messages
   * @throws ScenarioException where it is not one: names line, column and key
   */
  public static ScenarioFile read(String name, String yaml) throws ScenarioException {
    return ScenarioReader.read(name, yaml);
  }

  /** As YAML; {@link #read} makes the same of it. */
  public String write() {
    return ScenarioWriter.write(this);
  }

  /** Whether it was made with other rules than this program's: it may show something else now. */
  public boolean otherRules() {
    return rules != Economy.RULES_VERSION;
  }
}
