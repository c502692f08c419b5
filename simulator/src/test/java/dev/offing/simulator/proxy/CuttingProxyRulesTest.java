package dev.offing.simulator.proxy;

import static dev.offing.simulator.proxy.CuttingProxy.Direction.CLIENT_TO_SERVER;
import static dev.offing.simulator.proxy.CuttingProxy.Direction.SERVER_TO_CLIENT;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.offing.simulator.proxy.CuttingProxy.Armed;
import dev.offing.simulator.proxy.CuttingProxy.Firing;
import java.net.ConnectException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each rule, between a real server and a real client. */
final class CuttingProxyRulesTest {

  private EchoServer server;
  private CuttingProxy proxy;

  @BeforeEach
  void start() {
    server = EchoServer.open();
    proxy = server.proxy();
  }

  @AfterEach
  void stop() {
    proxy.close();
    server.close();
  }

  @Test
  void cutBeforeTheAckLeavesTheServerWithThePushAndTheClientWithoutItsAnswer() throws Exception {
    Client client = Client.connect(proxy);
    Armed lostAck = proxy.arm(Rule.fromServer("ack").cutBefore());

    client.send(push(1));

    Firing firing = lostAck.fired().get(10, SECONDS);
    assertThat(firing).isEqualTo(new Firing(lostAck.rule(), 1, "ack", ack(1)));
    assertThat(client.end()).isNotNull();
    assertThat(client.messages).isEmpty();
    assertThat(server.received).containsExactly(push(1));
    assertThat(proxy.arrived(SERVER_TO_CLIENT, "ack")).isEqualTo(1);
    assertThat(proxy.forwarded(SERVER_TO_CLIENT, "ack")).isZero();
    assertThat(proxy.connections()).isZero();
  }

  @Test
  void whatCameBeforeTheCutHasArrived() throws Exception {
    Client client = Client.connect(proxy);
    CompletableFuture<Firing> cut = proxy.await(Rule.fromServer("ack").nth(3).cutBefore());

    client.send(push(1)).send(push(2)).send(push(3));

    cut.get(10, SECONDS);
    assertThat(client.end()).isNotNull();
    assertThat(client.messages).containsExactly(ack(1), ack(2));
  }

  @Test
  void cutAfterTheSecondPushLetsNoAnswerToItThrough() throws Exception {
    Client client = Client.connect(proxy);
    CompletableFuture<Firing> cut = proxy.await(Rule.fromClient("push").nth(2).cutAfter());

    client.send(push(1));
    assertThat(client.next()).isEqualTo(ack(1));
    client.send(push(2));

    assertThat(cut.get(10, SECONDS).text()).isEqualTo(push(2));
    assertThat(client.end()).isNotNull();
    assertThat(client.messages).isEmpty();
    assertThat(proxy.forwarded(CLIENT_TO_SERVER, "push")).isEqualTo(2);
  }

  @Test
  void droppedIsOnlyTheNthOneAndTheConnectionLivesOn() throws Exception {
    Client client = Client.connect(proxy);
    CompletableFuture<Firing> dropped = proxy.await(Rule.fromServer("ack").nth(2).drop());

    client.send(push(1)).send(push(2)).send(push(3));

    assertThat(client.next()).isEqualTo(ack(1));
    assertThat(client.next()).isEqualTo(ack(3));
    assertThat(dropped.get(10, SECONDS).text()).isEqualTo(ack(2));
    assertThat(server.received).hasSize(3);
  }

  @Test
  void aDroppedPushNeverReachesTheServer() throws Exception {
    Client client = Client.connect(proxy);
    CompletableFuture<Firing> dropped = proxy.await(Rule.fromClient("push").drop());

    client.send(push(1)).send(push(2));

    assertThat(client.next()).isEqualTo(ack(2));
    assertThat(dropped.get(10, SECONDS).text()).isEqualTo(push(1));
    assertThat(server.received).containsExactly(push(2));
  }

  @Test
  void heldAcksWaitWhileOthersOvertakeAndKeepTheirOrderAtTheRelease() throws Exception {
    Client client = Client.connect(proxy);
    Armed hold = proxy.arm(Rule.fromServer("ack").nth(2).hold());

    client.send(push(1)).send(push(2)).send(push(3)).send(tick(1));

    assertThat(client.next()).isEqualTo(ack(1));
    assertThat(client.next()).isEqualTo(tick(1));
    assertThat(hold.fired().get(10, SECONDS).text()).isEqualTo(ack(2));
    assertThat(hold.held()).isEqualTo(2);
    assertThat(proxy.forwarded(SERVER_TO_CLIENT, "ack")).isEqualTo(1);

    hold.release();
    client.send(push(4));

    assertThat(List.of(client.next(), client.next(), client.next()))
        .containsExactly(ack(2), ack(3), ack(4));
    assertThat(hold.held()).isZero();
  }

