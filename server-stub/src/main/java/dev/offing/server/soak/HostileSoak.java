package dev.offing.server.soak;

import dev.offing.server.redis.RedisLink;
import dev.offing.server.task.RedisTasks;
import dev.offing.server.task.TaskKinds;
import dev.offing.server.task.TaskRequest;
import dev.offing.sync.protocol.ClientMessage;
import dev.offing.sync.protocol.Codec;
import dev.offing.sync.protocol.ServerMessage;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Good players on a gateway, and a worker, first alone and then among hostile connections: those
 * that dawdle, talk nonsense, announce giant frames, read nothing, show wrong tokens, hosts and
 * origins, and players who ask for much and never read it. No good player may see an error.
 */
public final class HostileSoak {
  private static final int PATIENCE_S = 60;
  private static final int TASKS = 40;
  private static final int US = 1_000;

  /** What such a one asks for at most: megabytes, if nobody stops it. */
  private static final int UNREAD = 500;

  /** After so long a connection is given up that the server keeps open. */
  private static final int OPEN_MS = 8_000;

  private final Path data;
  private final SplittableRandom random;
  private final Consumer<String> progress;
  private final Codec codec = new Codec();

  /**
   * What was seen.
   *
   * @param hostile connections
   * @param calls of good players in each half
   * @param quietP99Us of their calls while nobody was hostile, microseconds
   * @param p99Us among hostile connections
   * @param quietLagUs half of the tasks were done after so long while nobody was hostile
   * @param lagUs among hostile connections
   */
  public record Result(
      int hostile, int calls, long quietP99Us, long p99Us, long quietLagUs, long lagUs) {}

  /** A soak; as {@link TaskSoak}. */
  public HostileSoak(Path data, SplittableRandom random, Consumer<String> progress) {
    this.data = data;
    this.random = random;
    this.progress = progress;
  }

  private enum Door {
    WS,
    TCP,
    HTTP;

    int port(Fleet.Ship node) {
      URI address =
          switch (this) {
            case WS -> node.ws();
            case TCP -> node.tcp();
            case HTTP -> node.http();
          };
      return address.getPort();
    }
  }

  /** What somebody hostile does, and where. */
  private enum Way {
    UPGRADES_SLOWLY(Door.WS),
    TALKS_NONSENSE(Door.WS),
    ANNOUNCES_A_GIANT(Door.WS),
    COMES_FROM_ELSEWHERE(Door.WS),
    SAYS_NOTHING(Door.WS),
    SHOWS_A_TOKEN_SLOWLY(Door.TCP),
    SHOWS_A_WRONG_TOKEN(Door.TCP),
    NEVER_ENDS_A_LINE(Door.TCP),
    NEVER_READS_WHAT_IT_ASKED_FOR(Door.WS),
    ASKS_SLOWLY(Door.HTTP);

    private final Door door;

    Way(Door door) {
      this.door = door;
    }

    static Way of(int i) {
      return values()[i % values().length];
    }
  }

  /** Somebody who plays, and what came. */
  private static final class Good {
    final LinkedBlockingQueue<ServerMessage> heard = new LinkedBlockingQueue<>();
    final Player player;

    Good(Codec codec, HttpClient http, SplittableRandom random) {
      player = new Player(codec, http, random, this::hear);
    }

    private void hear(ServerMessage message) {
      if (message instanceof ServerMessage.Reply || message instanceof ServerMessage.Failure) {
        heard.add(message);
      }
    }

    /** Nanoseconds of a call. */
    long call(Codec codec) throws InterruptedException {
      long began = System.nanoTime();
      ClientMessage call =
          new ClientMessage.Call("1", "standing", 1, codec.toTree(Map.of("top", 1)));
      if (!player.send(call)) {
        throw new BrokenPromise("a good player was cut off");
      }
      ServerMessage answer = heard.poll(PATIENCE_S, TimeUnit.SECONDS);
      if (!(answer instanceof ServerMessage.Reply reply) || reply.error() != null) {
        throw new BrokenPromise("a good player got " + answer);
      }
      return System.nanoTime() - began;
    }
  }

