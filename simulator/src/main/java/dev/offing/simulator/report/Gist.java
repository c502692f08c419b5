package dev.offing.simulator.report;

import dev.offing.simulator.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a frame says, in so few words that they fit beside a pointer. Knows no message, so that a
 * new one needs nothing here.
 *
 * @param type of the message, {@code ?} for a frame that is none
 * @param says its parts
 */
record Gist(String type, String says) {
  /** No text in a report is longer. */
  static final int MOST_CHARS = 200;

  private static final int MOST_TYPE_CHARS = 24;
  private static final int HASH_CHARS = 20;
  private static final long DAY_MS = 86_400_000;
  private static final long MOST_MS = 100_000 * DAY_MS;
  private static final int DEPTH = 4;

  /** What only a machine reads, and what stands beside something else that says the same. */
  private static final Set<String> NOISE =
      Set.of(
          "checkpoint",
          "clientNonce",
          "hash",
          "keyId",
          "lastHash",
          "mac",
          "nonce",
          "origin",
          "prev",
          "publicKey",
          "signature");

  private static final JsonMapper JSON = JsonMapper.shared();

  static Gist of(String frame) {
    JsonNode message = read(frame);
    JsonNode type = message == null ? null : message.get("type");
    if (message == null || type == null || !type.isString()) {
      return new Gist("?", cut("no message: " + frame, MOST_CHARS));
    }
    return new Gist(cut(type.stringValue(), MOST_TYPE_CHARS), cut(parts(message, 0), MOST_CHARS));
  }

  private static @Nullable JsonNode read(String frame) {
    try {
      return JSON.readTree(frame);
    } catch (JacksonException _) {
      return null;
    }
  }

  /** Short enough, and on one line. */
  static String cut(String text, int most) {
    String line = text.codePoints().anyMatch(Character::isISOControl) ? plain(text) : text;
    if (line.length() <= most) {
      return line;
    }
    int end = Character.isHighSurrogate(line.charAt(most - 2)) ? most - 2 : most - 1;
    return line.substring(0, end) + "\u2026";
  }

  private static String plain(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
  }

  private static String parts(JsonNode object, int depth) {
    List<String> parts = new ArrayList<>();
    for (Map.Entry<String, JsonNode> part : object.properties()) {
      if (!NOISE.contains(part.getKey()) && (depth > 0 || !part.getKey().equals("type"))) {
        parts.add(part.getKey() + " " + value(part.getValue(), depth + 1));
      }
    }
    return String.join(", ", parts);
  }

  private static String value(JsonNode value, int depth) {
    if (value.isObject()) {
      return isPoint(value)
          ? point(value)
          : depth < DEPTH ? "(" + parts(value, depth) + ")" : "...";
    }
    if (value.isArray()) {
      return value.isEmpty() || depth >= DEPTH
          ? Integer.toString(value.size())
          : value.size() + " x " + value(value.get(0), depth + 1);
    }
    if (value.isIntegralNumber() && isTime(value.longValue())) {
      return since(value.longValue() - World.START_MS);
    }
    String text = value.isNull() ? "none" : value.asString();
    if (text.length() >= HASH_CHARS && text.chars().allMatch(Gist::isOfHash) && !isNumber(text)) {
      // The ids of mutations begin with the time, and what tells them apart stands at their end.
      return text.indexOf('-') < 0 ? text.substring(0, 6) : text.substring(text.length() - 6);
    }
    return value.isString() && !isNumber(text) ? '"' + text + '"' : text;
  }

  /** An account's version is what a reader looks for first; it is written as everywhere. */
  private static boolean isPoint(JsonNode value) {
    return value.size() == 2 && value.has("epoch") && value.has("version");
  }

  private static String point(JsonNode point) {
    return cut(point.path("epoch").asString(""), 7).replace("\u2026", "")
        + ":"
        + point.path("version").asString("");
  }

  /** Numbers of this size are moments, ms of server time. */
  private static boolean isTime(long value) {
    return value >= World.START_MS && value - World.START_MS < MOST_MS;
  }

  /** A moment as the page's axis has it. */
  private static String since(long ms) {
    long day = ms / DAY_MS;
    long s = ms / 1_000;
    String time = "%02d:%02d:%02d.%03d".formatted(s / 3_600 % 24, s / 60 % 60, s % 60, ms % 1_000);
    return day == 0 ? time : day + " d " + time;
  }

  private static boolean isOfHash(int c) {
    return Character.digit(c, 16) >= 0 || c == '-';
  }

  private static boolean isNumber(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> (c >= '0' && c <= '9') || c == '-');
  }
}
