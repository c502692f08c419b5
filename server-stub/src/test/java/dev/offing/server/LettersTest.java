package dev.offing.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offing.server.cluster.Beat;
import dev.offing.server.cluster.NodeFacts;
import dev.offing.server.cluster.Nodes;
import dev.offing.server.cluster.RedisBus;
import dev.offing.server.cluster.RedisWhereabouts;
import dev.offing.server.cluster.Rpc;
import dev.offing.server.cluster.RpcException;
import dev.offing.server.cluster.Teller;
import dev.offing.server.inbox.Inbox;
import dev.offing.server.inbox.Post;
import dev.offing.server.inbox.PostOffice;
import dev.offing.server.inbox.RedisInbox;
import dev.offing.server.redis.RedisLink;
import dev.offing.server.task.TaskKinds;
import dev.offing.sync.protocol.ClientMessage;
import dev.offing.sync.protocol.Codec;
import dev.offing.sync.protocol.ServerMessage;
import dev.offing.sync.protocol.ServerMessage.Notice;
import dev.offing.sync.protocol.Versions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Letters and what is told to players, on two nodes that let clients in and one that works. */
final class LettersTest {
  private static final Codec CODEC = new Codec();

  /** How often each letter was tried; the post office loses it twice. */
  private static final Map<String, Integer> TRIES = new ConcurrentHashMap<>();

  private static Node one;
  private static Node two;
  private static Node worker;
  private static RedisLink link;
  private static RedisBus bus;
  private static Nodes nodes;
  private static Rpc rpc;

  @BeforeAll
  static void start() {
    one = node("gateway", UnaryOperator.identity());
    two = node("gateway", UnaryOperator.identity());
    worker =
        node(
            "worker",
            earnest ->
                (account, letter) -> {
                  if (TRIES.merge(letter.id(), 1, Integer::sum) <= 2) {
                    throw new IllegalStateException("the mail coach broke down");
                  }
                  earnest.deliver(account, letter);
                });
    link = RedisLink.open(SharedRedis.address(), "the shared Redis");
    bus = new RedisBus(link);
    nodes =
        new Nodes(
            link,
            CODEC,
            "t" + Device.random(4),
            new NodeFacts(List.of(), "", 0, 0),
            5_000,
            System::nanoTime);
    rpc = new Rpc(bus, nodes, CODEC, System::nanoTime);
  }

  @AfterAll
  static void stop() {
    rpc.close();
    nodes.close();
    bus.close();
    link.close();
    worker.close();
    two.close();
    one.close();
  }

  private static Node node(String roles, UnaryOperator<PostOffice> post) {
    return new Node(
        Config.of(SharedRedis.data(), "tick=50", "roles=" + roles),
        SharedRedis.address(),
        SharedRedis.keys(),
        new Node.Parts(Versions.OWN, TaskKinds.installed(), post),
        () -> {});
  }

  /** This test as a node of its own, where nobody plays. */
  private static Teller teller() {
    return new Teller(
        new RedisWhereabouts(link, nodes),
        rpc,
        CODEC,
        new Teller.Here() {
          @Override
          public int tell(String account, String frame) {
            return 0;
          }

          @Override
          public int letters(String account) {
            return 0;
          }
        });
  }

  private static Notice notice(String id) {
    return new Notice(id, 1_700_000_000_000L, "test", "This is " + id + ".");
  }

  @Test
  void whoBeginsIsWelcomedByAWorkerThoughThePostOfficeFailsTwice() throws Exception {
    Device device = new Device();
    try (RawClient client = RawClient.open(one.wsPort())) {
      long now = device.greet(client, one.wsPort()).serverNow();
      device.pushed(client, device.buy("rowboat", 1, now));

      List<Notice> letters = client.await(ServerMessage.Inbox.class).notices();

      assertThat(letters).extracting(Notice::code).containsExactly("welcome");
      assertThat(TRIES.get(letters.getFirst().id())).isEqualTo(3);
    }
    try (RawClient client = RawClient.open(two.wsPort())) {
      List<Notice> letters = device.greet(client, two.wsPort()).inbox();
      assertThat(letters).as("it waits until it is read").hasSize(1);
      client.send(new ClientMessage.InboxAck(List.of(letters.getFirst().id())));
      client.send(new ClientMessage.Ping(1)); // what came before it is done then
      client.await(ServerMessage.Pong.class);
    }
    try (RawClient client = RawClient.open(one.wsPort())) {
      assertThat(device.greet(client, one.wsPort()).inbox()).isEmpty();
    }
  }

  @Test
  void aMereWorkerOpensNoPort() {
    assertThat(worker.ws() + worker.http() + worker.tcp()).isEmpty();
    assertThat(one.ws()).startsWith("ws://127.0.0.1:");
  }

  @Test
  void aPlayerIsToldOnEverySessionOnEveryNodeAndElseIsOfflineAtOnce() throws Exception {
    Device device = new Device();
    Teller teller = teller();
    assertThat(teller.tell(device.account, new ServerMessage.Drain(1))).isZero();
    ServerMessage message = new ServerMessage.Inbox(List.of(notice("hello")));
    try (RawClient here = device.connect(one.wsPort());
        RawClient there = device.connect(two.wsPort());
        RawClient second = device.connect(two.wsPort())) {
      awaitPong(here, there, second); // they have arrived
      assertThat(teller.tell(device.account, message)).isEqualTo(3);
      for (RawClient client : List.of(here, there, second)) {
        assertThat(client.await(ServerMessage.Inbox.class)).isEqualTo(message);
      }
    }
  }