  @Test
  void aReleaseInTheMiddleOfAStreamKeepsItsOrder() throws Exception {
    Client client = Client.connect(proxy);
    int all = 400;
    Armed hold = proxy.arm(Rule.fromServer("ack").nth(3).hold());

    for (int i = 1; i <= all; i++) {
      client.send(push(i));
    }
    hold.fired().get(10, SECONDS);
    hold.release();

    List<String> got = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    for (int i = 1; i <= all; i++) {
      got.add(client.next());
      expected.add(ack(i));
    }
    assertThat(got).isEqualTo(expected);
  }

  @Test
  void whatAHoldKeepsDiesWithItsConnection() throws Exception {
    Client client = Client.connect(proxy);
    Armed hold = proxy.arm(Rule.fromServer("ack").hold());
    client.send(push(1));
    hold.fired().get(10, SECONDS);

    proxy.cutAll(CuttingProxy.Ending.RST);
    assertThat(client.end()).isNotNull();
    hold.release();

    assertThat(client.messages).isEmpty();
    assertThat(proxy.forwarded(SERVER_TO_CLIENT, "ack")).isZero();
  }

  @Test
  void aHoldThatIsFullMakesTheSenderWaitAndLosesNothing() throws Exception {
    Client client = Client.connect(proxy);
    Armed hold = proxy.arm(Rule.fromServer("blob").hold());
    String padding = "x".repeat(512 << 10);
    int all = 24;

    for (int i = 1; i <= all; i++) {
      client.send(blob(i, padding));
    }
    hold.fired().get(10, SECONDS);
    hold.release();

    for (int i = 1; i <= all; i++) {
      assertThat(client.next()).isEqualTo(blob(i, padding));
    }
  }

  @Test
  void aFullHoldCanBeClosed() throws Exception {
    Client client = Client.connect(proxy);
    Armed hold = proxy.arm(Rule.fromClient("blob").hold());
    String padding = "x".repeat(1 << 19);
    for (int i = 1; i <= 12; i++) {
      client.send(blob(i, padding));
    }
    hold.fired().get(10, SECONDS);

    proxy.close();

    assertThat(proxy.ended()).isTrue();
    assertThat(client.end()).isNotNull();
  }

  @Test
  void aWatchTellsAfterTheNthWasForwardedAndChangesNothing() throws Exception {
    Client client = Client.connect(proxy);
    CompletableFuture<Firing> seen = proxy.await(Rule.fromClient("push").nth(2));

    client.send(push(1));
    assertThat(client.next()).isEqualTo(ack(1));
    assertThat(seen).isNotDone();
    client.send(push(2));

    assertThat(seen.get(10, SECONDS).text()).isEqualTo(push(2));
    assertThat(client.next()).isEqualTo(ack(2));
  }

  @Test
  void aWatchDoesNotCountWhatWasDropped() throws Exception {
    Client client = Client.connect(proxy);
    CompletableFuture<Firing> seen = proxy.await(Rule.fromServer("ack"));
    CompletableFuture<Firing> dropped = proxy.await(Rule.fromServer("ack").drop());

    client.send(push(1)).send(push(2));

    assertThat(seen.get(10, SECONDS).text()).isEqualTo(ack(2));
    assertThat(dropped.get(10, SECONDS).text()).isEqualTo(ack(1));
  }

  @Test
  void rulesForTheSameTypeTakeTheirMessagesInTheOrderTheyWereArmed() throws Exception {
    Client client = Client.connect(proxy);
    CompletableFuture<Firing> first = proxy.await(Rule.fromServer("ack").drop());
    CompletableFuture<Firing> second = proxy.await(Rule.fromServer("ack").drop());

    client.send(push(1)).send(push(2)).send(push(3));

    assertThat(client.next()).isEqualTo(ack(3));
    assertThat(first.get(10, SECONDS).text()).isEqualTo(ack(1));
    assertThat(second.get(10, SECONDS).text()).isEqualTo(ack(2));
  }

