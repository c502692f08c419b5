package dev.offing.sync.protocol;

import static dev.offing.sync.account.Accounts.T0;
import static dev.offing.sync.account.Accounts.id32;
import static dev.offing.sync.account.Accounts.id64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.offing.sync.account.Accounts;
import dev.offing.sync.account.Accounts.Life;
import dev.offing.sync.account.Carried;
import dev.offing.sync.account.Checkpoint;
import dev.offing.sync.account.Devices;
import dev.offing.sync.account.EpochVersion;
import dev.offing.sync.account.Incarnation;
import dev.offing.sync.account.Lineage;
import dev.offing.sync.account.Retired;
import dev.offing.sync.account.State;
import dev.offing.sync.account.Transfers;
import dev.offing.sync.economy.Command;
import dev.offing.sync.economy.Contact;
import dev.offing.sync.economy.EconomyState;
import dev.offing.sync.economy.EconomyState.ActiveBoost;
import dev.offing.sync.economy.Effect.Transfer;
import dev.offing.sync.economy.Money;
import dev.offing.sync.mutation.Chained;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

final class CodecTest {
  private static final Codec CODEC = new Codec();

  @TestFactory
  Stream<DynamicTest> everyMessageTravelsUnchanged() {
    return Story.frames().entrySet().stream()
        .map(frame -> DynamicTest.dynamicTest(frame.getKey(), () -> travels(frame.getValue())));
  }

  private static void travels(Object message) {
    Object there = travelled(message);
    assertThat(travelled(there)).isEqualTo(there);
    assertThat(there).hasSameClassAs(message);
    switch (message) {
      case ClientMessage.Call c ->
          assertThat(CODEC.encode((ClientMessage) there)).isEqualTo(CODEC.encode(c));
      case ServerMessage.Reply r ->
          assertThat(CODEC.encode((ServerMessage) there)).isEqualTo(CODEC.encode(r));
      default -> assertThat(there).isEqualTo(message);
    }
  }

  private static Object travelled(Object message) {
    return switch (message) {
      case ClientMessage m -> CODEC.decodeClient(CODEC.encode(m));
      case ServerMessage m -> CODEC.decodeServer(CODEC.encode(m));
      default -> throw new AssertionError("no message: " + message);
    };
  }

  @Test
  void aStateTravelsWithAllItsParts() {
    State state =
        State.of(
            id64("account"),
            new EpochVersion(id32("epoch"), Long.MAX_VALUE),
            new EconomyState(
                T0,
                Money.parse("9".repeat(1_024)),
                Money.of(7),
                Money.parse("1" + "0".repeat(300)),
                3,
                new TreeMap<>(Map.of("boat", 5_000, "ship", 1)),
                new TreeSet<>(Set.of("oil", "sails")),
                List.of(new ActiveBoost("rum", T0 + 5))),
            new Devices(
                new TreeSet<>(Set.of(id64("a"), id64("b"))),
                new TreeMap<>(Map.of(id32("a"), new Incarnation(id64("a"), 9, id64("h"), 2, 4))),
                new TreeMap<>(Map.of(id32("b"), new Retired(9, id64("h"), 2, 4))),
                new TreeMap<>(Map.of(id32("c"), new Carried(9, 2)))),
            List.of(Accounts.gift("a gift", T0 + 9, -5)),
            new Transfers(List.of(new Transfer("t", "in", id64("peer"), Money.of(-1), T0)), T0 - 1),
            new Contact(
                List.of(new Contact.Interval(T0, T0 + 1), new Contact.Interval(T0 + 9, T0 + 9))),
            new Lineage(List.of(new EpochVersion(id32("old"), 7))));

    State read = CODEC.read(CODEC.write(state), State.class);

    assertThat(read).isEqualTo(state);
    assertThat(read.digest()).isEqualTo(state.digest());
    assertThat(CODEC.write(read)).isEqualTo(CODEC.write(state));
    State genesis = Accounts.genesis();
    assertThat(CODEC.read(CODEC.write(genesis), State.class)).isEqualTo(genesis);
  }

  @Test
  void moneyIsATextOfDigits() {
    assertThat(CODEC.write(Money.of(-12))).isEqualTo("\"-12\"");
    assertThat(CODEC.read("\"0\"", Money.class)).isEqualTo(Money.ZERO);
    for (String bad :
        List.of(
            "12",
            "\"012\"",
            "\"+1\"",
            "\"1.5\"",
            "\"\"",
            "\"-0\"",
            "\" 1\"",
            "\"1e3\"",
            "\"\u0661\"",
            "{}",
            "null",
            "true")) {
      assertThatExceptionOfType(ProtocolException.class)
          .isThrownBy(() -> CODEC.read(bad, Money.class))
          .satisfies(e -> assertThat(e.code()).isEqualTo(ProtocolException.MALFORMED));
    }
  }

  @Test
  void aMutationLiesFlatBesideItsNumber() {
    Chained row = new Life("a").does(Command.buy("boat", 2, 0, Money.of(300)), T0);

    JsonNode tree = CODEC.toTree(row);

    assertThat(tree.propertyNames())
        .containsExactly(
            "seq", "hash", "id", "origin", "at", "kind", "args", "catalog", "run", "maxCost");
    assertThat(tree.get("args").get("count").asString()).isEqualTo("2");
    assertThat(CODEC.fromTree(tree, Chained.class)).isEqualTo(row);
    assertThat(CODEC.toTree(row.mutation()).propertyNames())
        .containsExactly("id", "origin", "at", "kind", "args", "catalog", "run", "maxCost");
    assertThat(CODEC.read(CODEC.write(row.mutation()), dev.offing.sync.mutation.Mutation.class))
        .isEqualTo(row.mutation());
  }

