package dev.offing.sync.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.offing.sync.economy.Money;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * docs/protocol/asyncapi.yaml says what the sealed types say: every message, every field, which of
 * them may be left out, and nothing more. Whoever changes a message changes that file as well.
 */
final class AsyncApiTest {
  private static final Path DOCS = Path.of("..", "docs", "protocol");
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final JsonNode DOCUMENT =
      YAMLMapper.builder().build().readTree(DOCS.resolve("asyncapi.yaml").toFile());
  private static final SchemaRegistry SCHEMAS =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7);

  private static final Set<Class<?>> INTEGERS =
      Set.of(int.class, long.class, Integer.class, Long.class);

  @Test
  void fitsTheOfficialSchema() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(AsyncApiTest.class.getResourceAsStream("asyncapi-3.0.0.json"))) {
      Schema official = SCHEMAS.getSchema(JSON.readTree(in));

      assertThat(official.validate(DOCUMENT)).isEmpty();
      ObjectNode broken = (ObjectNode) DOCUMENT.deepCopy();
      ((ObjectNode) broken.at("/operations/greet")).put("action", "shout");
      assertThat(official.validate(broken)).isNotEmpty();
    }
  }

  // ---- against the types ------------------------------------------------------------------------

  @Test
  void namesTheMessagesOfEachSideAndNoOthers() {
    assertThat(said().keySet()).isEqualTo(types(ClientMessage.class).keySet());
    assertThat(heard().keySet()).isEqualTo(types(ServerMessage.class).keySet());
    assertThat(union(said().values(), heard().values()))
        .as("the messages that an operation uses, and those of the channel")
        .isEqualTo(names(DOCUMENT.at("/channels/session/messages")))
        .isEqualTo(names(DOCUMENT.at("/components/messages")));
  }

  @TestFactory
  Stream<DynamicTest> hasTheFieldsOfEveryClientMessage() {
    return sameFields(types(ClientMessage.class), said());
  }

  @TestFactory
  Stream<DynamicTest> hasTheFieldsOfEveryServerMessage() {
    return sameFields(types(ServerMessage.class), heard());
  }

  private static Stream<DynamicTest> sameFields(
      Map<String, Class<?>> types, Map<String, String> messages) {
    return types.entrySet().stream()
        .map(it ->
            DynamicTest.dynamicTest(
                it.getKey(),
                () ->
                    compareRecord(
                        payload(messages.get(it.getKey())),
                        it.getValue(),
                        it.getKey(),
                        it.getKey(),
                        new TreeSet<>())));
  }

  @Test
  void hasNoSchemaThatNoMessageUses() {
    Set<String> used = new TreeSet<>();
    types(ClientMessage.class)
        .forEach((name, type) -> compareRecord(payload(said().get(name)), type, name, name, used));
    types(ServerMessage.class)
        .forEach((name, type) -> compareRecord(payload(heard().get(name)), type, name, name, used));

    assertThat(names(DOCUMENT.at("/components/schemas"))).isEqualTo(used);
  }

  private static void compare(JsonNode given, Type type, String where, Set<String> used) {
    JsonNode schema = resolved(given, used);
    if (type instanceof ParameterizedType generic) {
      Class<?> raw = (Class<?>) generic.getRawType();
      Type[] parts = generic.getActualTypeArguments();
      if (Map.class.isAssignableFrom(raw)) {
        hasType(schema, "object", where);
        compare(schema.get("additionalProperties"), parts[1], where + "{}", used);
      } else {
        assertThat(Collection.class).as(where).isAssignableFrom(raw);
        hasType(schema, "array", where);
        compare(schema.get("items"), parts[0], where + "[]", used);
      }
      return;
    }
    Class<?> plain = Spelling.of((Class<?>) type);
    if (plain == String.class || plain == Money.class) {
      hasType(schema, "string", where);
      assertThat(schema.path("pattern").asString("").contains("[1-9][0-9]{0,1023}"))
          .as(where + " is an amount of money")
          .isEqualTo(plain == Money.class);
    } else if (plain.isEnum()) {
      hasType(schema, "string", where);
      assertThat(texts(schema.get("enum"))).as(where).isEqualTo(constants(plain));
    } else if (plain == boolean.class || plain == Boolean.class) {
      hasType(schema, "boolean", where);
    } else if (INTEGERS.contains(plain)) {
      hasType(schema, "integer", where);
    } else if (plain != JsonNode.class) {
      compareRecord(schema, plain, null, where, used);
    }
  }

  private static void compareRecord(
      JsonNode schema, Class<?> type, @Nullable String name, String where, Set<String> used) {
    assertThat(type.isRecord()).as(where + " is a record: " + type).isTrue();
    hasType(schema, "object", where);
    Set<String> there = new TreeSet<>();
    Set<String> required = new TreeSet<>();
    JsonNode properties = schema.get("properties");
    if (name != null) {
      there.add("type");
      required.add("type");
      assertThat(properties.at("/type/const").asString()).isEqualTo(name);
    }
    for (RecordComponent part : type.getRecordComponents()) {
      there.add(part.getName());
      if (!part.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
        required.add(part.getName());
      }
    }
    assertThat(names(properties)).as("fields of " + where).isEqualTo(there);
    assertThat(texts(schema.get("required"))).as("required of " + where).isEqualTo(required);
    for (RecordComponent part : type.getRecordComponents()) {
      compare(
          properties.get(part.getName()),
          part.getGenericType(),
          where + "." + part.getName(),
          used);
    }
  }

  private static void hasType(JsonNode schema, String type, String where) {
    assertThat(schema.path("type").asString("")).as("type of " + where).isEqualTo(type);
  }

  private static Set<String> constants(Class<?> type) {
    Set<String> names = new TreeSet<>();
    for (Object constant : type.getEnumConstants()) {
      names.add(new Codec().toTree(constant).asString());
    }
    return names;
  }

  // ---- against the examples ---------------------------------------------------------------------

  @TestFactory
  Stream<DynamicTest> everyExampleFitsAndNothingInItIsUnknown() throws IOException {
    try (Stream<Path> files = Files.list(DOCS.resolve("examples"))) {
      return files.sorted().toList().stream()
          .map(file ->
              DynamicTest.dynamicTest(
                  file.getFileName().toString(),
                  () -> {
                    JsonNode example =
                        JSON.readTree(Files.readString(file, StandardCharsets.UTF_8));
                    boolean client = file.getFileName().toString().startsWith("client-");
                    String type = example.get("type").asString();
                    String message = Objects.requireNonNull((client ? said() : heard()).get(type));
                    fits(example, closed(message), texts(payload(message).get("required")));
                  }));
    }
  }

  private static void fits(JsonNode example, Schema schema, Set<String> required) {
    assertThat(schema.validate(example)).isEmpty();
    for (String key : names(example)) {
      ObjectNode without = (ObjectNode) example.deepCopy();
      without.remove(key);
      assertThat(schema.validate(without).isEmpty())
          .as("fits without " + key)
          .isEqualTo(!required.contains(key));
    }
    assertThat(schema.validate(((ObjectNode) example.deepCopy()).put("more", 1))).isNotEmpty();
  }

  /** The message's schema with no key allowed that is not in it, at any depth. */
  private static Schema closed(String message) {
    ObjectNode schema = JSON.createObjectNode();
    schema.put("$schema", "http://json-schema.org/draft-07/schema#");
    schema.putArray("allOf").add(payload(message));
    schema.set("definitions", DOCUMENT.at("/components/schemas"));
    JsonNode whole =
        JSON.readTree(schema.toString().replace("#/components/schemas/", "#/definitions/"));
    close(whole);
    return SCHEMAS.getSchema(whole);
  }

  private static void close(JsonNode node) {
    if (node instanceof ObjectNode object
        && object.path("properties").isObject()
        && object.path("type").asString("").equals("object")) {
      object.put("additionalProperties", false);
    }
    node.forEach(AsyncApiTest::close);
  }

  // ---- the document -----------------------------------------------------------------------------

  /** What clients send: the name on the wire, and the message's name in the document. */
  private static Map<String, String> said() {
    return operations("send", "/messages");
  }

  /** What servers send, of their own or as a reply. */
  private static Map<String, String> heard() {
    Map<String, String> all = operations("receive", "/messages");
    all.putAll(operations("send", "/reply/messages"));
    return all;
  }

  private static Map<String, String> operations(String action, String where) {
    Map<String, String> found = new TreeMap<>();
    for (JsonNode operation : DOCUMENT.get("operations")) {
      if (operation.get("action").asString().equals(action)) {
        for (JsonNode ref : operation.at(where)) {
          JsonNode inChannel = DOCUMENT.at(pointer(ref));
          String message = pointer(inChannel).replace("/components/messages/", "");
          found.put(DOCUMENT.at(pointer(inChannel)).get("name").asString(), message);
        }
      }
    }
    return found;
  }

  private static JsonNode payload(@Nullable String message) {
    return DOCUMENT.at("/components/messages/" + message + "/payload");
  }

  private static JsonNode resolved(JsonNode schema, Set<String> used) {
    if (!schema.has("$ref")) {
      return schema;
    }
    used.add(pointer(schema).replace("/components/schemas/", ""));
    return DOCUMENT.at(pointer(schema));
  }

  private static String pointer(JsonNode ref) {
    return ref.get("$ref").asString().substring(1);
  }

  private static Map<String, Class<?>> types(Class<?> side) {
    Map<String, Class<?>> types = new TreeMap<>();
    for (JsonSubTypes.Type it : side.getAnnotation(JsonSubTypes.class).value()) {
      types.put(it.name(), it.value());
    }
    assertThat(types.values()).containsExactlyInAnyOrder(side.getPermittedSubclasses());
    return types;
  }

  private static Set<String> names(JsonNode object) {
    return new TreeSet<>(object.propertyNames());
  }

  private static Set<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false)
        .map(JsonNode::asString)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> union(Collection<String> a, Collection<String> b) {
    Set<String> both = new TreeSet<>(a);
    both.addAll(List.copyOf(b));
    return both;
  }
}
