package dev.offing.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offing.assets.Assets;
import dev.offing.sync.account.Outcome;
import dev.offing.sync.account.State;
import dev.offing.sync.protocol.Calls;
import dev.offing.sync.protocol.ClientMessage;
import dev.offing.sync.protocol.Codec;
import dev.offing.sync.protocol.RoomPoint;
import dev.offing.sync.protocol.ServerMessage;
import dev.offing.sync.protocol.ServerMessage.Joined;
import dev.offing.sync.protocol.ServerMessage.Mode;
import dev.offing.sync.protocol.ServerMessage.RoomEvent;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Two nodes on one real Redis, seen from outside over real sockets. */
final class NodesTest {
  private static final Codec CODEC = new Codec();
  private static final String ADMIN = "0123456789abcdef0123456789abcdef";
  private static Node one;
  private static Node two;

  private final String room = "port:" + Device.random(8);

  @BeforeAll
  static void start(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("admin-token"), ADMIN + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    one = node("admin-token-file=" + file);
    two = node();
  }

  @AfterAll
  static void stop() {
    one.close();
    two.close();
  }

  private static Node node(String... more) {
    List<String> settings = new ArrayList<>(List.of(more));
    // More frames a second than a talkative test sends on a fast machine.
    settings.addAll(List.of("tick=50", "frames-per-second=10000", "frames-burst=10000"));
    return new Node(
        Config.of(SharedRedis.data(), settings.toArray(String[]::new)),
        SharedRedis.address(),
        SharedRedis.keys());
  }

  // ---- accounts -------------------------------------------------------------------------------

  @Test
  void aPurchaseOnOneNodeReachesTheDeviceOnTheOther() throws Exception {
    Device device = new Device();
    try (RawClient here = RawClient.open(one.wsPort());
        RawClient there = RawClient.open(two.wsPort())) {
      long now = device.greet(here, one.wsPort()).serverNow();
      assertThat(device.pushed(here, device.buy("rowboat", 1, now)).results().getFirst().outcome())
          .isEqualTo(Outcome.APPLIED);
      String first = device.incarnation;
      device.fork();
      ServerMessage.Welcome welcome = device.greet(there, two.wsPort());
      assertThat(welcome.mode()).isEqualTo(Mode.RESUME);
      assertThat(here.await(ServerMessage.Update.class).cause()).isEqualTo("contact");

      ServerMessage.Ack ack = device.pushed(there, device.buy("rowboat", 1, now));

      ServerMessage.Update update = here.await(ServerMessage.Update.class);
      assertThat(update.position().to()).isEqualTo(ack.position().to());
      assertThat(update.position().digest()).isEqualTo(ack.position().digest());
      assertThat(update.position().commit().incarnation()).isEqualTo(device.incarnation);
      assertThat(device.incarnation).isNotEqualTo(first);
    }
  }

  @Test
  void theStateThatASnapshotSendsHasTheDigestThatItsSealNames() throws Exception {
    Device device = new Device();
    try (RawClient client = RawClient.open(one.wsPort())) {
      long now = device.greet(client, one.wsPort()).serverNow();
      device.pushed(client, device.buy("rowboat", 2, now));

      client.send(new ClientMessage.Snapshot());

      ServerMessage.Snapshot snapshot = client.await(ServerMessage.Snapshot.class);
      State state = snapshot.position().state();
      assertThat(state.digest()).isEqualTo(snapshot.position().checkpoint().digest());
      assertThat(state.at()).isEqualTo(device.base);
    }
  }

  @Test
  void aDepartureIsCommittedAsContact() throws Exception {
    Device device = new Device();
    try (RawClient client = RawClient.open(one.wsPort())) {
      long now = device.greet(client, one.wsPort()).serverNow();
      device.pushed(client, device.buy("rowboat", 1, now));
    }
    try (RawClient witness = RawClient.open(one.wsPort())) {
      // The departure may be committed before or after this welcome; both are contacts.
      assertThat(device.greet(witness, one.wsPort()).position().to().version())
          .isGreaterThanOrEqualTo(2);
    }
  }

  @Test
  void ticksComeAndTheBalanceGrows() throws Exception {
    Device device = new Device();
    try (RawClient client = RawClient.open(one.wsPort())) {
      long now = device.greet(client, one.wsPort()).serverNow();
      device.pushed(client, device.buy("rowboat", 1, now));
      ServerMessage.Tick first = client.await(ServerMessage.Tick.class);
      ServerMessage.Tick second = client.await(ServerMessage.Tick.class);

      assertThat(second.balance()).isGreaterThan(first.balance());
      assertThat(second.at()).isEqualTo(device.base);
      assertThat(second.contactUntil()).isGreaterThan(now);
    }
  }

