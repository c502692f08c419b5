package dev.offing.server.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.offing.sync.protocol.Calls;
import dev.offing.sync.protocol.Codec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What every protocol keeps: each action that the server describes answers alike on all of them, to
 * good and to bad input; to the byte where they speak JSON, once decoded elsewhere. Good calls are
 * of a player each, so what may differ is whose they are and when: ids, keys, seals and times.
 */
public final class ActionContract {
  private static final Codec CODEC = new Codec();
  private static final String GOOD = "good";
  private static final String RULING = "{\"room\":\"player:%s\",\"%s\":\"%s\"%s}";

  /** Hashes, keys, ids and tokens; times of this age of the world; codes; counts. */
  private static final Pattern DIFFERS =
      Pattern.compile(
          "[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-f]{32,128}"
              + "|(?<=\"code\":\")[0-9A-Z]{8}"
              + "|(?<number>\\b1[0-9]{12}\\b"
              + "|(?<=\"(connections|sessions|waiting|running|later|dead|size)\":)\\d+)");

  private final TestStub stub;
  private final List<Door> doors;
  private final TestPlayer guest;
  private final Map<String, Function<TestPlayer, String>> samples = new HashMap<>();

  /**
   * The contract of these doors.
   *
   * @param doors the first one is compared with all others
   */
  public ActionContract(TestStub stub, List<Door> doors) {
    this.stub = stub;
    this.doors = List.copyOf(doors);
    this.guest = stub.guest();
    good("world", _ -> "{\"since\":0}");
    good("catalog", _ -> "{\"hash\":\"%s\"}".formatted(catalog()));
    good("deleteAccount", it -> "{\"account\":\"%s\"}".formatted(it.account()));
    good("linkAnswer", it -> "{\"publicKey\":\"%s\",\"allowed\":true}".formatted(it.publicKey()));
    good("revoke", _ -> "{\"publicKey\":\"%s\"}".formatted("ab".repeat(32)));
    good("recovery", _ -> "{\"publicKey\":\"%s\"}".formatted("cd".repeat(32)));
    good("linkClaim", _ -> "{\"code\":\"ABCD1234\",\"name\":\"kitchen\"}");
    good(
        "recover",
        _ ->
            "{\"publicKey\":\"%s\",\"signature\":\"%s\",\"name\":\"kitchen\"}"
                .formatted("ab".repeat(32), "cd".repeat(64)));
    good("push", it -> CODEC.write(it.purchase()));
    good("mute", it -> RULING.formatted(it.account(), "who", "0badcafe", ",\"seconds\":60"));
    good("unmute", it -> RULING.formatted(it.account(), "who", "0badcafe", ""));
    good("letIn", it -> RULING.formatted(it.account(), "account", "ab".repeat(32), ""));
    good("putOut", it -> RULING.formatted(it.account(), "account", "ab".repeat(32), ""));
    good("adminAccount", _ -> "{\"account\":\"%s\"}".formatted(guest.account()));
    good("adminDeadTasks", _ -> "{\"kind\":\"welcomeLetter\"}");
    good("adminAccounts", _ -> "{\"after\":\"%s\",\"most\":5}".formatted("f".repeat(64)));
    good("adminCancelTask", _ -> "{\"kind\":\"welcomeLetter\",\"id\":\"none\"}");
    good("adminRequeueTask", _ -> "{\"kind\":\"welcomeLetter\",\"id\":\"none\"}");
    good("standing", _ -> "{\"top\":0}"); // others come and go
    good("prices", _ -> "{\"good\":\"tea\",\"until\":1,\"stepMs\":250,\"count\":3}");
    good("adminJournal", _ -> "{\"account\":\"%s\",\"newest\":5}".formatted(guest.account()));
  }

  /**
   * Names good parameters of an action; one without required parameters needs none.
   *
   * @param params JSON text, for the player who calls
   */
  public ActionContract good(String action, Function<TestPlayer, String> params) {
    samples.put(action, params);
    return this;
  }

  /**
   * The tests: a container for each action, a test for each input.
   *
   * @param only of these actions; none for all of them
   */
  public Stream<DynamicNode> tests(String... only) throws IOException {
    JsonNode described = described();
    List<DynamicNode> containers = new ArrayList<>();
    for (JsonNode action : described.path("actions")) {
      String name = action.path("name").stringValue();
      if (name.equals("adminDrain")) {
        continue; // its answer is the end of the stub
      }
      if (only.length > 0 && !List.of(only).contains(name)) {
        continue;
      }
      Schemas schemas = new Schemas(described.path("schemas"));
      containers.add(
          DynamicContainer.dynamicContainer(
              name + " " + action.path("version").intValue(),
              inputs(action, schemas).entrySet().stream()
                  .map(input ->
                      DynamicTest.dynamicTest(
                          input.getKey(), () -> alike(action, schemas, input)))));
    }
    return containers.stream();
  }

  private JsonNode described() throws IOException {
    String reply =
        doors.getFirst().call(stub, stub.adminToken(), new Door.Call("d", "describe", 1, "{}"));
    return CODEC.tree(reply).path("result");
  }

