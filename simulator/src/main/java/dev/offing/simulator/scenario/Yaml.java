package dev.offing.simulator.scenario;

import dev.offing.server.cli.Spans;
import dev.offing.sync.protocol.Nearest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** One value in a scenario file with its place: reads that fail with line, column and key. */
record Yaml(String file, String key, Node node) {
  /** No scenario of a person is longer, and none of {@code --shrink}. */
  private static final int MOST_CHARACTERS = 8 << 20;

  private static final int MOST_ALIASES = 50;

  static Yaml parse(String file, String text) throws ScenarioException {
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel(file)
            .setCodePointLimit(MOST_CHARACTERS)
            .setMaxAliasesForCollections(MOST_ALIASES)
            .build();
    try {
      Node root =
          new Compose(settings)
              .composeString(text)
              .orElseThrow(() -> new ScenarioException(file, 1, 1, "", "the file is empty"));
      return new Yaml(file, "", root);
    } catch (MarkedYamlEngineException e) {
      Mark mark = e.getProblemMark().or(e::getContextMark).orElse(null);
      throw new ScenarioException(
          file,
          mark == null ? 1 : mark.getLine() + 1,
          mark == null ? 1 : mark.getColumn() + 1,
          "",
          "this is not YAML: " + e.getProblem());
    } catch (YamlEngineException e) {
      throw new ScenarioException(file, 1, 1, "", "this is not YAML: " + e.getMessage());
    }
  }

  ScenarioException fail(String what) {
    Mark mark = node.getStartMark().orElse(null);
    return new ScenarioException(
        file,
        mark == null ? 1 : mark.getLine() + 1,
        mark == null ? 1 : mark.getColumn() + 1,
        key,
        what);
  }

  /** Its values by key; only these keys may stand there, and each once. */
  Map<String, Yaml> object(String... keys) throws ScenarioException {
    if (!(node instanceof MappingNode mapping)) {
      throw fail("keys and values belong here: " + String.join(", ", keys));
    }
    List<String> known = Arrays.asList(keys);
    Map<String, Yaml> values = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      String name = new Yaml(file, key, tuple.getKeyNode()).text("a key");
      Yaml at = new Yaml(file, path(name), tuple.getKeyNode());
      if (!known.contains(name)) {
        throw at.fail("there is no such key" + nearest(name, known));
      }
      if (values.put(name, new Yaml(file, path(name), tuple.getValueNode())) != null) {
        throw at.fail("this key stands here twice");
      }
    }
    return values;
  }

  /** The value of a key that must be there. */
  Yaml need(Map<String, Yaml> values, String name) throws ScenarioException {
    Yaml value = values.get(name);
    if (value == null) {
      throw new Yaml(file, path(name), node).fail("this key is missing");
    }
    return value;
  }

  List<Yaml> list(int most) throws ScenarioException {
    if (!(node instanceof SequenceNode sequence)) {
      throw fail("a list belongs here");
    }
    if (sequence.getValue().size() > most) {
      throw fail("a scenario has at most %,d steps".formatted(most));
    }
    List<Yaml> values = new ArrayList<>();
    for (Node value : sequence.getValue()) {
      values.add(new Yaml(file, "%s[%d]".formatted(key, values.size()), value));
    }
    return values;
  }

  String text(String what) throws ScenarioException {
    if (!(node instanceof ScalarNode scalar) || scalar.getValue().isBlank()) {
      throw fail(what + " belongs here");
    }
    return scalar.getValue();
  }

  long number(long least, long most) throws ScenarioException {
    String expected = "a whole number from %d to %d".formatted(least, most);
    String text = text(expected);
    try {
      long value = Long.parseLong(text);
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException _) {
      // told below
    }
    throw fail("'%s' is not %s".formatted(text, expected));
  }

  boolean flag() throws ScenarioException {
    return switch (text("true or false")) {
      case "true" -> true;
      case "false" -> false;
      default -> throw fail("true or false belongs here");
    };
  }

  /** Ms. */
  long span(long leastMs, long mostMs) throws ScenarioException {
    String expected =
        "a time from %s to %s, such as 1m30s".formatted(Spans.of(leastMs), Spans.of(mostMs));
    String text = text(expected);
    long ms = Spans.parse(text).orElse(-1);
    if (ms < leastMs || ms > mostMs) {
      throw fail("'%s' is not %s".formatted(text, expected));
    }
    return ms;
  }

  /** One of some words; {@code what} is what they are called. */
  <T> T word(String what, java.util.function.Function<String, Optional<T>> of, List<String> words)
      throws ScenarioException {
    String text = text("the name of a " + what);
    Optional<T> value = of.apply(text);
    if (value.isEmpty()) {
      throw fail("there is no %s '%s'%s".formatted(what, text, nearest(text, words)));
    }
    return value.get();
  }

  private String path(String name) {
    return key.isEmpty() ? name : key + "." + name;
  }

  static String nearest(String wrong, List<String> right) {
    return Nearest.to(wrong, right).map("; the nearest is '%s'"::formatted).orElse("");
  }
}
