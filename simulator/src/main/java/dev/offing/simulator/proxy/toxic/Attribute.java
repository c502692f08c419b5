package dev.offing.simulator.proxy.toxic;

/**
 * What can be set on a toxic.
 *
 * @param name as it stands in JSON
 * @param preset what it is when nobody sets it, a {@link Long} or a {@link String}
 */
public record Attribute(String name, Object preset) {
  /** A whole number; 0 by itself. */
  public static Attribute number(String name) {
    return number(name, 0);
  }

  /** A whole number. */
  public static Attribute number(String name, long preset) {
    return new Attribute(name, preset);
  }

  /** A word. */
  public static Attribute text(String name, String preset) {
    return new Attribute(name, preset);
  }

  /** Whether it is a number. */
  public boolean isNumber() {
    return preset instanceof Long;
  }
}