  private String catalog() {
    try {
      String reply =
          doors
              .getFirst()
              .call(stub, stub.adminToken(), new Door.Call("w", "world", 1, "{\"since\":0}"));
      return CODEC.tree(reply).at("/result/rows/0/catalog").stringValue();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  // ---- inputs -----------------------------------------------------------------------------------

  private Map<String, Function<TestPlayer, String>> inputs(JsonNode action, Schemas schemas) {
    JsonNode params = schemas.of(action.path("params"));
    String name = action.path("name").stringValue();
    Function<TestPlayer, String> good = samples.get(name);
    if (good == null) {
      assertThat(params.path("required"))
          .as("action '%s' has parameters: name good ones by good(\"%s\", ...)", name, name)
          .isEmpty();
      good = _ -> "{}";
    }
    Function<TestPlayer, String> sample = good;
    Map<String, Function<TestPlayer, String>> inputs = new LinkedHashMap<>();
    inputs.put(GOOD, sample);
    inputs.put("an unknown parameter", it -> with(sample.apply(it), "wrld", "1"));
    inputs.put("not an object", _ -> "[]");
    for (JsonNode required : params.path("required")) {
      String key = required.stringValue();
      inputs.put(key + " is missing", it -> without(sample.apply(it), key));
      inputs.put(key + " is null", it -> with(sample.apply(it), key, "null"));
    }
    for (String key : params.path("properties").propertyNames()) {
      inputs.put(key + " of another kind", it -> with(sample.apply(it), key, "[[1.5]]"));
      inputs.put(key + " is a number bomb", it -> with(sample.apply(it), key, "9".repeat(400)));
    }
    return inputs;
  }

  private static String with(String params, String key, String value) {
    ObjectNode changed = (ObjectNode) CODEC.tree(params);
    changed.remove(key);
    String text = CODEC.write(changed);
    String head = text.substring(0, text.length() - 1);
    return "%s%s\"%s\":%s}".formatted(head, changed.isEmpty() ? "" : ",", key, value);
  }

  private static String without(String params, String key) {
    ObjectNode changed = (ObjectNode) CODEC.tree(params);
    changed.remove(key);
    return CODEC.write(changed);
  }

  // ---- answers ----------------------------------------------------------------------------------

  private void alike(
      JsonNode action, Schemas schemas, Map.Entry<String, Function<TestPlayer, String>> input)
      throws IOException {
    String name = action.path("name").stringValue();
    boolean admin = action.path("roles").toString().equals("[\"admin\"]");
    String first = null;
    for (Door door : doors) {
      TestPlayer player = player(name, input.getKey().equals(GOOD));
      String params = input.getValue().apply(player);
      String reply =
          door.call(
              stub,
              admin ? stub.adminToken() : player.token(),
              new Door.Call("c1", name, action.path("version").intValue(), params));
      JsonNode decoded = CODEC.tree(reply);
      if (decoded.path("type").stringValue().equals("reply")) {
        assertThat(decoded.path("id").stringValue()).as(reply).isEqualTo("c1");
      }
      if (decoded.has("result")) {
        schemas.check(action.path("result"), decoded.path("result"));
      }
      if (!input.getKey().equals(GOOD)) {
        assertThat(decoded.has("error") || decoded.has("code")).as(reply).isTrue();
      }
      String shown = masked(reply);
      if (first == null) {
        first = shown;
      } else if (door.speaksJson()) {
        assertThat(shown).as("on %s, to the byte", door.protocol()).isEqualTo(first);
      } else {
        assertThat(CODEC.tree(shown))
            .as("on %s, once decoded", door.protocol())
            .isEqualTo(CODEC.tree(first));
      }
    }
  }

  /** Bad input changes nothing, so one player may call with all of it. */
  private TestPlayer player(String action, boolean good) {
    if (!good) {
      return guest;
    }
    // The purse of an account that has begun counts on; what the first push makes is fixed.
    // Who has not begun stands nowhere yet.
    return action.equals(Calls.PUSH) || action.equals(Calls.STANDING)
        ? stub.newcomer()
        : stub.player();
  }

  /** The same reply of another player at another time: what differs has a number in its place. */
  private static String masked(String reply) {
    Map<String, String> numbers = new HashMap<>();
    StringBuilder masked = new StringBuilder();
    Matcher differs = DIFFERS.matcher(reply);
    while (differs.find()) {
      String number =
          Objects.requireNonNull(
              numbers.computeIfAbsent(differs.group(), _ -> Integer.toString(numbers.size() + 1)));
      differs.appendReplacement(masked, differs.group("number") == null ? number : "0");
    }
    return differs.appendTail(masked).toString();
  }

  /** The schemas that the server describes. */
  private static final class Schemas {
    private static final String PREFIX = "#/schemas/";
    private static final SchemaRegistry REGISTRY =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private final JsonNode all;

    Schemas(JsonNode all) {
      this.all = all;
    }

    JsonNode of(JsonNode schema) {
      String reference = schema.path("$ref").asString("");
      return reference.isEmpty() ? schema : all.path(reference.substring(PREFIX.length()));
    }

    void check(JsonNode schema, JsonNode value) {
      ObjectNode whole = schema.deepCopy().asObject();
      whole.set("schemas", all);
      Schema checked = REGISTRY.getSchema(whole);
      List<Error> wrong = checked.validate(value);
      assertThat(wrong).as("what the schema says of %s", value).isEmpty();
    }
  }
}