  @Test
  void pingsAreAnsweredWithTheServersTime() throws Exception {
    try (RawClient client = new Device().connect(one.wsPort())) {
      client.send(new ClientMessage.Ping(42));
      ServerMessage.Pong pong = client.await(ServerMessage.Pong.class);

      assertThat(pong.t0()).isEqualTo(42);
      assertThat(pong.t2()).isGreaterThanOrEqualTo(pong.t1());
    }
  }

  @Test
  void theWorldListAndItsCatalogsCanBeHad() throws Exception {
    try (RawClient client = RawClient.open(one.wsPort())) {
      ServerMessage.WorldHead head = new Device().greet(client, one.wsPort()).world();
      client.send(new ClientMessage.Call("1", "world", 1, CODEC.toTree(new Calls.WorldParams(0))));
      Calls.WorldResult world =
          CODEC.fromTree(client.await(ServerMessage.Reply.class).result(), Calls.WorldResult.class);
      assertThat(world.epoch()).isEqualTo(head.epoch());
      assertThat(world.rows()).hasSize((int) head.seq());

      String hash = world.rows().getLast().catalog();
      client.send(
          new ClientMessage.Call("2", "catalog", 1, CODEC.toTree(new Calls.CatalogParams(hash))));
      Calls.CatalogResult catalog =
          CODEC.fromTree(
              client.await(ServerMessage.Reply.class).result(), Calls.CatalogResult.class);
      assertThat(catalog.text()).isEqualTo(new String(Assets.catalog(), StandardCharsets.UTF_8));

      client.send(
          new ClientMessage.Call("3", "world", 1, CODEC.toTree(new Calls.WorldParams(head.seq()))));
      assertThat(
              CODEC
                  .fromTree(
                      client.await(ServerMessage.Reply.class).result(), Calls.WorldResult.class)
                  .rows())
          .isEmpty();
    }
  }

  // ---- rooms ----------------------------------------------------------------------------------

  @Test
  void whatIsSaidOnOneNodeIsHeardOnBothInOrderAndOnce() throws Exception {
    try (RawClient here = new Device().connect(one.wsPort());
        RawClient there = new Device().connect(two.wsPort())) {
      Joined first = joined(here, null);
      joined(there, null);
      for (int i = 1; i <= 20; i++) {
        RawClient speaker = i % 2 == 0 ? here : there;
        speaker.send(new ClientMessage.Say(room, "c" + i, "line " + i));
      }

      List<RoomEvent> heardHere = heard(here, 20);
      List<RoomEvent> heardThere = heard(there, 20);

      assertThat(heardHere).isEqualTo(heardThere);
      assertThat(heardHere).extracting(RoomEvent::seq).isSorted().doesNotHaveDuplicates();
      assertThat(heardHere.getFirst().seq()).isEqualTo(first.seq() + 1);
      assertThat(heardHere).extracting(RoomEvent::clientId).hasSize(20).doesNotHaveDuplicates();
    }
  }

  @Test
  void aRepeatedLineIsSaidOnceAndToldAgainToItsSpeaker() throws Exception {
    Device device = new Device();
    try (RawClient speaker = device.connect(one.wsPort());
        RawClient listener = new Device().connect(two.wsPort())) {
      joined(speaker, null);
      joined(listener, null);
      speaker.send(new ClientMessage.Say(room, "same", "hello"));
      RoomEvent said = heard(speaker, 1).getFirst();
      speaker.send(new ClientMessage.Say(room, "same", "hello"));
      assertThat(heard(speaker, 1).getFirst()).isEqualTo(said);
      speaker.send(new ClientMessage.Say(room, "other", "bye"));

      assertThat(heard(listener, 2)).extracting(RoomEvent::text).containsExactly("hello", "bye");
      assertThat(said.from()).isEqualTo(device.account.substring(0, 8));
    }
  }

  @Test
  void whoComesBackHearsWhatWasMissedAndNothingTwice() throws Exception {
    Device device = new Device();
    RoomPoint since;
    try (RawClient speaker = new Device().connect(two.wsPort())) {
      try (RawClient client = device.connect(one.wsPort())) {
        joined(client, null);
        joined(speaker, null);
        speaker.send(new ClientMessage.Say(room, "1", "one"));
        ServerMessage.Room heard = client.await(ServerMessage.Room.class);
        since = new RoomPoint(heard.epoch(), heard.event().seq());
      }
      speaker.send(new ClientMessage.Say(room, "2", "two"));
      speaker.send(new ClientMessage.Say(room, "3", "three"));
      heard(speaker, 3);
      try (RawClient client = device.connect(one.wsPort())) {
        Joined again = joined(client, since);
        assertThat(again.resumed()).isTrue();
        assertThat(again.snapshot()).extracting(RoomEvent::text).containsExactly("two", "three");
        speaker.send(new ClientMessage.Say(room, "4", "four"));
        assertThat(heard(client, 1)).extracting(RoomEvent::text).containsExactly("four");
      }
    }
  }

