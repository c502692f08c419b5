package dev.offing.sync.protocol;

import static dev.offing.sync.account.Accounts.CATALOG;
import static dev.offing.sync.account.Accounts.T0;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.offing.sync.account.Accounts;
import dev.offing.sync.account.Accounts.Life;
import dev.offing.sync.economy.Command;
import dev.offing.sync.economy.Money;
import dev.offing.sync.mutation.Chained;
import dev.offing.sync.mutation.Mutation;
import dev.offing.sync.mutation.Origin;
import dev.offing.sync.mutation.UuidV7;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The bounds of docs/design/sync.md 8, each at its edge. */
final class BoundsTest {
  private static final Codec CODEC = new Codec();

  private static String push(List<Chained> rows) {
    StringBuilder frame = new StringBuilder("{\"type\":\"push\",\"ackedSeq\":0,\"mutations\":[");
    for (int i = 0; i < rows.size(); i++) {
      frame.append(i == 0 ? "" : ",").append(CODEC.write(rows.get(i)));
    }
    return frame.append("]}").toString();
  }

  private static ClientMessage.Push read(String frame) {
    return (ClientMessage.Push) CODEC.decodeClient(frame);
  }

  private static void tooLarge(String frame, String sentence) {
    assertThatExceptionOfType(ProtocolException.class)
        .isThrownBy(() -> CODEC.decodeClient(frame))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ProtocolException.TOO_LARGE))
        .withMessage(sentence);
  }

  /** A row that takes exactly so many bytes, whatever characters it is filled with. */
  private static Chained row(int bytes, String filling) {
    Chained empty = new Life("a").does(Accounts.nonsense(""), T0);
    int each = CODEC.write(filling).getBytes(StandardCharsets.UTF_8).length - 2;
    int left = bytes - Bounds.mutationBytes(empty);
    String text = filling.repeat(left / each) + "a".repeat(left % each);
    return new Life("a").does(Accounts.nonsense(text), T0);
  }

  private static int written(Chained row) {
    return CODEC.write(row).getBytes(StandardCharsets.UTF_8).length;
  }

  @Test
  void aRowsBytesAreThoseThatTheCodecWrites() {
    Random random = new Random(3);
    String[] characters = {
      "a",
      "\"",
      "\\",
      "\n",
      "\t",
      "\b",
      "\f",
      "\r",
      "\u0001",
      "\u001f",
      "\u007f",
      "/",
      "\u00e9",
      "\u20ac",
      "\ud83d\udea2",
      " ",
      "0",
      "\u2028"
    };
    for (int i = 0; i < 500; i++) {
      TreeMap<String, String> args = new TreeMap<>();
      for (int n = random.nextInt(4); n > 0; n--) {
        args.put(text(random, characters), text(random, characters));
      }
      Money most =
          random.nextBoolean() ? Money.of(new BigInteger(random.nextInt(200) + 1, random)) : null;
      Command command =
          new Command(text(random, characters), args, random.nextLong(1_000_000), most);
      Mutation m =
          new Mutation(
              UuidV7.of(T0, random.nextLong(), random.nextLong()),
              new Origin(Accounts.id32("b"), 1 + random.nextLong(1_000_000_000_000L)),
              T0 + random.nextInt(),
              command,
              CATALOG.hash());
      Chained row = Chained.link(Accounts.id64("h"), m, 1 + random.nextInt(1_000_000));

      assertThat(Bounds.mutationBytes(row)).isEqualTo(written(row));
    }
  }

  private static String text(Random random, String... characters) {
    StringBuilder text = new StringBuilder();
    for (int n = random.nextInt(12); n > 0; n--) {
      text.append(characters[random.nextInt(characters.length)]);
    }
    return text.toString();
  }

  @Test
  void aMutationHasFourKilobytes() {
    for (String filling : List.of("x", "\u00e9", "\u20ac", "\ud83d\udea2", "\"", "\u0001")) {
      Chained most = row(4_096, filling);
      Chained more = row(4_097, filling);
      assertThat(written(most)).isEqualTo(4_096);

      assertThat(read(push(List.of(most))).mutations()).containsExactly(most);
      tooLarge(push(List.of(more)), "a mutation has at most 4096 bytes");
    }
  }

  /** However the sender spells it: blanks do not count, and the order of keys does not matter. */
  @Test
  void aMutationHasThemWhereverItsTypeStands() {
    String more = CODEC.write(row(4_097, "x"));
    String most = CODEC.write(row(4_096, "x"));

    tooLarge(
        "{\"mutations\":[" + more + "],\"ackedSeq\":0,\"type\":\"push\"}",
        "a mutation has at most 4096 bytes");
    read(
        "{\"mutations\":["
            + most.replace(",", " ,\n      ")
            + "],\"ackedSeq\":0,\"type\":\"push\"}");
  }

  @Test
  void aPushHas256Mutations() {
    Life life = new Life("a");
    List<Chained> rows = new ArrayList<>();
    for (int i = 0; i < 256; i++) {
      rows.add(life.does(Accounts.buy(1), T0));
    }
    assertThat(read(push(rows)).mutations()).hasSize(256);

    rows.add(life.does(Accounts.buy(1), T0));
    tooLarge(push(rows), "mutations may list at most 256");
  }

  @Test
  void aPushHas192KilobytesOfThem() {
    List<Chained> rows = new ArrayList<>(Collections.nCopies(48, row(4_096, "x")));
    assertThat(read(push(rows)).mutations()).hasSize(48);

    rows.set(0, row(4_095, "x"));
    rows.add(row(512, "x"));
    tooLarge(push(rows), "the mutations of a push have at most 196608 bytes");
  }

  @Test
  void textsHaveTheirLengths() {
    assertThat(new ClientMessage.Say("port:a", "c", "x".repeat(500)).text()).hasSize(500);
    tooLarge(
        "{\"type\":\"say\",\"room\":\"port:a\",\"clientId\":\"c\",\"text\":\"%s\"}"
            .formatted("x".repeat(501)),
        "text has at most 500 characters");
    tooLarge(
        "{\"type\":\"call\",\"id\":\"%s\",\"action\":\"a\",\"version\":1,\"params\":{}}"
            .formatted("x".repeat(65)),
        "id has at most 64 characters");
    tooLarge(
        "{\"type\":\"inboxAck\",\"ids\":[%s]}"
            .formatted(String.join(",", Collections.nCopies(101, "\"a\""))),
        "ids may list at most 100");
    tooLarge(
        "{\"type\":\"ping\",\"%s\":1}".formatted("k".repeat(257)),
        "a key has more than 256 characters");
  }

  @Test
  void aTextEndsWithTheLargestFrame() {
    String frame =
        "{\"type\":\"call\",\"id\":\"a\",\"action\":\"a\",\"version\":1,\"params\":"
            + "{\"x\":\"%s\"}}";

    CODEC.decodeClient(frame.formatted("x".repeat(1_048_576)));
    tooLarge(frame.formatted("x".repeat(1_048_577)), "a text is too long");
  }

  @Test
  void jsonIsThirtyTwoDeep() {
    String call = "{\"type\":\"call\",\"id\":\"a\",\"action\":\"a\",\"version\":1,\"params\":%s}";

    CODEC.decodeClient(call.formatted("{\"a\":" + "[".repeat(30) + "]".repeat(30) + "}"));
    tooLarge(
        call.formatted("{\"a\":" + "[".repeat(31) + "]".repeat(31) + "}"), "nested deeper than 32");
    tooLarge(call.formatted("{\"a\":".repeat(100_000)), "nested deeper than 32");
    assertThatExceptionOfType(ProtocolException.class)
        .isThrownBy(() ->
            CODEC.decodeServer(
                "{\"type\":\"drain\",\"reconnectAfterMs\":1,\"later\":" + "[".repeat(99)))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ProtocolException.TOO_LARGE));
  }

  @Test
  void aNumberHasTwentyCharacters() {
    String ping = "{\"type\":\"ping\",\"t0\":%s}";

    assertThat(CODEC.decodeClient(ping.formatted(Long.MIN_VALUE)))
        .isEqualTo(new ClientMessage.Ping(Long.MIN_VALUE));
    tooLarge(ping.formatted("1".repeat(21)), "a number has more than 20 digits");
    tooLarge(ping.formatted("1".repeat(200_000)), "a number has more than 20 digits");
    tooLarge(ping.formatted("0." + "1".repeat(200_000)), "a number has more than 20 digits");
    tooLarge(
        "{\"type\":\"call\",\"id\":\"a\",\"action\":\"a\",\"version\":1,\"params\":{\"n\":%s}}"
            .formatted("7".repeat(21)),
        "a number has more than 20 digits");
  }

  @Test
  void moneyHas1024Digits() {
    String most = "9".repeat(1_024);
    Command rich = Command.buy("boat", 1, 0, Money.parse(most));
    Chained row = new Life("a").does(rich, T0);
    assertThat(read(push(List.of(row))).mutations()).containsExactly(row);

    tooLarge(
        push(List.of(row)).replace(most, most + "9"),
        "mutations[0].maxCost: an amount has at most 1024 digits");
    tooLarge(
        push(List.of(row)).replace(most, "1".repeat(150_000)),
        "mutations[0].maxCost: an amount has at most 1024 digits");
    assertThat(CODEC.read("\"-" + most + "\"", Money.class)).isEqualTo(Money.parse("-" + most));
  }

  @Test
  void aRoomIsAKindAndAName() {
    String join = "{\"type\":\"join\",\"room\":\"%s\"}";
    for (String room : List.of("port:lobby", "market:rum-2", "p:" + "a".repeat(64))) {
      CODEC.decodeClient(join.formatted(room));
    }
    for (String room :
        List.of(
            "port",
            "port:",
            ":lobby",
            "Port:lobby",
            "port:Lobby",
            "port:a b",
            "port:a:b",
            "port:" + "a".repeat(65),
            "a".repeat(17) + ":a",
            "port:\u00e9")) {
      assertThatExceptionOfType(ProtocolException.class)
          .isThrownBy(() -> CODEC.decodeClient(join.formatted(room)))
          .withMessage(
              "room must be a kind and a name, such as chat:lobby: small letters, digits and"
                  + " hyphens");
    }
  }

  @Test
  void theOrdinaryMutationIsFarBelowThem() {
    Chained row = new Life("a").does(Accounts.buy(1), T0);

    assertThat(Bounds.mutationBytes(row)).isBetween(300, 500);
    assertThat(Map.of("rows", 256 * Bounds.mutationBytes(row)).get("rows"))
        .isLessThan(Bounds.PUSH_BYTES);
  }
}
