package dev.offing.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offing.server.gateway.CloseCode;
import dev.offing.sync.account.DeviceChange;
import dev.offing.sync.account.Devices;
import dev.offing.sync.account.State;
import dev.offing.sync.protocol.Calls;
import dev.offing.sync.protocol.ClientMessage;
import dev.offing.sync.protocol.Codec;
import dev.offing.sync.protocol.Proof;
import dev.offing.sync.protocol.ServerMessage;
import dev.offing.sync.protocol.ServerMessage.Mode;
import java.io.IOException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two and three devices of one account, over real sockets, two nodes and a real Redis. */
final class SeveralDevicesTest {
  private static final Codec CODEC = new Codec();
  private static Node one;
  private static Node two;

  /** Updates that came before a reply. */
  private final Map<RawClient, Deque<ServerMessage.Update>> early = new HashMap<>();

  @BeforeAll
  static void start() {
    one = node();
    two = node();
  }

  @AfterAll
  static void stop() {
    one.close();
    two.close();
  }

  private static Node node(String... more) {
    String[] settings = new String[more.length + 3];
    System.arraycopy(
        new String[] {"tick=50", "frames-per-second=10000", "frames-burst=10000"},
        0,
        settings,
        0,
        3);
    System.arraycopy(more, 0, settings, 3, more.length);
    return new Node(
        Config.of(SharedRedis.data(), settings), SharedRedis.address(), SharedRedis.keys());
  }

  // ---- hands ------------------------------------------------------------------------------------

  /** A connected device of an account with one rowboat. */
  private static RawClient enrolled(Device device, Node at) throws IOException {
    RawClient client = RawClient.open(at.wsPort());
    long now = device.greet(client, at.wsPort()).serverNow();
    device.pushed(client, device.buy("rowboat", 1, now));
    return client;
  }

  /** Says hello as a device that wants to be linked; the nonce of its challenge. */
  private static String asks(RawClient client, Device device, Node at) {
    ClientMessage.Hello hello = device.hello();
    hello =
        new ClientMessage.Hello(
            hello.protocol(),
            hello.app(),
            hello.rules(),
            null,
            hello.accountId(),
            hello.incarnation(),
            hello.publicKey(),
            hello.clientNonce(),
            true);
    client.send(hello);
    ServerMessage.Challenge challenge = client.await(ServerMessage.Challenge.class);
    client.send(device.prove(challenge, hello, "ws://127.0.0.1:" + at.wsPort()));
    assertThat(client.await(ServerMessage.Welcome.class).mode()).isEqualTo(Mode.LINK);
    return challenge.nonce();
  }

  private ServerMessage.Reply call(RawClient client, String action, Object params) {
    String id = Device.random(8);
    client.send(new ClientMessage.Call(id, action, 1, CODEC.toTree(params)));
    while (true) {
      switch (client.await(ServerMessage.class)) {
        case ServerMessage.Reply reply when reply.id().equals(id) -> {
          return reply;
        }
        case ServerMessage.Update update ->
            early.computeIfAbsent(client, _ -> new ArrayDeque<>()).add(update);
        default -> {}
      }
    }
  }

  private <T> T told(RawClient client, String action, Object params, Class<T> type) {
    ServerMessage.Reply reply = call(client, action, params);
    assertThat(reply.error()).as(action).isNull();
    return CODEC.fromTree(Objects.requireNonNull(reply.result()), type);
  }

  private String refused(RawClient client, String action, Object params) {
    return Objects.requireNonNull(call(client, action, params).error()).code();
  }

  private String code(RawClient of) {
    return told(of, Calls.LINK_CODE, new Calls.Nothing(), Calls.LinkCodeResult.class).code();
  }

  private @Nullable String claim(RawClient by, String code) {
    return told(
            by,
            Calls.LINK_CLAIM,
            new Calls.LinkClaimParams(code, "tablet", null),
            Calls.LinkClaimResult.class)
        .accountId();
  }

