package dev.offing.sync.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import dev.offing.sync.account.Checkpoint;
import dev.offing.sync.account.Commit;
import dev.offing.sync.account.State;
import dev.offing.sync.economy.Rejection;
import dev.offing.sync.economy.Rulebook;
import dev.offing.sync.mutation.Canonical;
import dev.offing.sync.mutation.Chained;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.StringNode;

/**
 * The examples of docs/protocol, each read by the real codec. They are written by {@link Story}:
 * after a change of the protocol, {@code -Doffing.examples=write} writes them anew.
 */
final class ExamplesTest {
  private static final Path FOLDER = Path.of("..", "docs", "protocol", "examples");
  private static final Codec CODEC = new Codec();
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static Map<String, String> files;

  @BeforeAll
  static void readFiles() throws IOException {
    if ("write".equals(System.getProperty("offing.examples"))) {
      write();
    }
    files = new TreeMap<>();
    try (Stream<Path> all = Files.list(FOLDER)) {
      for (Path file : all.toList()) {
        files.put(
            file.getFileName().toString().replace(".json", ""),
            Files.readString(file, StandardCharsets.UTF_8));
      }
    }
  }

  private static void write() throws IOException {
    Files.createDirectories(FOLDER);
    for (Map.Entry<String, Object> frame : Story.frames().entrySet()) {
      String text =
          JSON.writerWithDefaultPrettyPrinter().writeValueAsString(tree(frame.getValue()));
      Files.writeString(
          FOLDER.resolve(frame.getKey() + ".json"), text + "\n", StandardCharsets.UTF_8);
    }
  }

  private static JsonNode tree(Object message) {
    return JSON.readTree(encode(message));
  }

  private static String encode(Object message) {
    return switch (message) {
      case ClientMessage m -> CODEC.encode(m);
      case ServerMessage m -> CODEC.encode(m);
      default -> throw new AssertionError("no message: " + message);
    };
  }

  private static Object decode(String name, String text) {
    return name.startsWith("client-") ? CODEC.decodeClient(text) : CODEC.decodeServer(text);
  }

  private static <T> T read(String name, Class<T> type) {
    return type.cast(decode(name, Objects.requireNonNull(files.get(name), name)));
  }

  @TestFactory
  Stream<DynamicTest> isReadByTheCodecAndWrittenTheSame() {
    return files.entrySet().stream()
        .map(file ->
            DynamicTest.dynamicTest(
                file.getKey(),
                () -> {
                  assertThat(file.getKey()).matches("(client|server)-[a-z-]+");
                  Object message = decode(file.getKey(), file.getValue());
                  assertThat(tree(message)).isEqualTo(JSON.readTree(file.getValue()));
                }));
  }

  @Test
  void areWhatTheStoryTells() {
    Map<String, JsonNode> told = new LinkedHashMap<>();
    Story.frames().forEach((name, message) -> told.put(name, tree(message)));
    Map<String, JsonNode> written = new LinkedHashMap<>();
    files.forEach((name, text) -> written.put(name, JSON.readTree(text)));

    assertThat(written).containsExactlyInAnyOrderEntriesOf(told);
  }

  @Test
  void showEveryMessageAndNoOther() {
    assertThat(shown("client-")).isEqualTo(types(ClientMessage.class));
    assertThat(shown("server-")).isEqualTo(types(ServerMessage.class));
  }

  /** A record of the sealed interface without a name on the wire fails here, too. */
  @Test
  void everyMessageHasANameOnTheWire() {
    for (Class<?> side : List.of(ClientMessage.class, ServerMessage.class)) {
      Set<Class<?>> named =
          Stream.of(side.getAnnotation(JsonSubTypes.class).value())
              .map(JsonSubTypes.Type::value)
              .collect(Collectors.toSet());
      assertThat(named).containsExactlyInAnyOrder(messages(side));
    }
  }

  private static Class<?>[] messages(Class<?> side) {
    return side.getPermittedSubclasses();
  }

