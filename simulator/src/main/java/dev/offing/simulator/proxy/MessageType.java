package dev.offing.simulator.proxy;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** The {@code type} of a message, read without building or believing the rest of it. */
final class MessageType {

  private static final int MAX_CHARS = 64;
  private static final JsonFactory JSON = new JsonFactory();

  private MessageType() {}

  /** The string member {@code type} of the top-level object, else {@link CuttingProxy#UNTYPED}. */
  static String of(byte[] json) {
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return CuttingProxy.UNTYPED;
      }
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        boolean found = parser.currentName().equals("type");
        JsonToken value = parser.nextToken();
        if (found) {
          return value == JsonToken.VALUE_STRING ? sane(parser.getString()) : CuttingProxy.UNTYPED;
        }
        parser.skipChildren();
      }
      return CuttingProxy.UNTYPED;
    } catch (JacksonException e) {
      return CuttingProxy.UNTYPED;
    }
  }

  /** A sender cannot pass a message off as a control frame, nor fill the counters with novels. */
  private static String sane(String type) {
    boolean odd = type.length() > MAX_CHARS || type.startsWith(CuttingProxy.CONTROL);
    return odd || type.isEmpty() ? CuttingProxy.UNTYPED : type;
  }
}