  private void link(RawClient old, Device tablet, Node at) throws IOException {
    try (RawClient asking = RawClient.open(at.wsPort())) {
      asks(asking, tablet, at);
      String code = code(old);
      assertThat(claim(asking, code)).as("nobody said yes").isNull();
      Calls.LinkClaimantResult who =
          told(old, Calls.LINK_CLAIMANT, new Calls.Nothing(), Calls.LinkClaimantResult.class);
      assertThat(who).isEqualTo(new Calls.LinkClaimantResult(tablet.publicKey, "tablet"));
      told(
          old,
          Calls.LINK_ANSWER,
          new Calls.LinkAnswerParams(tablet.publicKey, true),
          Calls.Nothing.class);
      tablet.account = Objects.requireNonNull(claim(asking, code));
      tablet.fork(); // its chain begins with the account
    }
  }

  private static DeviceChange change(ServerMessage.Update update) {
    return Objects.requireNonNull(Objects.requireNonNull(update.position().commit()).change());
  }

  private ServerMessage.Update devicesChanged(RawClient client) {
    Deque<ServerMessage.Update> before = early.getOrDefault(client, new ArrayDeque<>());
    while (true) {
      ServerMessage.Update update =
          before.isEmpty() ? client.await(ServerMessage.Update.class) : before.remove();
      if (update.cause().equals("devices")) {
        return update;
      }
    }
  }

  // ---- link -------------------------------------------------------------------------------------

  @Test
  void aDeviceLinkedOnAnotherNodeGetsTheGameAndEachHearsOfTheOther() throws Exception {
    Device first = new Device();
    Device tablet = new Device();
    try (RawClient old = enrolled(first, one)) {
      link(old, tablet, two);
      DeviceChange.Linked linked = (DeviceChange.Linked) change(devicesChanged(old));
      assertThat(linked.key()).isEqualTo(tablet.publicKey);
      assertThat(linked.name()).isEqualTo("tablet");
      try (RawClient mine = RawClient.open(two.wsPort())) {
        ServerMessage.Welcome welcome = tablet.greet(mine, two.wsPort());
        assertThat(welcome.mode()).isEqualTo(Mode.SNAPSHOT);
        State state = Objects.requireNonNull(welcome.position().state());
        assertThat(state.core().owned()).containsEntry("rowboat", 1);
        assertThat(state.devices().linked()).containsKey(tablet.publicKey);

        ServerMessage.Ack ack = tablet.pushed(mine, tablet.buy("rowboat", 1, welcome.serverNow()));

        assertThat(ack.results()).hasSize(1).noneMatch(r -> r.again());
        ServerMessage.Update update = old.await(ServerMessage.Update.class);
        while (!update.position().to().equals(ack.position().to())) {
          // Its coming is a contact of the account; a node that missed that on the bus reads it.
          assertThat(update.cause()).isIn("contact", "server");
          update = old.await(ServerMessage.Update.class);
        }
        assertThat(update.position().digest()).isEqualTo(ack.position().digest());
        // One lamp for both: the tick of the first counts from the contact of the second.
        ServerMessage.Tick tick = old.await(ServerMessage.Tick.class);
        while (!tick.at().equals(ack.position().to())) {
          tick = old.await(ServerMessage.Tick.class);
        }
        Long contact = Objects.requireNonNull(ack.position().commit()).contact();
        assertThat(tick.contactUntil()).isGreaterThan(Objects.requireNonNull(contact));
      }
    }
  }

  @Test
  void aCodeLinksOneDeviceAndNobodyUnasked() throws Exception {
    Device first = new Device();
    Device tablet = new Device();
    Device thief = new Device();
    try (RawClient old = enrolled(first, one);
        RawClient asking = RawClient.open(one.wsPort());
        RawClient other = RawClient.open(one.wsPort())) {
      asks(asking, tablet, one);
      asks(other, thief, one);
      String code = code(old);
      assertThat(claim(asking, code)).isNull();
      Object theirs = new Calls.LinkClaimParams(code, "thief", null);
      assertThat(refused(other, Calls.LINK_CLAIM, theirs)).isEqualTo("unknown_code");
      Object wrong = new Calls.LinkAnswerParams(thief.publicKey, true);
      assertThat(refused(old, Calls.LINK_ANSWER, wrong)).isEqualTo("unknown_code");

      Object right = new Calls.LinkAnswerParams(tablet.publicKey, true);
      told(old, Calls.LINK_ANSWER, right, Calls.Nothing.class);

      assertThat(claim(asking, code)).isEqualTo(first.account);
      assertThat(refused(old, Calls.LINK_ANSWER, right)).as("answered").isEqualTo("unknown_code");
      assertThat(refused(other, Calls.LINK_CLAIM, theirs)).isEqualTo("unknown_code");
      told(old, Calls.REVOKE, new Calls.RevokeParams(tablet.publicKey), Calls.Nothing.class);
      assertThat(claim(asking, code)).as("taken off since").isNull();
    }
  }

