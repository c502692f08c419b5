package dev.offing.client.bench;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The result of a bench: a row for each figure. */
final class Rows {

  private static final double THOUSANDTHS = 1_000;

  private final ObjectNode json = JsonMapper.shared().createObjectNode();
  private final ArrayNode rows;
  private boolean allOk = true;

  /**
   * @param display whether the open window was on a display
   */
  Rows(boolean display) {
    json.put("bench", "client").put("display", display);
    rows = json.putArray("rows");
  }

  /** Adds the figure of that name in both measurements. */
  void add(String name, JsonNode ours, JsonNode floor, String figure, String unit, Goal goal) {
    add(name, ours.get(figure).asDouble(), floor.get(figure).asDouble(), unit, goal);
  }

  void add(String name, double ours, double floor, String unit, Goal goal) {
    boolean ok = goal.met().test(ours, floor);
    allOk &= ok;
    rows.addObject()
        .put("name", name)
        .put("ours", rounded(ours))
        .put("floor", rounded(floor))
        .put("unit", unit)
        .put("goal", goal.text())
        .put("ok", ok);
  }

  boolean allOk() {
    return allOk;
  }

  String json() {
    return json.toString();
  }

  private static double rounded(double figure) {
    return Math.round(figure * THOUSANDTHS) / THOUSANDTHS;
  }
}
