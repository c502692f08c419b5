package dev.offing.client.redact;

import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Takes out of JSON, of frames above all, what nobody else is to read. Kept is only what is known
 * to be harmless: numbers, amounts, words under names that hold words, and the first characters of
 * ids, by which two mentions of one thing are known. So what a message of tomorrow holds is left
 * out until somebody says otherwise. A pure function.
 */
public final class Frames {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int ID_CHARS = 6;
  private static final int MOST_NAME_CHARS = 40;

  /** Texts under these names are words of the protocol or the catalog. */
  private static final Set<String> WORDS =
      Set.of(
          "action",
          "app",
          "cause",
          "good",
          "id",
          "kind",
          "mode",
          "node",
          "outcome",
          "producer",
          "room",
          "session",
          "side",
          "status",
          "type");

  /** Texts under these names are ids, or hashes that prove nothing to anybody. */
  private static final Set<String> IDS =
      Set.of(
          "account",
          "accountId",
          "catalog",
          "device",
          "digest",
          "epoch",
          "hash",
          "id",
          "incarnation",
          "key",
          "keyId",
          "keys",
          "lastHash",
          "publicKey",
          "run",
          "serverId");

  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_./ -]{0,39}");
  private static final Pattern CODE = Pattern.compile("[a-z][a-z_]{1,39}");
  private static final Pattern AMOUNT = Pattern.compile("-?[0-9]{1,400}");
  private static final Pattern ID =
      Pattern.compile("(?i)[0-9a-f]{16,}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  private static final Pattern BOOKED = Pattern.compile("[a-z][a-z0-9_:.-]{0,39}");
  private static final Pattern PREFIX = Pattern.compile("[0-9a-f]{8}");

  private Frames() {}

  /** A frame, or any JSON, on one line; of what is none, only how long it is. */
  public static String clean(String json) {
    JsonNode tree;
    try {
      tree = JSON.readTree(json);
    } catch (JacksonException _) {
      return "no JSON, %d characters".formatted(json.length());
    }
    return JSON.writeValueAsString(clean("", tree, false));
  }

  private static JsonNode clean(String name, JsonNode value, boolean told) {
    if (value.isObject()) {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      // A code beside a text says what happened; one alone is for typing.
      boolean tells = value.has("message") || value.has("text");
      for (Map.Entry<String, JsonNode> part : value.properties()) {
        object.set(key(part.getKey()), clean(part.getKey(), part.getValue(), tells));
      }
      return object;
    }
    if (value.isArray()) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      value.forEach(it -> array.add(clean(name, it, told)));
      return array;
    }
    return value.isString()
        ? JsonNodeFactory.instance.stringNode(text(name, value.stringValue(), told))
        : value;
  }

  private static String text(String name, String text, boolean told) {
    boolean id = ID.matcher(text).matches();
    if (id && IDS.contains(name)) {
      return shorter(text);
    }
    if (!id && WORDS.contains(name)) {
      return name.equals("room") ? room(text) : word(text);
    }
    if (name.equals("code") && told && CODE.matcher(text).matches()) {
      return text;
    }
    if (IDS.contains(name) && PREFIX.matcher(text).matches()) {
      return text.substring(0, ID_CHARS);
    }
    // Of a posting: purse, held ... Accounts of people are ids.
    if (name.equals("account") && BOOKED.matcher(text).matches()) {
      return text;
    }
    boolean amount = AMOUNT.matcher(text).matches() && !name.equals("text") && !name.equals("code");
    return amount || text.isEmpty() ? text : Redaction.LEFT_OUT;
  }

  private static String word(String text) {
    return WORD.matcher(text).matches() ? text : Redaction.LEFT_OUT;
  }

  /** {@code port:lobby}, {@code player:} and the first characters of whose. */
  private static String room(String text) {
    int colon = text.indexOf(':');
    String whose = text.substring(colon + 1);
    String kind = text.substring(0, Math.max(0, colon));
    return word(kind) + ":" + (ID.matcher(whose).matches() ? shorter(whose) : word(whose));
  }

  /** Names are the protocol's or the catalog's, but for maps by ids. */
  private static String key(String name) {
    if (ID.matcher(name).matches()) {
      return shorter(name);
    }
    return name.length() <= MOST_NAME_CHARS && name.matches("[A-Za-z0-9_.-]+")
        ? name
        : Redaction.LEFT_OUT;
  }

  /** The first characters of an id; of what is none, the word that it is. */
  public static String id(String text) {
    return ID.matcher(text).matches() ? shorter(text) : word(text);
  }

  /** Ids that begin with the time are told apart by their end, as are those of the simulator. */
  private static String shorter(String id) {
    return id.indexOf('-') < 0 ? id.substring(0, ID_CHARS) : id.substring(id.length() - ID_CHARS);
  }
}
