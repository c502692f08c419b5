package dev.offing.simulator.bench;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a benchmark found; its JSON is the last line of the command's output.
 *
 * @param bench the benchmark's name
 * @param rows its figures
 */
public record Report(String bench, List<Row> rows) {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String NO_GOAL = "none";

  /** Copies the list. */
  public Report {
    rows = List.copyOf(rows);
  }

  /**
   * One figure.
   *
   * @param ours what Offing does, in {@code unit}
   * @param floor what the bare tool does with the same work; null where there is none
   * @param goal what {@code ours} has to reach, for a person
   * @param ok whether it does
   */
  public record Row(
      String name,
      BigDecimal ours,
      @Nullable BigDecimal floor,
      String unit,
      String goal,
      boolean ok) {

    /** A figure where more is better: at least {@code share} (0 to 1) of the floor. */
    public static Row atLeast(String name, double ours, double floor, String unit, double share) {
      String goal = ">= %.0f %% of the floor".formatted(share * 100);
      return new Row(name, rounded(ours), rounded(floor), unit, goal, ours >= share * floor);
    }

    /** A figure where more is better, against a limit of its own. */
    public static Row atLeast(String name, double ours, String unit, double limit) {
      String goal = ">= %s %s".formatted(plain(limit), unit);
      return new Row(name, rounded(ours), null, unit, goal, ours >= limit);
    }

    /** A figure where less is better: under {@code times} the floor. */
    public static Row under(String name, double ours, double floor, String unit, double times) {
      String goal = "< %s x the floor".formatted(plain(times));
      return new Row(name, rounded(ours), rounded(floor), unit, goal, ours < times * floor);
    }

    /**
     * A figure where less is better: under {@code times} the floor and what the floor is spared.
     *
     * @param spared in {@code unit}
     * @param what it is spent on, for a person
     */
    public static Row under(
        String name,
        double ours,
        double floor,
        String unit,
        double times,
        double spared,
        String what) {
      String goal =
          "< %s x the floor + %s %s".formatted(plain(times), rounded(spared).toPlainString(), what);
      boolean ok = ours < times * floor + spared;
      return new Row(name, rounded(ours), rounded(floor), unit, goal, ok);
    }

    /** A figure where less is better, against a limit of its own, with the floor beside it. */
    public static Row limited(String name, double ours, double floor, String unit, double limit) {
      String goal = "< %s %s".formatted(plain(limit), unit);
      return new Row(name, rounded(ours), rounded(floor), unit, goal, ours < limit);
    }

    /** A figure that nothing is asked of. */
    public static Row told(String name, double ours, String unit) {
      return new Row(name, rounded(ours), null, unit, NO_GOAL, true);
    }

    /** A figure that nothing is asked of, with the floor beside it. */
    public static Row told(String name, double ours, double floor, String unit) {
      return new Row(name, rounded(ours), rounded(floor), unit, NO_GOAL, true);
    }

    /** A figure where less is better, against a limit of its own. */
    public static Row under(String name, double ours, String unit, double limit) {
      String goal = "< %s %s".formatted(plain(limit), unit);
      return new Row(name, rounded(ours), null, unit, goal, ours < limit);
    }

    /** More digits than a measurement has would only be noise. */
    private static BigDecimal rounded(double value) {
      return BigDecimal.valueOf(value).setScale(value < 100 ? 1 : 0, RoundingMode.HALF_UP);
    }

    private static String plain(double value) {
      return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
  }

  /** Whether every figure reaches its goal. */
  public boolean ok() {
    return rows.stream().allMatch(Row::ok);
  }

  /** One line of JSON. */
  public String json() {
    return JSON.writeValueAsString(this);
  }
}