  @Test
  void anyTypeCountsMessagesAndLeavesControlFramesOut() throws Exception {
    ControlClient client = ControlClient.connect(proxy);
    CompletableFuture<Firing> pongs = proxy.await(Rule.fromServer(CuttingProxy.PONG).nth(3));
    CompletableFuture<Firing> third =
        proxy.await(Rule.fromClient(CuttingProxy.ANY).nth(3).cutBefore());

    client.sendPing();
    client.sendPing();
    client.sendPing();
    pongs.get(10, SECONDS);
    assertThat(proxy.forwarded(CLIENT_TO_SERVER, CuttingProxy.PING)).isEqualTo(3);
    client.send(push(1));
    client.send(tick(1));
    client.send("no json at all");

    assertThat(third.get(10, SECONDS).type()).isEqualTo(CuttingProxy.UNTYPED);
  }

  @Test
  void aGoodbyeIsACloseFrameThatRulesCanMeet() throws Exception {
    Client client = Client.connect(proxy);
    CompletableFuture<Firing> goodbye =
        proxy.await(Rule.fromClient(CuttingProxy.CLOSE).cutBefore());

    client.sayGoodbye();

    assertThat(goodbye.get(10, SECONDS).connection()).isEqualTo(1);
    assertThat(client.end()).isNotNull();
  }

  @Test
  void aProtocolPingIsNotAPingFrame() throws Exception {
    Client client = Client.connect(proxy);
    client.send("{\"t0\":5,\"type\":\"ping\"}");
    assertThat(client.next()).contains("ping");
    assertThat(proxy.arrived(CLIENT_TO_SERVER, "ping")).isEqualTo(1);
    assertThat(proxy.arrived(CLIENT_TO_SERVER, CuttingProxy.PING)).isZero();
  }

  @Test
  void andDownLeavesNoMomentToReconnect() throws Exception {
    Client client = Client.connect(proxy);
    CompletableFuture<Firing> cut = proxy.await(Rule.fromServer("ack").cutBefore().andDown());
    CompletableFuture<Client> again = client.ended.thenApply(error -> Client.dial(proxy));

    client.send(push(1));

    assertThat(again.get(10, SECONDS).end()).isInstanceOf(ConnectException.class);
    cut.get(10, SECONDS);
    proxy.up();
    assertThat(Client.connect(proxy).send(push(2)).next()).isEqualTo(ack(2));
  }

  @Test
  void rulesCountOverAllConnectionsAndNameTheOneTheyMet() throws Exception {
    Client one = Client.connect(proxy);
    Client two = Client.connect(proxy);
    CompletableFuture<Firing> cut = proxy.await(Rule.fromServer("ack").nth(2).cutBefore());

    assertThat(one.send(push(1)).next()).isEqualTo(ack(1));
    two.send(push(2));

    assertThat(cut.get(10, SECONDS).connection()).isEqualTo(2);
    assertThat(two.end()).isNotNull();
    assertThat(one.send(push(3)).next()).isEqualTo(ack(3));
    assertThat(proxy.connections()).isEqualTo(1);
  }

  @Test
  void aRuleReleasedUnfiredIsCancelledAndMeetsNothingAnyMore() throws Exception {
    Client client = Client.connect(proxy);
    Armed cut = proxy.arm(Rule.fromServer("ack").cutBefore());

    cut.release();

    assertThat(client.send(push(1)).next()).isEqualTo(ack(1));
    assertThat(cut.fired()).isCancelled();
  }

  @Test
  void closingCancelsWhatHasNotFired() {
    CompletableFuture<Firing> never = proxy.await(Rule.fromServer("ack"));
    proxy.close();
    assertThat(never).isCancelled();
  }

  @Test
  void whatDependsOnAFiringMayCloseTheProxy() throws Exception {
    Client client = Client.connect(proxy);
    CompletableFuture<Void> closed =
        proxy.await(Rule.fromServer("ack")).thenRun(() -> proxy.close());

    client.send(push(1));

    closed.get(10, SECONDS);
    assertThat(proxy.ended()).isTrue();
  }

  @Test
  void aRuleIsAValueThatIsChecked() {
    assertThat(Rule.fromServer("ack").nth(2).cutBefore())
        .isEqualTo(Rule.fromServer("ack").cutBefore().nth(2));
    assertThatThrownBy(() -> Rule.fromServer("ack").nth(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0");
    assertThatThrownBy(() -> Rule.fromServer("ack").drop().andDown())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("DROP");
  }

  private static String push(int n) {
    return message("push", n);
  }

  private static String ack(int n) {
    return message("ack", n);
  }

  private static String tick(int n) {
    return message("tick", n);
  }

  private static String message(String type, int n) {
    return "{\"type\":\"" + type + "\",\"n\":" + n + "}";
  }

  private static String blob(int n, String padding) {
    return "{\"padding\":\"" + padding + "\",\"type\":\"blob\",\"n\":" + n + "}";
  }
}
