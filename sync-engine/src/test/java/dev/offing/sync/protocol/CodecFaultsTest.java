package dev.offing.sync.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Whatever is wrong with a frame, its sender is told what and where, in words of the protocol. */
final class CodecFaultsTest {
  private static final Codec CODEC = new Codec();
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String SPOIL = "{}[]\",:\\0a\u0001\u00ff";

  /** What only a program's own people understand. */
  private static final Pattern LEAK =
      Pattern.compile(
          "dev\\.offing|java\\.|jackson|JsonToken|Feature|Exception|Config|Mapper|class |`|\\$"
              + "|Cannot |subtype|property|deserial|Unrecognized|creator|invoke",
          Pattern.CASE_INSENSITIVE);

  private static void fails(String frame, String code, String sentence) {
    assertThatExceptionOfType(ProtocolException.class)
        .isThrownBy(() -> CODEC.decodeClient(frame))
        .satisfies(e -> assertThat(e.code()).isEqualTo(code))
        .withMessage(sentence);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          # no JSON at all
          ~~ | there is nothing in it
          ~   ~ | there is nothing in it
          hello | this is not JSON (line 1, column 1)
          { | this is not JSON (line 1, column 2)
          {"type":"ping","t0":1 | this is not JSON (line 1, column 22)
          {"type":"ping","t0":1]} | this is not JSON (line 1, column 22)
          {'type':'ping','t0':1} | this is not JSON (line 1, column 2)
          {"type":"ping","t0":01} | this is not JSON (line 1, column 22)
          {"type":"ping","t0":+1} | this is not JSON (line 1, column 22)
          {"type":"ping","t0":.5} | this is not JSON (line 1, column 21)
          {"type":"ping","t0":NaN} | this is not JSON (line 1, column 24)
          {"type":"ping","t0":Infinity} | this is not JSON (line 1, column 29)
          {"type":"ping","t0":-Infinity} | this is not JSON (line 1, column 30)
          {"type":"ping","t0":1,} | this is not JSON (line 1, column 23)
          {"type":"ping" /* a remark */,"t0":1} | this is not JSON (line 1, column 16)
          # JSON, and no message
          null | null is not a message
          5 | a message is a JSON object with a "type"
          "ping" | a message is a JSON object with a "type"
          [] | a message is a JSON object
          [{"type":"ping","t0":1}] | a message is a JSON object
          {} | a message is a JSON object with a "type"
          {"t0":1} | a message is a JSON object with a "type"
          {"type":null,"t0":1} | a message is a JSON object with a "type"
          # more than one
          {"type":"ping","t0":1}{"type":"ping","t0":1} | something follows after the end of the message
          {"type":"ping","t0":1} 7 | something follows after the end of the message
          {"type":"ping","t0":1} x | this is not JSON (line 1, column 24)
          # keys
          {"type":"ping"} | t0: is missing
          {"type":"ping","t0":null} | t0: must not be null
          {"type":"ping","t0":1,"T0":2} | T0: there is no such key here; the nearest is 't0'
          {"type":"ping","t0":1,"t0":2} | a key stands twice (line 1, column 27)
          {"type":"ping","type":"ping","t0":1} | a key stands twice (line 1, column 22)
          {"type":"call","id":"a","action":"a","version":1,"params":{"x":1,"x":2}} | a key stands twice (line 1, column 69)
          {"type":"join","room":"port:a","since":{"epoch":"0123456789abcdef0123456789abcdef"}} | since.seq: is missing
          # values of another kind
          {"type":"ping","t0":"1"} | t0: must be a whole number
          {"type":"ping","t0":1.5} | t0: must be a whole number
          {"type":"ping","t0":1.0} | t0: must be a whole number
          {"type":"ping","t0":1e3} | t0: must be a whole number
          {"type":"ping","t0":true} | t0: must be a whole number
          {"type":"ping","t0":""} | t0: must be a whole number
          {"type":"ping","t0":[]} | t0: must be a whole number
          {"type":"ping","t0":{}} | t0: must be a whole number
          {"type":"ping","t0":9223372036854775808} | a number is out of range (line 1, column 40)
          {"type":"leave","room":5} | room: must be a text
          {"type":"leave","room":true} | room: must be a text
          {"type":"leave","room":["port:a"]} | room: must be a text
          {"type":"leave","room":{}} | room: must be a text
          {"type":"join","room":"port:a","since":"x"} | since: must be an object
          {"type":"join","room":"port:a","since":""} | since: must be an object
          {"type":"join","room":"port:a","since":[]} | since: must be an object
          {"type":"join","room":"port:a","since":7} | since: must be an object
          {"type":"inboxAck","ids":"a"} | ids: must be a list
          {"type":"inboxAck","ids":{}} | ids: must be a list
          {"type":"inboxAck","ids":[null]} | ids[0]: must not be null
          {"type":"inboxAck","ids":["a",5]} | ids[1]: must be a text
          {"type":"inboxAck","ids":[[]]} | ids[0]: must be a text
          {"type":"call","id":"a","action":"a","version":99999999999,"params":{}} | a number is out of range (line 1, column 59)
          # values that cannot be
          {"type":"leave","room":""} | room must be a kind and a name, such as chat:lobby: small letters, digits and hyphens
          {"type":"join","room":"port:a","since":{"epoch":"0123456789abcdef0123456789abcdef","seq":-1}} | since: seq is not negative
          {"type":"join","room":"port:a","since":{"epoch":"xyz","seq":1}} | since: room epoch must be 32 lowercase hexadecimal characters
          {"type":"say","room":"port:a","clientId":"1","text":""} | text must not be empty
          {"type":"say","room":"port:a","clientId":"1","text":"\\ud83d"} | text must be Unicode text, without half characters
          {"type":"push","ackedSeq":0,"mutations":[]} | mutations must not be empty
          {"type":"push","ackedSeq":0,"mutations":[{}]} | mutations[0].seq: is missing
          {"type":"push","ackedSeq":0,"mutations":[null]} | mutations[0]: must not be null
          {"type":"push","ackedSeq":0,"mutations":[7]} | mutations[0]: must be an object
          {"type":"push","base":{"epoch":"0123456789abcdef0123456789abcdef","version":0},"ackedSeq":0,"mutations":[{}]} | base: version starts at 1
          """)
  void isMalformed(String frame, String sentence) {
    fails(frame == null ? "" : frame, ProtocolException.MALFORMED, sentence);
  }

  @ParameterizedTest
  @CsvSource({"pong", "tick", "''", "Ping", "dev.offing.sync.protocol.ClientMessage$Ping"})
  void hasAnUnknownType(String type) {
    fails(
        "{\"type\":\"" + type + "\",\"t0\":1}",
        ProtocolException.UNKNOWN_TYPE,
        "there is no message \"" + type + "\"");
  }

  @Test
  void aLongAnswerIsShortened() {
    assertThatExceptionOfType(ProtocolException.class)
        .isThrownBy(() -> CODEC.decodeClient("{\"type\":\"" + "x".repeat(9_000) + "\"}"))
        .satisfies(e -> assertThat(e.getMessage()).hasSize(300));
  }

  @Test
  void aClientIsToldOfTheServersMistakesInTheSameWords() {
    for (Map.Entry<String, String> wrong :
        Map.of(
                "{\"type\":\"welcome\"}",
                "session: is missing",
                "{\"type\":\"gap\",\"lastSeq\":1,\"lastHash\":null}",
                "lastHash: must not be null",
                "{\"type\":\"gap\",\"lastSeq\":\"1\"}",
                "lastSeq: must be a whole number",
                "{\"type\":\"tick\",\"epoch\":\"0123456789abcdef0123456789abcdef\",\"version\":0,"
                    + "\"balance\":\"1\",\"rate\":\"1\",\"contactUntil\":1}",
                "version starts at 1")
            .entrySet()) {
      assertThatExceptionOfType(ProtocolException.class)
          .isThrownBy(() -> CODEC.decodeServer(wrong.getKey()))
          .satisfies(e -> assertThat(e.code()).isEqualTo(ProtocolException.MALFORMED))
          .withMessage(wrong.getValue());
    }
    assertThatExceptionOfType(ProtocolException.class)
        .isThrownBy(() -> CODEC.decodeServer("{\"type\":\"ping\",\"t0\":1}"))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ProtocolException.UNKNOWN_TYPE));
  }

  @Test
  void modesAndOutcomesAreAmongTheirNames() {
    String welcome = CODEC.encode((ServerMessage) Story.frames().get("server-welcome-new"));
    String ack = CODEC.encode((ServerMessage) Story.frames().get("server-ack"));
    for (Map.Entry<String, String> wrong :
        Map.of(
                welcome.replace("\"mode\":\"new\"", "\"mode\":\"NEW\""),
                "mode: must be one of the names that docs/protocol lists",
                welcome.replace("\"mode\":\"new\"", "\"mode\":0"),
                "mode: must be one of the names that docs/protocol lists",
                ack.replace("\"outcome\":\"applied\"", "\"outcome\":\"APPLIED\""),
                "results[0].outcome: an outcome is applied, reserved, rejected or"
                    + " outcome_forgotten",
                ack.replace("\"outcome\":\"applied\"", "\"outcome\":1"),
                "results[0].outcome: an outcome is applied, reserved, rejected or"
                    + " outcome_forgotten")
            .entrySet()) {
      assertThatExceptionOfType(ProtocolException.class)
          .isThrownBy(() -> CODEC.decodeServer(wrong.getKey()))
          .withMessage(wrong.getValue());
    }
  }

  /**
   * Every part of an example of every message, left out or replaced by what does not belong there.
   */
  @TestFactory
  Stream<DynamicTest> noFrameGetsThroughOrTalksOfClasses() {
    Map<Class<?>, Object> richest = new LinkedHashMap<>();
    Story.frames().values().forEach(m -> richest.merge(m.getClass(), m, CodecFaultsTest::longer));
    return richest.values().stream()
        .map(m -> DynamicTest.dynamicTest(m.getClass().getSimpleName(), () -> spoil(m)));
  }

  private static Object longer(Object a, Object b) {
    return text(a).length() >= text(b).length() ? a : b;
  }

  private static String text(Object message) {
    return message instanceof ClientMessage m
        ? CODEC.encode(m)
        : CODEC.encode((ServerMessage) message);
  }

  private static void spoil(Object message) {
    boolean client = message instanceof ClientMessage;
    String text = text(message);
    JsonNode whole = JSON.readTree(text);
    for (List<String> path : paths(whole, List.of())) {
      for (String junk :
          List.of(
              "",
              "null",
              "7",
              "-1",
              "\"\"",
              "\"x\"",
              "{}",
              "[]",
              "true",
              "1.5",
              "[null]",
              "{\"a\":null}",
              "99999999999999999999",
              "\"\\ud83d\"")) {
        told(client, spoilt(whole, path, junk));
      }
    }
    Random random = new Random(5);
    for (int i = 0; i < 200; i++) {
      told(client, text.substring(0, random.nextInt(text.length())));
      int at = random.nextInt(text.length());
      char c = SPOIL.charAt(random.nextInt(SPOIL.length()));
      told(client, text.substring(0, at) + c + text.substring(at + 1));
    }
  }

  /** It is read, or refused with a code and in words that are fit for its sender. */
  private static void told(boolean client, String frame) {
    try {
      Object read = client ? CODEC.decodeClient(frame) : CODEC.decodeServer(frame);
      assertThat(read).isNotNull();
    } catch (ProtocolException e) {
      assertThat(e.code())
          .isIn(
              ProtocolException.MALFORMED,
              ProtocolException.UNKNOWN_TYPE,
              ProtocolException.TOO_LARGE);
      assertThat(e.getMessage())
          .isNotBlank()
          .isNotEqualTo("not understood")
          .describedAs(frame)
          .doesNotContainPattern(LEAK);
    }
  }

  private static List<List<String>> paths(JsonNode node, List<String> here) {
    List<List<String>> all = new ArrayList<>();
    List<String> keys = new ArrayList<>();
    if (node instanceof ObjectNode object) {
      keys.addAll(object.propertyNames());
    }
    for (int i = 0; node instanceof ArrayNode && i < Math.min(2, node.size()); i++) {
      keys.add(Integer.toString(i));
    }
    for (String key : keys) {
      List<String> deeper = new ArrayList<>(here);
      deeper.add(key);
      all.add(deeper);
      JsonNode child = node instanceof ArrayNode ? node.get(Integer.parseInt(key)) : node.get(key);
      all.addAll(paths(child, deeper));
    }
    return all;
  }

  private static String spoilt(JsonNode whole, List<String> path, String junk) {
    JsonNode copy = whole.deepCopy();
    JsonNode at = copy;
    for (String key : path.subList(0, path.size() - 1)) {
      at = at instanceof ArrayNode ? at.get(Integer.parseInt(key)) : at.get(key);
    }
    String last = path.getLast();
    if (at instanceof ObjectNode object) {
      if (junk.isEmpty()) {
        object.remove(last);
      } else {
        object.set(last, JSON.readTree(junk));
      }
    } else if (at instanceof ArrayNode array) {
      if (junk.isEmpty()) {
        array.remove(Integer.parseInt(last));
      } else {
        array.set(Integer.parseInt(last), JSON.readTree(junk));
      }
    }
    return copy.toString();
  }
}
