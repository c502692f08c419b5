package dev.offing.sync.protocol;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.introspect.AnnotationIntrospectorPair;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/**
 * JSON in and out. Whatever comes from outside passes here: size, depth and number length are
 * bounded by the parser, what must be there by {@link Nullness}, everything else by the compact
 * constructors of the records, so a message that exists is valid. Thread-safe.
 *
 * <p>A server reads strictly: an unknown key is an error, because it may be a misspelt one. A
 * client skips what it does not know: the server may be newer.
 */
public final class Codec {
  private static final int BEARER_CHARS = 1_024;

  /** The first frame of a connection that a token opens. */
  private record Bearer(String token) {}

  private final JsonMapper strict = mapper(true);
  private final JsonMapper lenient = mapper(false);
  private final ObjectWriter toServer = strict.writerFor(ClientMessage.class);
  private final ObjectWriter toClient = strict.writerFor(ServerMessage.class);

  /** A codec; making one takes a while, so share it. */
  public Codec() {}

  private static JsonMapper mapper(boolean strict) {
    JsonFactory factory =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(Bounds.DEPTH)
                    .maxNumberLength(Bounds.NUMBER_CHARS)
                    .maxStringLength(Bounds.SERVER_FRAME_BYTES)
                    .maxNameLength(Bounds.KEY_CHARS)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    return JsonMapper.builder(factory)
        .annotationIntrospector(
            new AnnotationIntrospectorPair(new Nullness(), new JacksonAnnotationIntrospector()))
        .addModule(new OffingModule())
        .changeDefaultPropertyInclusion(v -> v.withValueInclusion(JsonInclude.Include.NON_NULL))
        .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, strict)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
        .withCoercionConfig(
            LogicalType.Textual,
            text ->
                text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
        .build();
  }

  /** A message as a frame's text. */
  public String encode(ClientMessage message) {
    return toServer.writeValueAsString(message);
  }

  /** A message as a frame's text. */
  public String encode(ServerMessage message) {
    return toClient.writeValueAsString(message);
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

  /**
   * The token of a frame that is {@code {"token": ...}} and nothing else: how a connection begins
   * whose client proves nothing (docs/design/sync.md 8). Empty for every other frame.
   */
  public Optional<String> bearer(String frame) {
    if (frame.length() > BEARER_CHARS || !frame.contains("\"token\"")) {
      return Optional.empty();
    }
    try {
      return Optional.of(read(strict, frame, Bearer.class).token());
    } catch (ProtocolException _) {
      return Optional.empty();
    }
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
    // Only by its sealed type does a message say which one it is.
    return part instanceof ServerMessage message
        ? strict.readTree(encode(message))
        : strict.valueToTree(part);
  }

  /**
   * Any JSON as a tree, within the bounds of a frame.
   *
   * @throws ProtocolException when the text is none
   */
  public JsonNode tree(String json) {
    return read(strict, json, JsonNode.class);
  }

  /**
   * A part of the protocol from a tree; unknown keys are errors.
   *
   * @throws ProtocolException when the tree is not one
   */
  public <T> T fromTree(JsonNode tree, Class<T> type) {
    try {
      return strict.treeToValue(tree, type);
    } catch (JacksonException | IllegalArgumentException e) {
      throw Faults.of(e);
    }
  }

  private static <T> T read(JsonMapper mapper, String json, Class<T> type) {
    try {
      T value = mapper.readValue(json, type);
      if (value == null) {
        throw new ProtocolException(ProtocolException.MALFORMED, "null is not a message");
      }
      return value;
    } catch (JacksonException | IllegalArgumentException e) {
      throw Faults.of(e);
    }
  }
}
