package dev.offing.server.action;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.offing.sync.economy.Money;
import dev.offing.sync.protocol.Codec;
import dev.offing.sync.protocol.Spelling;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON Schema (2020-12) of what actions take and give: the parts of the records, as the codec
 * spells them. What a constructor checks beyond that is told by its error. Of one thread.
 */
final class Schemas {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Codec codec;
  private final String prefix;
  private final SortedMap<String, ObjectNode> named = new TreeMap<>();
  private final Map<Class<?>, String> names = new HashMap<>();

  /**
   * No schemas yet.
   *
   * @param prefix of references to those that have a name
   */
  Schemas(Codec codec, String prefix) {
    this.codec = codec;
    this.prefix = prefix;
  }

  /** Those that references name. */
  ObjectNode named() {
    ObjectNode all = JSON.objectNode();
    named.forEach(all::set);
    return all;
  }

  /** The schema of a type; of a record, a reference to it. */
  ObjectNode of(Type type) {
    if (type instanceof ParameterizedType p) {
      return ofMany(p);
    }
    Class<?> plain = Spelling.of((Class<?>) type);
    if (plain == String.class) {
      return typed("string");
    }
    if (plain == Money.class) {
      return typed("string").put("pattern", "^(0|-?[1-9][0-9]{0,1023})$");
    }
    if (plain == int.class || plain == Integer.class) {
      return typed("integer").put("format", "int32");
    }
    if (plain == long.class || plain == Long.class) {
      return typed("integer").put("format", "int64");
    }
    if (plain == boolean.class || plain == Boolean.class) {
      return typed("boolean");
    }
    if (plain.isEnum()) {
      ArrayNode words = JSON.arrayNode();
      for (Object word : plain.getEnumConstants()) {
        words.add(codec.toTree(word));
      }
      return typed("string").set("enum", words);
    }
    if (plain.isRecord()) {
      return reference(plain, null);
    }
    JsonSubTypes kinds = plain.getAnnotation(JsonSubTypes.class);
    return kinds == null ? JSON.objectNode() : oneOf(plain, kinds);
  }

  private ObjectNode ofMany(ParameterizedType type) {
    Class<?> raw = (Class<?>) type.getRawType();
    Type[] of = type.getActualTypeArguments();
    if (Collection.class.isAssignableFrom(raw)) {
      return typed("array").set("items", of(of[0]));
    }
    return Map.class.isAssignableFrom(raw)
        ? typed("object").set("additionalProperties", of(of[1]))
        : JSON.objectNode();
  }

  private ObjectNode oneOf(Class<?> type, JsonSubTypes kinds) {
    JsonTypeInfo how = type.getAnnotation(JsonTypeInfo.class);
    String key = how == null || how.property().isEmpty() ? "type" : how.property();
    ArrayNode all = JSON.arrayNode();
    for (JsonSubTypes.Type kind : kinds.value()) {
      ObjectNode word = JSON.objectNode().put("const", kind.name());
      all.add(reference(kind.value(), Map.entry(key, word)));
    }
    return JSON.objectNode().set("oneOf", all);
  }

  private ObjectNode reference(Class<?> record, Map.@Nullable Entry<String, ObjectNode> kind) {
    String name = names.get(record);
    if (name == null) {
      name = name(record);
      names.put(record, name);
      named.put(name, JSON.objectNode()); // it may be a part of itself
      named.put(name, object(record, kind));
    }
    return JSON.objectNode().put("$ref", prefix + name);
  }

  private ObjectNode object(Class<?> record, Map.@Nullable Entry<String, ObjectNode> kind) {
    ObjectNode properties = JSON.objectNode();
    ArrayNode required = JSON.arrayNode();
    if (kind != null) {
      properties.set(kind.getKey(), kind.getValue());
      required.add(kind.getKey());
    }
    for (RecordComponent part : record.getRecordComponents()) {
      properties.set(part.getName(), of(part.getGenericType()));
      if (!mayBeLeftOut(part)) {
        required.add(part.getName());
      }
    }
    ObjectNode schema = typed("object");
    schema.set("properties", properties);
    if (!required.isEmpty()) {
      schema.set("required", required);
    }
    return schema.put("additionalProperties", false);
  }

  static boolean mayBeLeftOut(RecordComponent part) {
    return part.getAnnotatedType().isAnnotationPresent(Nullable.class);
  }

  private String name(Class<?> record) {
    Class<?> around = record.getEnclosingClass();
    String simple = record.getSimpleName().replaceFirst("Json$", "");
    String full = (around == null ? "" : around.getSimpleName() + ".") + simple;
    for (String name : new String[] {simple, full}) {
      if (!named.containsKey(name)) {
        return name;
      }
    }
    return record.getName().replace('$', '.');
  }

  private static ObjectNode typed(String type) {
    return JSON.objectNode().put("type", type);
  }
}