  private static Set<String> shown(String prefix) {
    return files.entrySet().stream()
        .filter(f -> f.getKey().startsWith(prefix))
        .map(f -> JSON.readTree(f.getValue()).get("type").asString())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> types(Class<?> side) {
    return Stream.of(side.getAnnotation(JsonSubTypes.class).value())
        .map(JsonSubTypes.Type::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void theReferenceLinksEveryExampleAndNamesEveryMessageAndCode() throws IOException {
    String reference = Files.readString(FOLDER.resolveSibling("README.md"), StandardCharsets.UTF_8);

    for (String name : files.keySet()) {
      assertThat(reference).contains("(examples/" + name + ".json)");
    }
    for (Class<?> side : List.of(ClientMessage.class, ServerMessage.class)) {
      for (String type : types(side)) {
        assertThat(reference).containsPattern("\\*\\*" + type + "\\*\\*|`" + type + "`");
      }
    }
    for (String code : Rejection.PRECEDENCE) {
      assertThat(reference).contains("`" + code + "`");
    }
    assertThat(reference)
        .contains("`" + ProtocolException.MALFORMED + "`")
        .contains("`" + ProtocolException.UNKNOWN_TYPE + "`")
        .contains("`" + ProtocolException.TOO_LARGE + "`");
  }

  // ---- they are real --------------------------------------------------------------------------

  @Test
  void theFirstProofIsGood() {
    ClientMessage.Hello hello = read("client-hello-first", ClientMessage.Hello.class);
    ServerMessage.Challenge challenge = read("server-challenge", ServerMessage.Challenge.class);
    ClientMessage.Prove prove = read("client-prove-first", ClientMessage.Prove.class);

    byte[] signed = Proof.bytes(challenge, Story.ORIGIN, hello, null);

    assertThat(Proof.verifies(hello.publicKey(), signed, prove.signature())).isTrue();
    assertThat(State.accountOf(hello.publicKey())).isEqualTo(hello.accountId());
  }

  @Test
  void everySealIsGood() {
    List<Checkpoint> seals = new ArrayList<>();
    files.forEach((name, text) -> collectSeals(JSON.readTree(text), seals));

    assertThat(seals).hasSizeGreaterThan(8).allMatch(s -> s.verifies(Story.KEY));
  }

  private static void collectSeals(JsonNode node, List<Checkpoint> into) {
    if (node.has("checkpoint")) {
      into.add(CODEC.fromTree(node.get("checkpoint"), Checkpoint.class));
    }
    node.forEach(child -> collectSeals(child, into));
  }

  @Test
  void everyStateHasItsDigest() {
    for (Position p :
        List.of(
            Objects.requireNonNull(
                read("server-welcome-snapshot", ServerMessage.Welcome.class).position()),
            read("server-snapshot", ServerMessage.Snapshot.class).position())) {
      assertThat(Objects.requireNonNull(p.state()).digest())
          .isEqualTo(p.digest())
          .isEqualTo(p.checkpoint().digest());
    }
  }

  @Test
  void thePushedRowsAreChained() {
    ClientMessage.Hello hello = read("client-hello-first", ClientMessage.Hello.class);
    Chained one = read("client-push-first", ClientMessage.Push.class).mutations().getFirst();
    Chained two = read("client-push", ClientMessage.Push.class).mutations().getFirst();

    assertThat(one.follows(0, Chained.genesis(hello.accountId(), hello.incarnation()))).isTrue();
    assertThat(two.follows(1, one.hash())).isTrue();
    assertThat(read("client-push-of-a-copy", ClientMessage.Push.class).mutations().getFirst())
        .matches(row -> row.follows(1, one.hash()));
    assertThat(read("server-gap", ServerMessage.Gap.class).lastHash()).isEqualTo(two.hash());
  }

  @Test
  void replayingTheCommitsGivesTheDigests() {
    String text =
        Objects.requireNonNull(read("server-reply-catalog", ServerMessage.Reply.class).result())
            .get("text")
            .asString();
    Rulebook rules = Rulebook.of(catalog(text));
    Map<String, Chained> outbox = new HashMap<>();
    for (String push : List.of("client-push-first", "client-push", "client-push-of-a-fork")) {
      read(push, ClientMessage.Push.class)
          .mutations()
          .forEach(r -> outbox.put(r.mutation().id(), r));
    }
    List<Position> way =
        List.of(
            read("server-ack-first", ServerMessage.Ack.class).position(),
            Objects.requireNonNull(
                read("server-welcome-resume", ServerMessage.Welcome.class).position()),
            read("server-ack", ServerMessage.Ack.class).position(),
            read("server-ack-of-a-fork", ServerMessage.Ack.class).position(),
            read("server-update-contact", ServerMessage.Update.class).position());
    ClientMessage.Hello hello = read("client-hello-first", ClientMessage.Hello.class);
    State state = State.genesis(hello.publicKey(), Story.T, rules);
    for (Position p : way) {
      Commit commit =
          Objects.requireNonNull(p.commit()).toCommit(hello.accountId(), outbox::get).orElseThrow();
      state = state.commit(commit, rules).state();
      assertThat(state.at()).isEqualTo(p.to());
      assertThat(state.digest()).isEqualTo(p.digest());
    }
  }

  @Test
  void theCatalogIsTheOneThatItsHashNames() {
    JsonNode result =
        Objects.requireNonNull(read("server-reply-catalog", ServerMessage.Reply.class).result());

    assertThat(result.get("text")).isInstanceOf(StringNode.class);
    assertThat(Canonical.sha256(result.get("text").asString().getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(result.get("hash").asString());
  }

  private static dev.offing.sync.economy.Catalog catalog(String text) {
    try {
      return CatalogReader.read("catalog", text.getBytes(StandardCharsets.UTF_8));
    } catch (CatalogException e) {
      throw new AssertionError(e);
    }
  }
}
