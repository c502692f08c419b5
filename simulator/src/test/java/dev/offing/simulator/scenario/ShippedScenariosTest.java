package dev.offing.simulator.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.offing.simulator.world.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The files under simulator/scenarios: they fit the schema, and break no promise. */
final class ShippedScenariosTest {
  private static final Path SCHEMA = Path.of("..", "assets", "scenario.schema.json");

  static List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(Path.of("scenarios"))) {
      return all.filter(f -> f.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  @Test
  void thereAreSome() throws IOException {
    assertThat(files()).hasSizeGreaterThanOrEqualTo(6);
  }

  @Test
  void everyFaultHasAFileThatShowsIt() throws Exception {
    Set<Fault> shown = EnumSet.noneOf(Fault.class);
    for (Path file : files()) {
      ScenarioFile.read(file.toString(), Files.readString(file)).scenario().steps().stream()
          .filter(Step.Befalls.class::isInstance)
          .forEach(step -> shown.add(((Step.Befalls) step).fault()));
    }

    assertThat(shown).containsExactlyInAnyOrder(Fault.values());
  }

  @ParameterizedTest
  @MethodSource("files")
  void noneBreaksAPromise(Path file) throws Exception {
    ScenarioFile read = ScenarioFile.read(file.toString(), Files.readString(file));

    assertThat(read.about()).as("what it shows, in a sentence").endsWith(".");
    assertThat(read.otherRules()).isFalse();
    assertThat(new Simulation().run(read.scenario(), null).failure()).isNull();
  }

  @ParameterizedTest
  @MethodSource("files")
  void eachFitsTheSchema(Path file) throws IOException {
    assertThat(wrong(Files.readString(file))).isEmpty();
  }

  @Test
  void whatThePlannerDrawsFitsTheSchema() throws IOException {
    for (long seed = 1; seed <= 6; seed++) {
      Scenario drawn = new Planner().plan(seed, 150, Planner.swarm(seed));
      assertThat(wrong(ScenarioFile.of("drawn", drawn).write())).as("seed %d", seed).isEmpty();
    }
  }

  @Test
  void theSchemaRefusesWhatTheReaderRefuses() throws IOException {
    String good = ScenarioFile.of("drawn", new Planner().calm(1, 1)).write();

    assertThat(wrong(good)).isEmpty();
    assertThat(wrong(good.replaceFirst("do: open", "do: opne"))).isNotEmpty();
    assertThat(wrong(good.replaceFirst("tick: ", "tock: "))).isNotEmpty();
    assertThat(wrong(good.replaceFirst("at: ", "at: x"))).isNotEmpty();
  }

  @Test
  void theSchemaKnowsEveryFaultAndEveryDeed() throws IOException {
    JsonNode steps =
        JsonMapper.shared().readTree(Files.readString(SCHEMA)).at("/properties/steps/items/oneOf");

    assertThat(words(steps, "fault"))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Fault.values()).map(Fault::label).toList());
    assertThat(words(steps, "do"))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Step.Deed.values()).map(Step.Deed::label).toList());
  }

  private static List<String> words(JsonNode steps, String key) {
    return steps
        .valueStream()
        .flatMap(step -> step.at("/properties/" + key + "/enum").valueStream())
        .map(JsonNode::stringValue)
        .toList();
  }

  private static List<?> wrong(String yaml) throws IOException {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(Files.readString(SCHEMA), InputFormat.JSON)
        .validate(yaml, InputFormat.YAML);
  }
}
