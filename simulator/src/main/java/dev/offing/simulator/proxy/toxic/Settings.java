package dev.offing.simulator.proxy.toxic;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The attributes of one toxic with their values.
 *
 * @param values in the order of the type, each a {@link Long} or a {@link String}
 */
public record Settings(Map<String, Object> values) {
  /** Keeps the order. */
  public Settings {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** As they are when nobody sets them. */
  public static Settings of(List<Attribute> attributes) {
    Map<String, Object> values = new LinkedHashMap<>();
    attributes.forEach(it -> values.put(it.name(), it.preset()));
    return new Settings(values);
  }

  /** With one of them changed. */
  public Settings with(String name, Object value) {
    Map<String, Object> changed = new LinkedHashMap<>(values);
    if (changed.replace(name, value) == null) {
      throw new IllegalArgumentException("there is no attribute " + name);
    }
    return new Settings(changed);
  }

  /** The number of this name. */
  public long number(String name) {
    return (Long) get(name);
  }

  /** The word of this name. */
  public String text(String name) {
    return (String) get(name);
  }

  private Object get(String name) {
    Object value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("there is no attribute " + name);
    }
    return value;
  }
}