  @Test
  void whatIsNotThereIsNotWritten() {
    Chained row = new Life("a").does(Accounts.buy(1), T0);

    assertThat(CODEC.toTree(row).has("maxCost")).isFalse();
    assertThat(CODEC.encode(new ClientMessage.Join("port:a", null)))
        .isEqualTo("{\"type\":\"join\",\"room\":\"port:a\"}");
    assertThat(CODEC.encode(new ClientMessage.Snapshot())).isEqualTo("{\"type\":\"snapshot\"}");
  }

  @Test
  void nullWhereNothingIsNeededIsNothing() {
    assertThat(CODEC.decodeClient("{\"type\":\"join\",\"room\":\"port:a\",\"since\":null}"))
        .isEqualTo(new ClientMessage.Join("port:a", null));
  }

  @Test
  void aServerReadsStrictlyAndAClientSkipsWhatItDoesNotKnow() {
    assertThatExceptionOfType(ProtocolException.class)
        .isThrownBy(() -> CODEC.decodeClient("{\"type\":\"ping\",\"t0\":1,\"colour\":\"red\"}"))
        .withMessage("colour: there is no such key here; the nearest is 't0'");
    assertThatExceptionOfType(ProtocolException.class)
        .isThrownBy(() -> CODEC.decodeClient("{\"type\":\"snapshot\",\"colour\":\"red\"}"));

    assertThat(
            CODEC.decodeServer(
                "{\"type\":\"pong\",\"t0\":1,\"t1\":2,\"t2\":3,\"colour\":[{\"x\":[1]}]}"))
        .isEqualTo(new ServerMessage.Pong(1, 2, 3));
    assertThat(CODEC.decodeServer("{\"type\":\"staleEpoch\",\"colour\":\"red\"}"))
        .isEqualTo(new ServerMessage.StaleEpoch());
  }

  @Test
  void theTypeMayStandAnywhere() {
    assertThat(CODEC.decodeClient("{\"t0\":5,\"type\":\"ping\"}"))
        .isEqualTo(new ClientMessage.Ping(5));
  }

  @Test
  void parametersOfActionsAreReadStrictly() {
    JsonNode good = CODEC.toTree(new Calls.WorldParams(4));
    assertThat(CODEC.fromTree(good, Calls.WorldParams.class).since()).isEqualTo(4);

    JsonNode more = CODEC.read("{\"since\":4,\"until\":5}", JsonNode.class);
    assertThatExceptionOfType(ProtocolException.class)
        .isThrownBy(() -> CODEC.fromTree(more, Calls.WorldParams.class))
        .withMessage("until: there is no such key here; the nearest is 'since'");
    JsonNode negative = CODEC.read("{\"since\":-1}", JsonNode.class);
    assertThatExceptionOfType(ProtocolException.class)
        .isThrownBy(() -> CODEC.fromTree(negative, Calls.WorldParams.class))
        .withMessage("since is not negative");
    JsonNode hash = CODEC.read("{\"hash\":\"x\"}", JsonNode.class);
    assertThatExceptionOfType(ProtocolException.class)
        .isThrownBy(() -> CODEC.fromTree(hash, Calls.CatalogParams.class));
  }

  @Test
  void aReplyHasAResultOrAnErrorAndACallHasAnObject() {
    ServerMessage.CallError error = new ServerMessage.CallError("c", "m", null);
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> new ServerMessage.Reply("1", null, null))
        .withMessage("a reply has a result or an error");
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> new ServerMessage.Reply("1", CODEC.toTree(1), error));
    assertThatExceptionOfType(ProtocolException.class)
        .isThrownBy(() ->
            CODEC.decodeClient(
                "{\"type\":\"call\",\"id\":\"1\",\"action\":\"a\",\"version\":1,\"params\":[]}"))
        .withMessage("params must be an object");
  }

  @Test
  void aPartThatIsReadAloneIsCheckedAsWell() {
    Checkpoint seal = Checkpoint.seal(Accounts.enrolled(), id32("k"), new byte[32], id32("s"));
    String text = CODEC.write(seal);
    assertThat(CODEC.read(text, Checkpoint.class)).isEqualTo(seal);

    assertThatExceptionOfType(ProtocolException.class)
        .isThrownBy(
            () -> CODEC.read(text.replace("\"version\":1", "\"version\":0"), Checkpoint.class))
        .withMessage("version starts at 1");
    Chained row = new Life("a").does(Accounts.buy(1), T0);
    assertThatExceptionOfType(ProtocolException.class)
        .isThrownBy(
            () -> CODEC.read(CODEC.write(row).replace("\"at\":" + T0, "\"at\":0"), Chained.class))
        .withMessage("at must lie between 2020 and 2100");
    assertThatExceptionOfType(ProtocolException.class)
        .isThrownBy(() -> CODEC.read("null", Chained.class))
        .withMessage("null is not a message");
  }

  @Test
  void aWelcomeHasItsPositionExactlyWhereThereIsOne() {
    Object resume = Story.frames().get("server-welcome-resume");
    String text = CODEC.encode((ServerMessage) resume);

    assertThatExceptionOfType(ProtocolException.class)
        .isThrownBy(
            () -> CODEC.decodeServer(text.replace("\"mode\":\"resume\"", "\"mode\":\"new\"")))
        .withMessage("resume and snapshot, and no other, have a position");
  }
}
