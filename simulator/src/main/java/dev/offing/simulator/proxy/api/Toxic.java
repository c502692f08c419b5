package dev.offing.simulator.proxy.api;

import dev.offing.simulator.proxy.CuttingProxy.Direction;
import dev.offing.simulator.proxy.toxic.Settings;
import java.math.BigDecimal;
import java.util.Locale;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A toxic that is on, as the API tells it.
 *
 * @param stream as it was written
 * @param toxicity 0 to 1: the chance that a connection has it; of a frame toxic, that a message is
 *     met
 */
record Toxic(String name, ToxicType type, String stream, float toxicity, Settings settings) {

  /** Reads a new one, in the order of checks that Toxiproxy has. */
  static Toxic read(byte[] bytes) {
    Body body = Body.object(bytes, "ToxicWrapper");
    String word = body.text("type", "");
    String stream = body.text("stream", "downstream");
    float toxicity = body.fraction("toxicity", 1);
    String name = body.text("name", "");
    direction(stream);
    ToxicType type = ToxicType.of(word).orElseThrow(ApiException::badType);
    Settings settings =
        body.settings(Settings.of(type.attributes()), type.attributes(), type.struct());
    return new Toxic(name.isEmpty() ? word + "_" + stream : name, type, stream, toxicity, settings);
  }

  /** With what a request changes of it: attributes and toxicity, nothing else. */
  Toxic changed(byte[] bytes) {
    Body body = Body.object(bytes, "");
    return new Toxic(
        name,
        type,
        stream,
        body.fraction("toxicity", toxicity),
        body.settings(settings, type.attributes(), type.struct()));
  }

  Direction direction() {
    return direction(stream);
  }

  private static Direction direction(String stream) {
    return switch (stream.toLowerCase(Locale.ROOT)) {
      case "upstream" -> Direction.CLIENT_TO_SERVER;
      case "downstream" -> Direction.SERVER_TO_CLIENT;
      default -> throw ApiException.badStream();
    };
  }

  ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ObjectNode attributes = json.putObject("attributes");
    settings
        .values()
        .forEach((key, value) -> {
          switch (value) {
            case Long number -> attributes.put(key, number);
            default -> attributes.put(key, value.toString());
          }
        });
    json.put("name", name).put("type", type.type()).put("stream", stream);
    // As Go writes a float: no more digits than it has, and none behind the point if they are 0.
    BigDecimal share = new BigDecimal(Float.toString(toxicity)).stripTrailingZeros();
    return share.scale() <= 0
        ? json.put("toxicity", share.longValue())
        : json.put("toxicity", share);
  }
}
