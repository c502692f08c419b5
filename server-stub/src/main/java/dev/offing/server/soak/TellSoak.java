package dev.offing.server.soak;

import dev.offing.server.cluster.Beat;
import dev.offing.server.cluster.NodeFacts;
import dev.offing.server.cluster.Nodes;
import dev.offing.server.cluster.RedisBus;
import dev.offing.server.cluster.RedisWhereabouts;
import dev.offing.server.cluster.Rpc;
import dev.offing.server.cluster.Teller;
import dev.offing.server.inbox.Inbox;
import dev.offing.server.inbox.Post;
import dev.offing.server.inbox.PostOffice;
import dev.offing.server.inbox.RedisInbox;
import dev.offing.server.redis.RedisLink;
import dev.offing.sync.protocol.ClientMessage;
import dev.offing.sync.protocol.Codec;
import dev.offing.sync.protocol.ServerMessage;
import dev.offing.sync.protocol.ServerMessage.Notice;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Letters to players whose lines are cut and whose nodes are killed: each comes once, or waits in
 * the inbox.
 */
public final class TellSoak {
  private static final int PLAYERS = 8;
  private static final int GATEWAYS = 2;
  private static final long PATIENCE_S = 60;

  /**
   * What was seen.
   *
   * @param letters that were delivered
   * @param again those that came a second time, since their acknowledgement was lost with its line
   * @param cuts of lines
   * @param kills of nodes
   */
  public record Result(int letters, int again, int cuts, int kills) {}

  private final Path data;
  private final SplittableRandom random;
  private final Consumer<String> progress;

  /** A soak; as {@link TaskSoak}. */
  public TellSoak(Path data, SplittableRandom random, Consumer<String> progress) {
    this.data = data;
    this.random = random;
    this.progress = progress;
  }

  /** Somebody who reads every letter and says so. Its fields are guarded by itself. */
  private static final class Reader {
    final Player player;
    final Set<String> read = new HashSet<>();
    final LinkedBlockingQueue<ClientMessage> answers = new LinkedBlockingQueue<>();
    Set<String> inThisSession = new HashSet<>();
    int again;
    String broken = "";

    Reader(Codec codec, HttpClient http, SplittableRandom random) {
      this.player = new Player(codec, http, random, this::hear);
    }

    private synchronized void hear(ServerMessage message) {
      switch (message) {
        case ServerMessage.Welcome welcome -> {
          inThisSession = new HashSet<>();
          read(welcome.inbox());
        }
        case ServerMessage.Inbox inbox -> read(inbox.notices());
        default -> {}
      }
    }

    private void read(List<Notice> letters) {
      for (Notice letter : letters) {
        if (!inThisSession.add(letter.id())) {
          broken = letter.id() + " came twice in one session";
        }
        if (!read.add(letter.id())) {
          again++;
        }
      }
      if (!letters.isEmpty()) {
        answers.add(new ClientMessage.InboxAck(letters.stream().map(Notice::id).toList()));
      }
    }

    /** What it read is told, by the thread that owns the player. */
    void answer() {
      for (ClientMessage it = answers.poll(); it != null; it = answers.poll()) {
        player.send(it);
      }
    }
  }

  /**
   * Sends so many letters, while nodes are killed so often.
   *
   * @throws BrokenPromise when a letter was lost, or came twice in a session
   */
  public Result run(int letters, int kills) throws IOException, InterruptedException {
    Codec codec = new Codec();
    try (Fleet fleet = Fleet.in(data);
        RedisLink link = RedisLink.open(fleet.redis().address(), "the soak's Redis");
        RedisBus bus = new RedisBus(link);
        Nodes nodes =
            new Nodes(
                link,
                codec,
                "soak",
                new NodeFacts(List.of(), "", ProcessHandle.current().pid(), 0),
                Fleet.LEASE_MS,
                System::nanoTime);
        Beat _ = Beat.every(nodes.everyMs(), "nodes", nodes::look);
        Rpc rpc = new Rpc(bus, nodes, codec, System::nanoTime);
        HttpClient http = HttpClient.newHttpClient()) {
      Inbox inbox = new RedisInbox(link, codec);
      PostOffice post = new Post(inbox, teller(link, nodes, rpc, codec));
      List<Fleet.Ship> gateways = new ArrayList<>();
      for (int i = 0; i < GATEWAYS; i++) {
        gateways.add(fleet.launch("gateway"));
      }
      List<Reader> readers = new ArrayList<>();
      for (int i = 0; i < PLAYERS; i++) {
        readers.add(new Reader(codec, http, random.split()));
      }
      Map<String, Set<String>> sent = new HashMap<>();
      int cuts = 0;
      int killed = 0;
      for (int i = 0; i < letters; i++) {
        if (killed < kills && i >= (killed + 1) * letters / (kills + 1)) {
          gateways.remove(random.nextInt(gateways.size())).kill();
          gateways.add(fleet.launch("gateway"));
          killed++;
        }
        Reader to = readers.get(random.nextInt(readers.size()));
        if (random.nextInt(10) == 0) {
          to.player.close();
          cuts++;
        } else if (!to.player.there()) {
          to.player.connect(any(gateways));
        }
        String id = "letter-" + i;
        sent.computeIfAbsent(to.player.account(), _ -> new HashSet<>()).add(id);
        post.deliver(to.player.account(), new Notice(id, 1_000L + i, "soak", "Read me."));
        readers.forEach(Reader::answer);
        progress.accept("%d of %d letters, %d nodes killed".formatted(i, letters, killed));
      }
      int again = 0;
      for (Reader reader : readers) {
        Set<String> all = sent.getOrDefault(reader.player.account(), Set.of());
        await(reader, all, inbox, gateways);
        again += reader.again;
        reader.player.close();
      }
      return new Result(letters, again, cuts, killed);
    }
  }

  private void await(Reader reader, Set<String> sent, Inbox inbox, List<Fleet.Ship> gateways)
      throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_S);
    String account = reader.player.account();
    while (true) {
      if (!reader.player.there()) {
        reader.player.connect(any(gateways));
      }
      reader.answer();
      synchronized (reader) {
        if (!reader.broken.isEmpty()) {
          throw new BrokenPromise(reader.broken);
        }
        if (reader.read.equals(sent) && inbox.waiting(account, 1).isEmpty()) {
          return;
        }
      }
      if (System.nanoTime() > deadline) {
        Set<String> lost = new HashSet<>(sent);
        lost.removeAll(reader.read);
        throw new BrokenPromise(
            "these letters never came: %s; these wait: %s"
                .formatted(lost, inbox.waiting(account, 100)));
      }
      TimeUnit.MILLISECONDS.sleep(10); // others are at work
    }
  }

  private URI any(List<Fleet.Ship> gateways) {
    return gateways.get(random.nextInt(gateways.size())).ws();
  }

  /** This process tells, and nobody plays here. */
  private static Teller teller(RedisLink link, Nodes nodes, Rpc rpc, Codec codec) {
    return new Teller(
        new RedisWhereabouts(link, nodes),
        rpc,
        codec,
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
}
