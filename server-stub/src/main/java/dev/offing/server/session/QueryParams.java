package dev.offing.server.session;

import dev.offing.sync.protocol.Codec;
import dev.offing.sync.protocol.ProtocolException;
import java.lang.reflect.RecordComponent;
import java.math.BigInteger;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The parameters of an action from an address: texts that become what the record wants. */
final class QueryParams {
  private static final Pattern WHOLE = Pattern.compile("-?(0|[1-9][0-9]{0,18})");
  private static final Set<Class<?>> NUMBERS =
      Set.of(int.class, Integer.class, long.class, Long.class);
  private static final Set<Class<?>> BOOLEANS = Set.of(boolean.class, Boolean.class);

  private QueryParams() {}

  /**
   * The parameters as JSON; what is wrong with their values is found where all parameters are read.
   *
   * @throws ProtocolException for what is no query
   */
  static JsonNode read(String query, Class<?> params, Codec codec) {
    ObjectNode read = JsonNodeFactory.instance.objectNode();
    if (query.isEmpty()) {
      return read;
    }
    Map<String, RecordComponent> parts =
        Arrays.stream(params.getRecordComponents())
            .collect(Collectors.toMap(RecordComponent::getName, Function.identity()));
    for (String pair : query.split("&", -1)) {
      String[] sides = pair.split("=", 2);
      String name = decoded(sides[0]);
      if (read.has(name)) {
        throw bad(name + ": stands twice");
      }
      read.set(name, value(sides.length == 1 ? "" : decoded(sides[1]), parts.get(name), codec));
    }
    return read;
  }

  private static JsonNode value(String text, @Nullable RecordComponent part, Codec codec) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    Class<?> type = part == null ? String.class : part.getType();
    if (NUMBERS.contains(type) && WHOLE.matcher(text).matches()) {
      return json.numberNode(new BigInteger(text));
    }
    if (BOOLEANS.contains(type) && (text.equals("true") || text.equals("false"))) {
      return json.booleanNode(text.equals("true"));
    }
    boolean structured = text.startsWith("{") || text.startsWith("[");
    return type != String.class && structured ? codec.tree(text) : json.stringNode(text);
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      throw bad("the address has a percent sign that stands for nothing");
    }
  }

  private static ProtocolException bad(String message) {
    return new ProtocolException(ProtocolException.MALFORMED, message);
  }
}