  /**
   * Runs it.
   *
   * @param good players
   * @param hostile connections, many at once
   * @param calls of each player in each half
   * @throws BrokenPromise when a good player saw an error
   */
  public Result run(int good, int hostile, int calls) throws IOException, InterruptedException {
    try (Fleet fleet = Fleet.in(data);
        HttpClient http = HttpClient.newHttpClient();
        RedisLink link = RedisLink.open(fleet.redis().address(), "the soak's Redis")) {
      Fleet.Ship node = fleet.launch("gateway", Map.of("OFFING_AUTH_TIMEOUT_MS", "5000"));
      URI gateway = node.ws();
      fleet.launch("worker");
      RedisTasks tasks =
          new RedisTasks(
              TaskKinds.of(new SoakTask(), new SoakTask.Hourly()),
              link,
              codec,
              System::currentTimeMillis,
              () -> Long.toHexString(random.nextLong()));
      List<Good> players = new ArrayList<>();
      for (int i = 0; i < good; i++) {
        Good one = new Good(codec, http, random.split());
        if (!one.player.connect(gateway)) {
          throw new BrokenPromise("a good player was not let in");
        }
        players.add(one);
      }
      measured(players, calls, tasks); // the programs warm up
      Half quiet = measured(players, calls, tasks);
      progress.accept("quiet: p99 %d us".formatted(quiet.p99Us()));
      AtomicBoolean over = new AtomicBoolean();
      AtomicInteger begun = new AtomicInteger();
      List<Player> deaf = new CopyOnWriteArrayList<>();
      List<Thread> crowd = crowd(node, http, hostile, begun, over, deaf);
      while (begun.get() < crowd.size()) {
        TimeUnit.MILLISECONDS.sleep(1); // all of them are there at once
      }
      Half loud;
      try {
        loud = measured(players, calls, tasks);
      } finally {
        over.set(true);
        deaf.forEach(Player::close);
        for (Thread one : crowd) {
          one.interrupt();
          one.join();
        }
        players.forEach(it -> it.player.close());
      }
      return new Result(
          begun.get(), good * calls, quiet.p99Us(), loud.p99Us(), quiet.lagUs(), loud.lagUs());
    }
  }

  private record Half(long p99Us, long lagUs) {}

  private Half measured(List<Good> players, int calls, RedisTasks tasks)
      throws InterruptedException {
    long[] took = new long[players.size() * calls];
    long[] lags = new long[Math.min(TASKS, took.length)];
    int at = 0;
    for (int i = 0; i < calls; i++) {
      for (Good one : players) {
        if (at % Math.max(1, took.length / lags.length) == 0
            && at / Math.max(1, took.length / lags.length) < lags.length) {
          lags[at / Math.max(1, took.length / lags.length)] = lag(tasks, one.player.account());
        }
        took[at++] = one.call(codec);
      }
    }
    Arrays.sort(took);
    Arrays.sort(lags);
    return new Half(took[took.length * 99 / 100] / US, lags[lags.length / 2] / US);
  }

  /** Nanoseconds from enqueueing a task until it is done. */
  private static long lag(RedisTasks tasks, String account) throws InterruptedException {
    long began = System.nanoTime();
    String id =
        tasks
            .enqueue(
                SoakTask.KIND, TaskRequest.of(new SoakTask.Work(account, SoakTask.Behaviour.WORKS)))
            .id();
    while (tasks.isThere(SoakTask.KIND, id)) {
      if (System.nanoTime() - began > TimeUnit.SECONDS.toNanos(PATIENCE_S)) {
        throw new BrokenPromise("a task was not done in a minute");
      }
      TimeUnit.MICROSECONDS.sleep(200);
    }
    return System.nanoTime() - began;
  }

  // ---- the others -------------------------------------------------------------------------------

  private List<Thread> crowd(
      Fleet.Ship node,
      HttpClient http,
      int hostile,
      AtomicInteger begun,
      AtomicBoolean over,
      List<Player> deaf) {
    List<Thread> crowd = new ArrayList<>();
    for (int i = 0; i < hostile; i++) {
      Way way = Way.of(i);
      SplittableRandom own = random.split();
      if (way == Way.NEVER_READS_WHAT_IT_ASKED_FOR) {
        Player player = new Player(codec, http, own, _ -> {});
        deaf.add(player);
        crowd.add(Thread.ofVirtual().start(() -> askAndNeverRead(player, node.ws(), begun, over)));
      } else {
        int port = way.door.port(node);
        crowd.add(Thread.ofVirtual().start(() -> bother(port, way, own, begun, over)));
      }
    }
    return crowd;
  }