  @Test
  void lettersBeyondTheFirstFiftyComeAsTheyAreRead() throws Exception {
    Device device = new Device();
    Inbox inbox = new RedisInbox(link, CODEC);
    for (int i = 0; i < 60; i++) {
      inbox.put(device.account, notice("%03d".formatted(i)), Inbox.Keep.ALWAYS);
    }
    try (RawClient client = RawClient.open(one.wsPort())) {
      List<String> first =
          device.greet(client, one.wsPort()).inbox().stream().map(Notice::id).toList();
      assertThat(first).hasSize(50).startsWith("000");
      client.send(new ClientMessage.InboxAck(first));
      assertThat(client.await(ServerMessage.Inbox.class).notices())
          .extracting(Notice::id)
          .hasSize(10)
          .startsWith("050");
    }
  }

  @Test
  void aLetterThatCameOftenIsShownOnceInASession() throws Exception {
    Device device = new Device();
    PostOffice post = new Post(new RedisInbox(link, CODEC), teller());
    try (RawClient client = device.connect(one.wsPort())) {
      awaitPong(client);
      post.deliver(device.account, notice("a"));
      post.deliver(device.account, notice("a"));
      post.deliver(device.account, notice("b"));

      assertThat(client.await(ServerMessage.Inbox.class).notices()).containsExactly(notice("a"));
      assertThat(client.await(ServerMessage.Inbox.class).notices()).containsExactly(notice("b"));
    }
  }

  private static void awaitPong(RawClient... clients) {
    for (RawClient client : clients) {
      client.send(new ClientMessage.Ping(1));
      client.await(ServerMessage.Pong.class);
    }
  }

  @Test
  void eachNodeThatIsAskedHasAnAnswerOfItsOwn() throws Exception {
    record Question(String text) {}
    String method = "echo" + Device.random(4);
    try (RedisBus otherBus = new RedisBus(link);
        Nodes other =
            new Nodes(
                link,
                CODEC,
                "u" + Device.random(4),
                new NodeFacts(List.of("worker"), "", 1, 2),
                2_000,
                System::nanoTime);
        Rpc there = new Rpc(otherBus, other, CODEC, System::nanoTime)) {
      there.handle(method, params -> new Question(params.get("text").asString() + "!"));
      rpc.handle(
          method,
          _ -> {
            throw new RpcException("too_tired", "ask tomorrow");
          });
      nodes.look();

      Map<String, Rpc.Answer> answers = rpc.askAll(method, new Question("who"), 10_000);

      assertThat(answers.get(other.own()))
          .isEqualTo(new Rpc.Answer.Ok(CODEC.toTree(new Question("who!"))));
      assertThat(answers.get(nodes.own()))
          .isEqualTo(new Rpc.Answer.Refused("too_tired", "ask tomorrow"));
      assertThat(answers).as("both, and three nodes of this test").hasSizeGreaterThanOrEqualTo(5);
      assertThat(answers.values())
          .filteredOn(
              it -> it instanceof Rpc.Answer.Refused no && no.code().equals("unknown_method"))
          .hasSizeGreaterThanOrEqualTo(3);
      assertThat(nodes.alive().get(other.own()).roles()).containsExactly("worker");
    }
  }

  @Test
  void whoDoesNotLiveIsGoneAndWhoSaysNothingIsLate() throws Exception {
    record Question(String text) {}
    assertThat(rpc.ask("nobody", "x", new Question(""), 10_000)).isEqualTo(new Rpc.Answer.Gone());
    // A node that lives and whose bus is deaf: nobody listens to its channel.
    try (Nodes deaf =
        new Nodes(
            link,
            CODEC,
            "d" + Device.random(4),
            new NodeFacts(List.of(), "", 1, 2),
            60_000,
            System::nanoTime)) {
      assertThat(rpc.ask(deaf.own(), "x", new Question(""), 50)).isEqualTo(new Rpc.Answer.Late());
    }
  }

  @Test
  void aNodeThatSaysNothingMoreIsNoticedWithinItsLease() throws Exception {
    BlockingQueue<String> gone = new LinkedBlockingQueue<>();
    long leaseMs = 800;
    try (RedisLink ownLink = RedisLink.open(SharedRedis.address(), "the shared Redis")) {
      Nodes silent =
          new Nodes(
              ownLink,
              CODEC,
              "s" + Device.random(4),
              new NodeFacts(List.of(), "", 1, 2),
              leaseMs,
              System::nanoTime);
      Nodes watching =
          new Nodes(
              ownLink,
              CODEC,
              "w" + Device.random(4),
              new NodeFacts(List.of(), "", 1, 2),
              leaseMs,
              System::nanoTime);
      watching.onGone(gone::add);
      long since = System.nanoTime();
      silent.look();
      watching.look();
      try (Beat _ = Beat.every(watching.everyMs(), "watching", watching::look)) {
        String noticed = gone.poll(60, TimeUnit.SECONDS);
        while (!silent.own().equals(noticed)) { // those of other tests may go, too
          assertThat(noticed).as("it is noticed in a minute").isNotNull();
          noticed = gone.poll(60, TimeUnit.SECONDS);
        }
      }
      watching.close();
      assertThat(System.nanoTime() - since)
          .as("not before what it said itself")
          .isGreaterThan(TimeUnit.MILLISECONDS.toNanos(leaseMs / 2));
    }
  }
}
