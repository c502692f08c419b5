package dev.offing.server.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A page in the text format of Prometheus (version 0.0.4), written metric by metric. Used by one
 * thread.
 */
public final class Exposition {
  /** Its content type. */
  public static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final StringBuilder text = new StringBuilder();

  /** What stands behind a name. */
  public record Label(String name, String value) {}

  /** A value that only grows; its name ends in {@code _total}. */
  public Exposition counter(String name, String help) {
    return head(name, help, "counter");
  }

  /** A value that goes up and down. */
  public Exposition gauge(String name, String help) {
    return head(name, help, "gauge");
  }

  /** Values by how large they were; followed by {@link #spread}. */
  public Exposition histogram(String name, String help) {
    return head(name, help, "histogram");
  }

  private Exposition head(String name, String help, String type) {
    text.append("# HELP ").append(name).append(' ').append(escaped(help)).append('\n');
    text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    return this;
  }

  /** A value of the metric that was begun last. */
  public Exposition sample(String name, double value, Label... labels) {
    return sample(name, List.of(labels), number(value));
  }

  /** A value that is counted. */
  public Exposition sample(String name, long value, Label... labels) {
    return sample(name, List.of(labels), Long.toString(value));
  }

  private Exposition sample(String name, List<Label> labels, String value) {
    text.append(name);
    if (!labels.isEmpty()) {
      text.append('{');
      for (int i = 0; i < labels.size(); i++) {
        Label label = labels.get(i);
        text.append(i == 0 ? "" : ",").append(label.name()).append("=\"");
        text.append(escaped(label.value()).replace("\"", "\\\"")).append('"');
      }
      text.append('}');
    }
    text.append(' ').append(value).append('\n');
    return this;
  }

  /**
   * The values of a histogram.
   *
   * @param bounds of the buckets, each above the one before
   * @param counts of each bucket, and of what is above them all
   * @param sum of all values
   */
  public Exposition spread(
      String name, List<Double> bounds, List<Long> counts, double sum, Label... labels) {
    long upTo = 0;
    for (int i = 0; i < counts.size(); i++) {
      upTo += counts.get(i);
      String bound = i < bounds.size() ? number(bounds.get(i)) : "+Inf";
      List<Label> all = new ArrayList<>(List.of(labels));
      all.add(new Label("le", bound));
      sample(name + "_bucket", all, Long.toString(upTo));
    }
    sample(name + "_sum", sum, labels);
    return sample(name + "_count", upTo, labels);
  }

  /** All of it. */
  public String text() {
    return text.toString();
  }

  private static String number(double value) {
    long whole = (long) value;
    return whole == value ? Long.toString(whole) : String.format(Locale.ROOT, "%.9g", value);
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\n", "\\n");
  }
}