  /** Again and again, since it is cut. */
  private static void bother(
      int port, Way way, SplittableRandom random, AtomicInteger begun, AtomicBoolean over) {
    boolean first = true;
    while (!over.get()) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        socket.setSoTimeout(OPEN_MS);
        if (first) {
          first = false;
          begun.incrementAndGet();
        }
        bother(socket, way, random, over);
      } catch (IOException _) {
        // it was cut; it comes again
      } catch (InterruptedException _) {
        return;
      }
    }
  }

  private void askAndNeverRead(
      Player player, URI gateway, AtomicInteger begun, AtomicBoolean over) {
    boolean first = true;
    try {
      while (!over.get()) {
        boolean in = player.connect(gateway);
        if (first) {
          first = false;
          begun.incrementAndGet();
        }
        player.deafen();
        for (int i = 0; in && i < UNREAD; i++) {
          in = player.send(new ClientMessage.Call("u" + i, "describe", 1, codec.toTree(Map.of())));
          TimeUnit.MILLISECONDS.sleep(500); // faster ones are stopped by the limit of frames
        }
        TimeUnit.MILLISECONDS.sleep(50);
      }
    } catch (InterruptedException _) {
      // it is over
    } finally {
      player.close();
    }
  }

  private static void bother(Socket socket, Way way, SplittableRandom random, AtomicBoolean over)
      throws IOException, InterruptedException {
    OutputStream out = socket.getOutputStream();
    switch (way) {
      case UPGRADES_SLOWLY -> dawdle(out, upgrade("127.0.0.1", ""), over);
      case TALKS_NONSENSE -> out.write(noise(random, 4_096));
      case ANNOUNCES_A_GIANT -> {
        out.write(upgrade("127.0.0.1", "").getBytes(StandardCharsets.US_ASCII));
        out.write(new byte[] {(byte) 0x81, (byte) 0xFF, 0, 0, 1, 0, 0, 0, 0, 0, 1, 2, 3, 4});
      }
      case COMES_FROM_ELSEWHERE ->
          out.write(
              upgrade("evil.example", "Origin: https://evil.example\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      case SAYS_NOTHING -> {
        out.write(upgrade("127.0.0.1", "").getBytes(StandardCharsets.US_ASCII));
        TimeUnit.MILLISECONDS.sleep(OPEN_MS); // it does not read either
      }
      case SHOWS_A_TOKEN_SLOWLY -> dawdle(out, "{\"token\":\"" + "0".repeat(60) + "\"}\n", over);
      case SHOWS_A_WRONG_TOKEN ->
          out.write("{\"token\":\"wrong\"}\n".getBytes(StandardCharsets.US_ASCII));
      case NEVER_ENDS_A_LINE -> out.write("x".repeat(100_000).getBytes(StandardCharsets.US_ASCII));
      case ASKS_SLOWLY -> dawdle(out, "POST /api/standing HTTP/1.1\r\nHost: 127.0.0.1\r\n", over);
      case NEVER_READS_WHAT_IT_ASKED_FOR ->
          throw new IllegalArgumentException("that takes a player");
    }
    out.flush();
    socket.getInputStream().readAllBytes(); // until the server has enough
  }

  private static void dawdle(OutputStream out, String text, AtomicBoolean over)
      throws IOException, InterruptedException {
    for (byte one : text.getBytes(StandardCharsets.US_ASCII)) {
      if (over.get()) {
        return;
      }
      out.write(one);
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  private static String upgrade(String host, String more) {
    return "GET / HTTP/1.1\r\nHost: %s\r\n%sUpgrade: websocket\r\nConnection: Upgrade\r\n"
            .formatted(host, more)
        + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
  }

  private static byte[] noise(SplittableRandom random, int bytes) {
    byte[] noise = new byte[bytes];
    random.nextBytes(noise);
    return noise;
  }
}
