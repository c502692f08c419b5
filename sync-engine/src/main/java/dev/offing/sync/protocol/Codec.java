package dev.offing.sync.protocol;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.exc.InvalidTypeIdException;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON in and out. Whatever comes from outside passes here: size, depth and number length are
 * bounded by the parser, everything else by the compact constructors of the records, so a message
 * that exists is valid. Thread-safe.
 *
 * <p>A server reads strictly: an unknown key is an error, because it may be a misspelt one. A
 * client skips what it does not know: the server may be newer.
 */
public final class Codec {
  private static final Pattern SOURCE =
      Pattern.compile(" \\(through reference chain:.*", Pattern.DOTALL);

  private final JsonMapper strict = mapper(true);
  private final JsonMapper lenient = mapper(false);

  private static JsonMapper mapper(boolean strict) {
    JsonFactory factory =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(Bounds.DEPTH)
                    .maxNumberLength(Bounds.NUMBER_CHARS)
                    .maxStringLength(Bounds.SERVER_FRAME_BYTES)
                    .maxNameLength(256)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    return JsonMapper.builder(factory)
        .addModule(new OffingModule())
        .changeDefaultPropertyInclusion(v -> v.withValueInclusion(JsonInclude.Include.NON_NULL))
        .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, strict)
        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
        .build();
  }

  /** A message as a frame's text. */
  public String encode(ClientMessage message) {
    return strict.writerFor(ClientMessage.class).writeValueAsString(message);
  }

  /** A message as a frame's text. */
  public String encode(ServerMessage message) {
    return strict.writerFor(ServerMessage.class).writeValueAsString(message);
  }

  /**
   * A frame that came to a server.
   *
   * @throws ProtocolException when it is not a valid message
   */
  public ClientMessage decodeClient(String frame) {
    return read(strict, frame, ClientMessage.class);
  }

  /**
   * A frame that came to a client.
   *
   * @throws ProtocolException when it is not a valid message
   */
  public ServerMessage decodeServer(String frame) {
    return read(lenient, frame, ServerMessage.class);
  }

  /** Any part of the protocol as JSON text: for files and stores. */
  public String write(Object part) {
    return strict.writeValueAsString(part);
  }

  /**
   * A part of the protocol from JSON text.
   *
   * @throws ProtocolException when the text is not one
   */
  public <T> T read(String json, Class<T> type) {
    return read(lenient, json, type);
  }

  /** A part of the protocol as a tree: the parameters and results of actions. */
  public JsonNode toTree(Object part) {
    return strict.valueToTree(part);
  }

  /**
   * A part of the protocol from a tree; unknown keys are errors.
   *
   * @throws ProtocolException when the tree is not one
   */
  public <T> T fromTree(JsonNode tree, Class<T> type) {
    try {
      return strict.treeToValue(tree, type);
    } catch (JacksonException e) {
      throw translated(e);
    }
  }

  private static <T> T read(JsonMapper mapper, String json, Class<T> type) {
    try {
      T value = mapper.readValue(json, type);
      if (value == null) {
        throw new ProtocolException(ProtocolException.MALFORMED, "null is not a message");
      }
      return value;
    } catch (JacksonException e) {
      throw translated(e);
    }
  }

  private static ProtocolException translated(JacksonException e) {
    Throwable cause = e;
    while (cause != null) {
      if (cause instanceof ProtocolException p) {
        return p;
      }
      cause = cause.getCause();
    }
    if (e instanceof StreamConstraintsException) {
      return new ProtocolException(ProtocolException.TOO_LARGE, e.getOriginalMessage());
    }
    if (e instanceof InvalidTypeIdException) {
      return new ProtocolException(ProtocolException.UNKNOWN_TYPE, e.getOriginalMessage());
    }
    String where = e instanceof DatabindException d ? path(d) : "";
    return new ProtocolException(ProtocolException.MALFORMED, where + shortened(e));
  }

  private static String path(DatabindException e) {
    StringBuilder path = new StringBuilder();
    for (JacksonException.Reference r : e.getPath()) {
      String name = r.getPropertyName();
      path.append(name == null ? "[" + r.getIndex() + "]" : path.isEmpty() ? name : "." + name);
    }
    return path.isEmpty() ? "" : path + ": ";
  }

  private static String shortened(JacksonException e) {
    Throwable root = e.getCause() == null ? e : e.getCause();
    String text = root instanceof JacksonException j ? j.getOriginalMessage() : root.getMessage();
    Matcher source = SOURCE.matcher(text == null ? "not understood" : text);
    String first = source.replaceAll("").lines().findFirst().orElse("not understood");
    return first.length() > 300 ? first.substring(0, 300) : first;
  }
}