  @Test
  void aGameThatWasPlayedIsNotMixedWithAnother() throws Exception {
    Device first = new Device();
    Device played = new Device();
    try (RawClient old = enrolled(first, one);
        RawClient its = enrolled(played, one);
        RawClient asking = RawClient.open(one.wsPort())) {
      asks(asking, played, one);
      Object params = new Calls.LinkClaimParams(code(old), "played", played.account);
      assertThat(refused(asking, Calls.LINK_CLAIM, params)).isEqualTo("other_account");
      Object unknown = new Calls.Nothing();
      assertThat(refused(its, Calls.LINK_CLAIM, params)).isEqualTo("wrong_session");
      assertThat(refused(asking, Calls.LINK_CODE, unknown)).isEqualTo("wrong_session");
      asking.send(new ClientMessage.Snapshot());
      assertThat(asking.await(ServerMessage.Failure.class).code()).isEqualTo("wrong_order");
      assertThat(asking.awaitClose()).isEqualTo(CloseCode.POLICY);
    }
  }

  @Test
  void anAddressMayNameFiveWrongCodesInFiveMinutes() throws Exception {
    try (Node strict = node("limit-loopback=true", "connections-per-address=1000");
        RawClient asking = RawClient.open(strict.wsPort())) {
      asks(asking, new Device(), strict);
      Object params = new Calls.LinkClaimParams("0000-0000", "guesser", null);
      String last = "";
      int wrong = 0;
      while (!last.equals("too_many_tries") && wrong < 20) {
        last = refused(asking, Calls.LINK_CLAIM, params);
        wrong += last.equals("unknown_code") ? 1 : 0;
      }
      // Five minutes may end among them: then the count begins anew, once.
      assertThat(wrong).isBetween(5, 10);
    }
  }

  @Test
  void anAccountHasSixteenDevices() throws Exception {
    Device first = new Device();
    try (RawClient old = enrolled(first, one)) {
      for (int i = 1; i < Devices.KEYS; i++) {
        link(old, new Device(), i % 2 == 0 ? one : two);
      }
      assertThat(refused(old, Calls.LINK_CODE, new Calls.Nothing())).isEqualTo("too_many_devices");
    }
  }

  // ---- revoke -----------------------------------------------------------------------------------

  @Test
  void aDeviceThatIsTakenOffIsToldAtOnceAndActsNoMore() throws Exception {
    Device first = new Device();
    Device tablet = new Device();
    try (RawClient old = enrolled(first, one)) {
      link(old, tablet, one);
      try (RawClient mine = RawClient.open(two.wsPort())) {
        long now = tablet.greet(mine, two.wsPort()).serverNow();
        tablet.pushed(mine, tablet.buy("rowboat", 1, now));

        told(old, Calls.REVOKE, new Calls.RevokeParams(tablet.publicKey), Calls.Nothing.class);

        assertThat(mine.await(ServerMessage.Failure.class).code()).isEqualTo("unlinked");
        assertThat(mine.awaitClose()).isEqualTo(CloseCode.POLICY);
      }
      try (RawClient again = RawClient.open(two.wsPort())) {
        ClientMessage.Hello hello = tablet.hello();
        again.send(hello);
        ServerMessage.Challenge challenge = again.await(ServerMessage.Challenge.class);
        again.send(tablet.prove(challenge, hello, "ws://127.0.0.1:" + two.wsPort()));
        assertThat(again.await(ServerMessage.Failure.class).code()).isEqualTo("unlinked");
      }
      assertThat(change(devicesChangedTo(old, DeviceChange.Revoked.class)))
          .isEqualTo(new DeviceChange.Revoked(tablet.publicKey));
      Object self = new Calls.RevokeParams(first.publicKey);
      assertThat(refused(old, Calls.REVOKE, self)).isEqualTo("own_device");
    }
  }

