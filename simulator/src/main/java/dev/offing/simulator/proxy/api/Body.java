package dev.offing.simulator.proxy.api;

import dev.offing.simulator.proxy.toxic.Attribute;
import dev.offing.simulator.proxy.toxic.Settings;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A JSON object in a request, read as Go reads one into a struct: unknown members do not matter,
 * nor do capitals in names; {@code null} leaves a field as it is; what comes after the first value
 * is not looked at.
 *
 * @param struct the struct's name, which Go's mistakes tell
 */
record Body(JsonNode object, String struct) {
  private static final JsonMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  /** Reads the object. */
  static Body object(byte[] bytes, String struct) {
    return new Body(first(bytes), struct).check("toxiproxy." + struct);
  }

  /** Reads a list of objects. */
  static List<Body> list(byte[] bytes) {
    JsonNode all = first(bytes);
    if (all.isNull()) {
      return List.of();
    }
    if (!all.isArray()) {
      throw mismatch(all, "Go value", "[]toxiproxy.Proxy");
    }
    List<Body> objects = new ArrayList<>();
    for (JsonNode one : all) {
      objects.add(new Body(one, "").check("toxiproxy.Proxy"));
    }
    return objects;
  }

  private static JsonNode first(byte[] bytes) {
    try (var parser = JSON.createParser(bytes)) {
      JsonNode value = JSON.readTree(parser);
      if (value == null || value.isMissingNode()) {
        throw ApiException.badBody("EOF");
      }
      return value;
    } catch (UnexpectedEndOfInputException e) {
      throw ApiException.badBody("unexpected EOF");
    } catch (JacksonException e) {
      throw ApiException.badBody(e.getLocation() == null ? "invalid JSON" : invalid(bytes, e));
    }
  }

  private static String invalid(byte[] bytes, JacksonException e) {
    int at = Math.clamp(e.getLocation().getByteOffset() - 1, 0, bytes.length - 1);
    return "invalid character '%c' looking for beginning of value".formatted(bytes[at] & 0xFF);
  }

  private Body check(String type) {
    if (!object.isObject() && !object.isNull()) {
      throw mismatch(object, "Go value", type);
    }
    return this;
  }

  String text(String name, String otherwise) {
    JsonNode value = get(name);
    if (value == null) {
      return otherwise;
    }
    if (!value.isString()) {
      throw mismatch(value, field(name), "string");
    }
    return value.asString();
  }

  boolean flag(String name, boolean otherwise) {
    JsonNode value = get(name);
    if (value == null) {
      return otherwise;
    }
    if (!value.isBoolean()) {
      throw mismatch(value, field(name), "bool");
    }
    return value.asBoolean();
  }

  float fraction(String name, float otherwise) {
    JsonNode value = get(name);
    if (value == null) {
      return otherwise;
    }
    if (!value.isNumber()) {
      throw mismatch(value, field(name), "float32");
    }
    return value.floatValue();
  }

  /** What {@code attributes} says, over what was set before. */
  Settings settings(Settings before, List<Attribute> attributes, String type) {
    JsonNode value = get("attributes");
    if (value == null) {
      return before;
    }
    if (!value.isObject()) {
      throw mismatch(value, field("attributes"), "toxics." + type);
    }
    Body inner = new Body(value, type + ".attributes");
    Settings settings = before;
    for (Attribute it : attributes) {
      JsonNode set = inner.get(it.name());
      if (set == null) {
        continue;
      }
      boolean right =
          it.isNumber() ? set.isIntegralNumber() && set.canConvertToLong() : set.isString();
      if (!right) {
        throw mismatch(set, inner.field(it.name()), it.isNumber() ? "int64" : "string");
      }
      settings = settings.with(it.name(), it.isNumber() ? (Object) set.asLong() : set.asString());
    }
    return settings;
  }

  private @Nullable JsonNode get(String name) {
    JsonNode found = object.get(name);
    if (found == null) {
      for (var member : object.properties()) {
        found = member.getKey().equalsIgnoreCase(name) ? member.getValue() : found;
      }
    }
    return found == null || found.isNull() ? null : found;
  }

  private String field(String name) {
    return "Go struct field " + struct + "." + name;
  }

  private static ApiException mismatch(JsonNode value, String into, String type) {
    String what =
        switch (value.getNodeType()) {
          case ARRAY -> "array";
          case OBJECT -> "object";
          case BOOLEAN -> "bool";
          case STRING -> "string";
          case NUMBER -> type.startsWith("int") ? "number " + value.asString() : "number";
          default -> "value";
        };
    return ApiException.badBody(
        "json: cannot unmarshal %s into %s of type %s".formatted(what, into, type));
  }
}
