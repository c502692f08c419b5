package dev.offing.sync.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offing.sync.account.State;
import dev.offing.sync.ledger.DeviceKey;
import dev.offing.sync.mutation.Canonical;
import dev.offing.sync.protocol.Bounds;
import dev.offing.sync.protocol.Calls;
import dev.offing.sync.protocol.ClientMessage;
import dev.offing.sync.protocol.Codec;
import dev.offing.sync.protocol.Proof;
import dev.offing.sync.protocol.ServerMessage;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A device that asks to belong to an account; the server is played by hand. */
final class LinkingTest {
  private static final Codec CODEC = new Codec();
  private static final String ACCOUNT = Canonical.of("the other account").sha256();
  private static final String SERVER = "5e".repeat(16);

  private final TestServer server = new TestServer(new SplittableRandom(1), 1_700_000_000_000L);
  private final TestDevice device = new TestDevice(server, new SplittableRandom(2));

  /** What the server says is said by the test. */
  @BeforeEach
  void mute() {
    device.lost = _ -> true;
  }

  private <T extends ClientMessage> T last(Class<T> type) {
    return device.sent.reversed().stream()
        .filter(type::isInstance)
        .map(type::cast)
        .findFirst()
        .orElseThrow();
  }

  private void answer(@Nullable String account, ServerMessage.@Nullable CallError error) {
    ClientMessage.Call call = last(ClientMessage.Call.class);
    device.arrive(
        new ServerMessage.Reply(
            call.id(),
            error != null ? null : CODEC.toTree(new Calls.LinkClaimResult(account)),
            error));
    device.pump();
  }

  private void welcomeToLink() {
    device.pump();
    device.arrive(new ServerMessage.Challenge(SERVER, "0c".repeat(32), server.now));
    device.arrive(
        new ServerMessage.Welcome(
            "s",
            "node-1",
            ServerMessage.Mode.LINK,
            null,
            new ServerMessage.WorldHead("0d".repeat(16), 1),
            server.now,
            new ServerMessage.Limits(
                Bounds.PUSH_MUTATIONS, Bounds.PUSH_BYTES, Bounds.FRAME_BYTES, 250),
            null,
            List.of()));
  }

  private void asks() {
    device.connect();
    device.step(new Event.Link("7Q4MX0GB", "tablet"));
    welcomeToLink();
  }

  @Test
  void itSaysSoInItsHelloAndAsksEverySecondUntilSomebodySaysYes() {
    asks();

    ClientMessage.Hello hello = last(ClientMessage.Hello.class);
    assertThat(hello.links()).isTrue();
    assertThat(device.session.phase()).isEqualTo(Phase.LINKING);
    ClientMessage.Call first = last(ClientMessage.Call.class);
    assertThat(CODEC.fromTree(first.params(), Calls.LinkClaimParams.class))
        .isEqualTo(new Calls.LinkClaimParams("7Q4MX0GB", "tablet", null));
    answer(null, null);
    device.pass(900);
    assertThat(last(ClientMessage.Call.class)).isEqualTo(first);
    device.pass(200);
    assertThat(last(ClientMessage.Call.class).id()).isNotEqualTo(first.id());

    answer(ACCOUNT, null);

    assertThat(device.told).contains(new SyncEvent.Linked(ACCOUNT));
    assertThat(device.session.links()).isFalse();
    ClientMessage.Hello again = last(ClientMessage.Hello.class);
    assertThat(again.links()).isFalse();
    assertThat(again.accountId()).isEqualTo(ACCOUNT);
    assertThat(again.incarnation()).as("another life").isNotEqualTo(hello.incarnation());
    assertThat(again.serverId()).isEqualTo(SERVER);
    assertThat(again.publicKey()).isEqualTo(hello.publicKey());
    assertThat(device.ledger.load().identity().account()).isEqualTo(ACCOUNT);
  }

  @Test
  void aRefusalIsToldAndTheProfileStaysAsItWas() {
    asks();
    String before = device.session.identity().account();

    answer(null, new ServerMessage.CallError("unknown_code", "No.", null));

    assertThat(device.told).contains(new SyncEvent.NotLinked("unknown_code", "No."));
    assertThat(device.session.identity().account()).isEqualTo(before);
    assertThat(last(ClientMessage.Hello.class).links()).isFalse();
  }

  @Test
  void aServerThatCannotAnswerNowIsAskedAgain() {
    asks();
    int calls = device.sent.size();

    answer(null, new ServerMessage.CallError("unavailable", "Redis is away.", null));
    device.pass(1_100);

    assertThat(device.session.phase()).isEqualTo(Phase.LINKING);
    assertThat(device.sent.subList(calls, device.sent.size()))
        .hasAtLeastOneElementOfType(ClientMessage.Call.class);
  }

