package dev.offing.server.world;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is different between two catalogs, for people. */
final class CatalogChanges {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final List<String> lines = new ArrayList<>();

  private CatalogChanges() {}

  /** A line each: {@code producers.rowboat.name: "Rowboat" -> "Boat"}. */
  static List<String> between(String before, String after) {
    CatalogChanges changes = new CatalogChanges();
    changes.compare("", JSON.readTree(before), JSON.readTree(after));
    return changes.lines;
  }

  private void compare(String path, @Nullable JsonNode before, @Nullable JsonNode after) {
    if (before == null) {
      lines.add("%s: new".formatted(path));
    } else if (after == null) {
      lines.add("%s: gone".formatted(path));
    } else if (!before.equals(after)) {
      Map<String, JsonNode> old = parts(before);
      Map<String, JsonNode> fresh = parts(after);
      if (old.isEmpty() || fresh.isEmpty()) {
        lines.add("%s: %s -> %s".formatted(path, before, after));
        return;
      }
      TreeSet<String> names = new TreeSet<>(old.keySet());
      names.addAll(fresh.keySet());
      String prefix = path.isEmpty() ? "" : path + ".";
      names.forEach(name -> compare(prefix + name, old.get(name), fresh.get(name)));
    }
  }

  /** By name; those of a list by their ids, where they have any, else by their places. */
  private static Map<String, JsonNode> parts(JsonNode node) {
    Map<String, JsonNode> parts = new TreeMap<>();
    if (node.isObject()) {
      node.properties().forEach(it -> parts.put(it.getKey(), it.getValue()));
    }
    if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        JsonNode part = node.get(i);
        parts.put(part.path("id").asString(Integer.toString(i + 1)), part);
      }
    }
    return parts;
  }
}