  @Test
  void historyIsBoundedAndAPointTooFarBackIsToldSo() throws Exception {
    try (RawClient client = new Device().connect(one.wsPort())) {
      Joined first = joined(client, null);
      for (int i = 1; i <= 205; i++) {
        client.send(new ClientMessage.Say(room, "c" + i, "line " + i));
        heard(client, 1);
      }
      try (RawClient late = new Device().connect(two.wsPort())) {
        Joined joined = joined(late, new RoomPoint(first.epoch(), 0));
        assertThat(joined.resumed()).isFalse();
        assertThat(joined.seq()).isEqualTo(205);
        assertThat(joined.snapshot())
            .hasSize(50)
            .extracting(RoomEvent::seq)
            .isSorted()
            .endsWith(205L);
      }
    }
  }

  @Test
  void everybodySeesWhoComesAndGoes() throws Exception {
    Device device = new Device();
    try (RawClient here = new Device().connect(one.wsPort())) {
      assertThat(joined(here, null).roster()).hasSize(1);
      try (RawClient there = device.connect(two.wsPort())) {
        assertThat(joined(there, null).roster()).hasSize(2);
        awaitRoster(here, 2);
      }
      awaitRoster(here, 1);
    }
  }

  @Test
  void onlyMembersSpeakAndOnlyKnownKindsExist() throws Exception {
    try (RawClient client = new Device().connect(one.wsPort())) {
      client.send(new ClientMessage.Say(room, "1", "hello?"));
      assertThat(client.await(ServerMessage.Failure.class).code()).isEqualTo("not_joined");
      client.send(new ClientMessage.Join("market:coal", null));
      assertThat(client.await(ServerMessage.Failure.class).code()).isEqualTo("unknown_room");
      for (int i = 0; i < 17; i++) {
        client.send(new ClientMessage.Join(room + i, null));
      }
      assertThat(client.await(ServerMessage.Failure.class).code()).isEqualTo("too_many_rooms");
    }
  }

  private Joined joined(RawClient client, RoomPoint since) {
    client.send(new ClientMessage.Join(room, since));
    return client.await(Joined.class);
  }

  private static List<RoomEvent> heard(RawClient client, int count) {
    List<RoomEvent> events = new ArrayList<>();
    while (events.size() < count) {
      events.add(client.await(ServerMessage.Room.class).event());
    }
    return events;
  }

  private static void awaitRoster(RawClient client, int size) {
    while (client.await(ServerMessage.Presence.class).roster().size() != size) {
      // one of those before
    }
  }

  // ---- operation ------------------------------------------------------------------------------

  @Test
  void healthAndReadinessAreTold() throws Exception {
    assertThat(http("/health").statusCode()).isEqualTo(200);
    assertThat(http("/ready").body()).isEqualTo("{\"ready\":true,\"reasons\":[]}");
    assertThat(http("/nothing").statusCode()).isEqualTo(404);
  }

  @Test
  void whoLooksAfterItSeesTheMembersOfARoomOnAllNodes() throws Exception {
    try (RawClient here = RawClient.open(one.wsPort());
        RawClient there = RawClient.open(two.wsPort())) {
      enter(here, one);
      enter(there, two);

      JsonNode shown = CODEC.tree(http("/api/adminRooms").body()).path("result");

      assertThat(shown.path("rooms").path(room).intValue()).isEqualTo(2);
      assertThat(shown.path("silent").isArray()).isTrue(); // nodes of other tests may have died
    }
  }

  private void enter(RawClient client, Node node) throws Exception {
    new Device().greet(client, node.wsPort());
    client.send(new ClientMessage.Join(room, null));
    client.await(Joined.class);
  }

  private static HttpResponse<String> http(String path) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + one.httpPort() + path))
              .header("Authorization", "Bearer " + ADMIN)
              .build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }

  @Test
  void aNodeThatStopsTellsItsClientsAndFinishesWhatIsInFlight() throws Exception {
    Node leaving = node();
    Device device = new Device();
    RawClient client = RawClient.open(leaving.wsPort());
    long now = device.greet(client, leaving.wsPort()).serverNow();
    // Less than a second ahead is waited for, so this push is in flight when the node stops.
    client.textAndWaitUntilRead(CODEC.encode(device.push(device.buy("rowboat", 1, now + 900))));
    CompletableFuture<Void> closing =
        CompletableFuture.runAsync(leaving::close, Thread.ofVirtual()::start);

    boolean acked = false;
    boolean drained = false;
    while (!acked || !drained) {
      ServerMessage message = client.await(ServerMessage.class);
      acked |= message instanceof ServerMessage.Ack;
      if (message instanceof ServerMessage.Drain drain) {
        drained = true;
        assertThat(drain.reconnectAfterMs()).isBetween(1L, 2_000L);
      }
    }
    assertThat(client.awaitClose()).isEqualTo(1001);
    closing.get(60, TimeUnit.SECONDS);
    client.close();
  }
}