  @Test
  void aCutDoesNotEndIt() {
    asks();
    device.cut();
    device.step(new Event.Connect());
    welcomeToLink();
    answer(ACCOUNT, null);

    assertThat(device.told).contains(new SyncEvent.Linked(ACCOUNT));
  }

  @Test
  void whoDoesNotWantItAnyMoreStops() {
    asks();
    device.step(new Event.LinkNoMore());
    device.pump();

    assertThat(device.told).hasAtLeastOneElementOfType(SyncEvent.NotLinked.class);
    assertThat(device.session.links()).isFalse();
  }

  @Test
  void aGameThatIsClosedAsksNoMore() {
    asks();
    device.step(new Event.Close());

    assertThat(device.told).contains(new SyncEvent.NotLinked("closed", "The game was closed."));
    assertThat(device.session.links()).isFalse();
  }

  @Test
  void aGameThatWasBegunMeanwhileStaysWithItsAccount() {
    asks();
    assertThat(device.buy("stand", 1)).isInstanceOf(Submission.Saved.class);
    String own = device.session.identity().account();

    answer(ACCOUNT, null);

    assertThat(device.session.identity().account()).isEqualTo(own);
    assertThat(device.session.outbox()).hasSize(1);
    assertThat(device.told.reversed().stream().filter(SyncEvent.NotLinked.class::isInstance))
        .first()
        .extracting(it -> ((SyncEvent.NotLinked) it).code())
        .isEqualTo("other_account");
  }

  @Test
  void aGameThatIsHereIsNamedSoThatNoOtherOneIsTaken() {
    device.connect();
    assertThat(device.buy("stand", 1)).isInstanceOf(Submission.Saved.class);
    device.step(new Event.Link("7Q4MX0GB", "tablet"));
    welcomeToLink();

    Calls.LinkClaimParams params =
        CODEC.fromTree(last(ClientMessage.Call.class).params(), Calls.LinkClaimParams.class);
    assertThat(params.accountId()).isEqualTo(device.session.identity().account());
    answer(params.accountId(), null);
    assertThat(device.told)
        .contains(new SyncEvent.Linked(Objects.requireNonNull(params.accountId())));
    assertThat(device.session.outbox()).hasSize(1);
  }

  @Test
  void aRecoveryKeySignsTheDeviceAndTheSession() {
    DeviceKey key = RecoveryCode.of(new byte[16]).key();
    device.connect();
    device.step(new Event.Recover(key, "new laptop"));
    welcomeToLink();

    ClientMessage.Call call = last(ClientMessage.Call.class);
    assertThat(call.action()).isEqualTo(Calls.RECOVER);
    Calls.RecoverParams params = CODEC.fromTree(call.params(), Calls.RecoverParams.class);
    String own = device.session.identity().publicKey();
    byte[] signed = Proof.recovery(SERVER, "0c".repeat(32), own);
    assertThat(Proof.verifies(key.publicKey(), signed, params.signature())).isTrue();
    byte[] other = Proof.recovery(SERVER, "0e".repeat(32), own);
    assertThat(Proof.verifies(key.publicKey(), other, params.signature())).isFalse();
    answer(ACCOUNT, null);
    assertThat(device.session.identity().account()).isEqualTo(ACCOUNT);
    assertThat(State.accountOf(own)).isNotEqualTo(ACCOUNT);
  }

  @Test
  void withoutAServerThereIsNothingToAsk() {
    device.step(new Event.Link("7Q4MX0GB", "tablet"));

    assertThat(device.told).hasAtLeastOneElementOfType(SyncEvent.NotLinked.class);
    assertThat(device.session.links()).isFalse();
  }

  @Test
  void whoWasTakenOffAsksNowAndThenWhetherItIsListedAgain() {
    device.connect();
    device.arrive(new ServerMessage.Failure("unlinked", "no"));
    assertThat(device.session.halt()).isEqualTo(Halt.UNLINKED);
    long hellos = hellos();

    device.pass(59_000);
    assertThat(hellos()).isEqualTo(hellos);
    device.pass(2_000);
    assertThat(hellos()).isEqualTo(hellos + 1);
  }

  @Test
  void anAccountThatIsNotThereYetIsWaitedFor() {
    device.connect();
    device.arrive(new ServerMessage.Failure("unknown_account", "later"));

    assertThat(device.session.phase()).isEqualTo(Phase.WAITING);
  }

  private long hellos() {
    return device.sent.stream().filter(ClientMessage.Hello.class::isInstance).count();
  }
}