  private ServerMessage.Update devicesChangedTo(
      RawClient client, Class<? extends DeviceChange> kind) {
    ServerMessage.Update update = devicesChanged(client);
    while (!kind.isInstance(change(update))) {
      update = devicesChanged(client);
    }
    return update;
  }

  // ---- recovery ---------------------------------------------------------------------------------

  @Test
  void aTokenIsWorthNothingOnceItsDeviceIsTakenOff() throws Exception {
    Device phone = new Device();
    Device tablet = new Device();
    try (RawClient old = enrolled(phone, one)) {
      link(old, tablet, one);
      String token = told(old, Calls.TOKEN, new Calls.Nothing(), Calls.TokenResult.class).token();
      tablet.account = phone.account;
      try (LineClient line = LineClient.with(two.tcpPort(), token);
          RawClient other = RawClient.open(two.wsPort())) {
        line.await("welcome");
        tablet.greet(other, two.wsPort());

        told(other, Calls.REVOKE, new Calls.RevokeParams(phone.publicKey), Calls.Nothing.class);

        assertThat(line.await("error")).contains("\"code\":\"unlinked\"");
        assertThat(line.next()).as("the end").isNull();
        try (LineClient again = LineClient.with(one.tcpPort(), token)) {
          assertThat(again.await("error")).contains("\"code\":\"bad_token\"");
        }
      }
    }
  }

  @Test
  void aRecoveryKeyLinksADeviceWhenNoOtherIsLeft() throws Exception {
    Device first = new Device();
    Device laptop = new Device();
    KeyPair paper = keyPair();
    String key = Proof.publicKeyHex(paper.getPublic());
    String serverId;
    try (RawClient old = enrolled(first, one)) {
      told(old, Calls.RECOVERY, new Calls.RecoveryParams(key), Calls.Nothing.class);
      serverId = SharedRedis.keys().serverId();
    }
    try (RawClient asking = RawClient.open(two.wsPort())) {
      String nonce = asks(asking, laptop, two);
      byte[] signed = Proof.recovery(serverId, nonce, laptop.publicKey);
      String signature = Proof.sign(paper.getPrivate(), signed);
      String forged = Proof.sign(keyPair().getPrivate(), signed);
      Object wrong = new Calls.RecoverParams(key, forged, "laptop", null);
      assertThat(refused(asking, Calls.RECOVER, wrong)).isEqualTo("unknown_code");

      Object right = new Calls.RecoverParams(key, signature, "laptop", null);
      String account = told(asking, Calls.RECOVER, right, Calls.LinkClaimResult.class).accountId();

      assertThat(account).isEqualTo(first.account);
      assertThat(told(asking, Calls.RECOVER, right, Calls.LinkClaimResult.class).accountId())
          .as("asked again after a lost answer")
          .isEqualTo(account);
    }
    laptop.account = first.account;
    laptop.fork();
    try (RawClient mine = RawClient.open(one.wsPort())) {
      ServerMessage.Welcome welcome = laptop.greet(mine, one.wsPort());
      State state = Objects.requireNonNull(welcome.position().state());
      assertThat(state.core().owned()).containsEntry("rowboat", 1);
      assertThat(state.devices().keys())
          .containsExactlyInAnyOrder(first.publicKey, laptop.publicKey);
      // A paper that was lost is made worthless by another one.
      told(mine, Calls.RECOVERY, new Calls.RecoveryParams(null), Calls.Nothing.class);
    }
    try (RawClient asking = RawClient.open(two.wsPort())) {
      Device finder = new Device();
      String nonce = asks(asking, finder, two);
      String signature =
          Proof.sign(paper.getPrivate(), Proof.recovery(serverId, nonce, finder.publicKey));
      Object found = new Calls.RecoverParams(key, signature, "finder", null);
      assertThat(refused(asking, Calls.RECOVER, found)).isEqualTo("unknown_code");
    }
  }

  private static KeyPair keyPair() throws NoSuchAlgorithmException {
    return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
  }
}
