package dev.offing.client.soak;

import dev.offing.server.account.AccountRecord;
import dev.offing.server.account.Books;
import dev.offing.server.account.KeyFile;
import dev.offing.server.account.RedisAccountStore;
import dev.offing.server.redis.RedisLink;
import dev.offing.server.soak.RedisCluster;
import dev.offing.sync.Link;
import dev.offing.sync.SyncEngine;
import dev.offing.sync.SyncStatus;
import dev.offing.sync.account.State;
import dev.offing.sync.economy.Command;
import dev.offing.sync.economy.Effect.Transfer;
import dev.offing.sync.economy.Entry;
import dev.offing.sync.economy.Money;
import dev.offing.sync.economy.Posting;
import dev.offing.sync.ledger.Identity;
import dev.offing.sync.ledger.JournalRow;
import dev.offing.sync.ledger.MemoryLedger;
import dev.offing.sync.protocol.CatalogException;
import dev.offing.sync.protocol.CatalogReader;
import dev.offing.sync.protocol.Codec;
import dev.offing.sync.protocol.Proof;
import dev.offing.sync.session.Submission;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Players who buy, trade and give each other money on a Redis Cluster of three masters, of which
 * one is killed and started again, and another one killed and replaced by its replica. In the end
 * every device and the server have one digest, every book adds up, all gifts have both their legs,
 * and what was told as saved acted once or was refused.
 */
final class MoneySoak {
  private static final int MASTERS = 3;
  private static final int REPLICA = MASTERS;
  private static final String START_PURSE = "1" + "0".repeat(12);
  private static final List<String> GOODS = List.of("herring", "salt");
  private static final String VESSEL = "rowboat";
  private static final int ROWS = 10_000;

  /** Gestures that are made while a master is away. */
  private static final int WHILE_AWAY = 8;

  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(180);

  private final Path work;
  private final RandomGenerator random;
  private final Consumer<String> progress;
  private final Codec codec = new Codec();

  /**
   * What was done and found.
   *
   * @param gestures that were told as saved
   * @param gifts that arrived
   * @param kills of masters that were started again
   * @param promotions of replicas of killed masters
   */
  record Result(int accounts, int gestures, int gifts, int kills, int promotions) {}

  /** Somebody who plays, and what was saved. */
  private record Player(SyncEngine engine, Set<String> saved, Set<String> bought) {
    String account() {
      return engine.status().account();
    }
  }

  /**
   * @param work an empty folder
   * @param progress is told a line now and then
   */
  MoneySoak(Path work, RandomGenerator random, Consumer<String> progress) {
    this.work = work;
    this.random = random;
    this.progress = progress;
  }

  /**
   * Runs it: in each round one master is killed and started again, and one is replaced.
   *
   * @param gestures in each third of a round
   * @throws SoakException when a promise was broken
   */
  Result run(int accounts, int nodes, int rounds, int gestures)
      throws IOException, InterruptedException {
    Path catalog = RichCatalog.write(work.resolve("catalog"), rules());
    Path data = work.resolve("server");
    try (RedisCluster cluster = RedisCluster.in(work.resolve("cluster"), MASTERS, 1);
        StubProcess stub =
            StubProcess.start(
                catalog,
                data,
                Map.of(
                    "OFFING_REDIS",
                    cluster.address().toString(),
                    "OFFING_REDIS_REPLICAS",
                    "1",
                    "OFFING_NODES",
                    Integer.toString(nodes),
                    "OFFING_CONTACT_EVERY_MS",
                    "1000",
                    "OFFING_AUTH_TIMEOUT_MS",
                    "60000"))) {
      List<Player> players = new ArrayList<>();
      try {
        for (int i = 0; i < accounts; i++) {
          players.add(player(stub.uri(i % nodes)));
        }
        int master = 0;
        int replica = REPLICA;
        for (int round = 0; round < rounds; round++) {
          play(players, gestures);
          int victim = 1 + random.nextInt(MASTERS - 1);
          cluster.pull(victim);
          play(players, gestures);
          cluster.plugIn(victim);
          play(players, gestures);
          cluster.pull(master);
          play(players, WHILE_AWAY);
          cluster.promote(replica);
          play(players, gestures);
          cluster.plugIn(master); // as a replica of its own replica
          int promoted = replica;
          replica = master;
          master = promoted;
          progress.accept("round %d of %d".formatted(round + 1, rounds));
        }
        return checked(players, cluster.address(), data, rounds);
      } finally {
        players.forEach(it -> it.engine().close());
      }
    }
  }

  /** Everybody may give at once and much, and a dividend is paid whenever somebody is heard of. */
  private static String rules() {
    String text = RichCatalog.text(START_PURSE);
    return replaced(
        replaced(
            replaced(
                replaced(text, "\"ageMs\": 86400000", "\"ageMs\": 0"),
                "\"outPerDay\": 10",
                "\"outPerDay\": 100"),
            "\"inPerDay\": 20",
            "\"inPerDay\": 100"),
        "\"dividend\": {\n    \"everyMs\": 86400000",
        "\"dividend\": {\n    \"everyMs\": 2000");
  }

  private static String replaced(String text, String old, String by) {
    if (!text.contains(old)) {
      throw new SoakException("the catalog has no " + old);
    }
    return text.replace(old, by);
  }

  private Player player(URI server) {
    try {
      KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      String publicKey = Proof.publicKeyHex(keys.getPublic());
      byte[] incarnation = new byte[16];
      random.nextBytes(incarnation);
      SyncEngine engine =
          SyncEngine.builder()
              .ledger(
                  new MemoryLedger(
                      new Identity(
                          State.accountOf(publicKey),
                          publicKey,
                          keys.getPrivate(),
                          HexFormat.of().formatHex(incarnation))))
              .catalog(
                  CatalogReader.read(
                      "the soak's catalog", rules().getBytes(StandardCharsets.UTF_8)))
              .codec(codec)
              .server(server)
              .open();
      return new Player(engine, new HashSet<>(), new HashSet<>());
    } catch (NoSuchAlgorithmException | CatalogException e) {
      throw new SoakException("nobody can play", e);
    }
  }

  private void play(List<Player> players, int gestures) {
    for (int i = 0; i < gestures; i++) {
      Player one = players.get(random.nextInt(players.size()));
      Player other = players.get(random.nextInt(players.size()));
      int kind = random.nextInt(4);
      long run = one.engine().view().core().run();
      Command command =
          switch (kind) {
            case 0 -> Command.buy(VESSEL, 1, run, null);
            case 1 ->
                Command.order(
                    random.nextBoolean(),
                    GOODS.get(random.nextInt(GOODS.size())),
                    1 + random.nextInt(20),
                    Money.of(1 + random.nextLong(40_000)),
                    run);
            default -> Command.gift(other.account(), Money.of(1 + random.nextLong(1_000_000)), run);
          };
      if (one.engine().submit(command) instanceof Submission.Saved saved) {
        one.saved().add(saved.mutationId());
        if (kind == 0) {
          one.bought().add(saved.mutationId());
        }
      }
    }
  }

  // ---- the end ----------------------------------------------------------------------------------

  private Result checked(List<Player> players, URI redis, Path data, int rounds)
      throws InterruptedException {
    try (RedisLink link = RedisLink.open(redis, "the soak's cluster")) {
      RedisAccountStore store = new RedisAccountStore(link, codec);
      Map<String, State> states = settled(players, store);
      Books books =
          new Books(store, KeyFile.open(data), /* startPurse= */ _ -> Money.parse(START_PURSE));
      int gestures = 0;
      for (Player player : players) {
        List<String> wrong = books.verify(player.account());
        if (!wrong.isEmpty()) {
          throw new SoakException("%s does not add up: %s".formatted(player.account(), wrong));
        }
        gestures += player.saved().size();
        State state = states.get(player.account());
        if (state != null) { // else it never played
          check(player, state);
        }
      }
      return new Result(players.size(), gestures, gifts(states), rounds, rounds);
    }
  }

  /** Each gesture has one result, and every purchase that acted is owned. */
  private static void check(Player player, State state) {
    Set<String> settled = new HashSet<>();
    int owned = 0;
    for (JournalRow row : player.engine().journal(ROWS)) {
      String id = row.mutationId();
      boolean told =
          row.status() != JournalRow.Status.PREDICTED
              && row.status() != JournalRow.Status.PREDICTED_REFUSED;
      if (id != null && told && settled.add(id)) {
        owned +=
            row.status() == JournalRow.Status.CONFIRMED && player.bought().contains(id) ? 1 : 0;
      }
    }
    if (!settled.containsAll(player.saved())) {
      Set<String> lost = new HashSet<>(player.saved());
      lost.removeAll(settled);
      throw new SoakException("%s saved %s, which is lost".formatted(player.account(), lost));
    }
    if (owned != state.core().owned(VESSEL)) {
      throw new SoakException(
          "%s was told of %d purchases, the server has %d"
              .formatted(player.account(), owned, state.core().owned(VESSEL)));
    }
  }

  /** Both legs of each gift, and nothing on the way between; how many there are. */
  private static int gifts(Map<String, State> states) {
    int gifts = 0;
    Money transit = Money.ZERO;
    for (State state : states.values()) {
      transit =
          transit.plus(state.core().dealings().books().getOrDefault(Posting.TRANSIT, Money.ZERO));
      for (Entry entry : state.timeline()) { // what acts at the account's next commit
        transit = transit.plus(onTheWay(entry));
      }
      for (Transfer row : state.transfers().rows()) {
        State peer = states.get(row.peer());
        String other = row.direction().equals(Transfer.OUT) ? Transfer.IN : Transfer.OUT;
        boolean toOneself = row.peer().equals(state.account());
        if (!toOneself
            && (peer == null
                || peer.transfers()
                    .find(row.id())
                    .filter(it -> it.direction().equals(other))
                    .isEmpty())) {
          throw new SoakException("the gift %s has one leg".formatted(row));
        }
        gifts += row.direction().equals(Transfer.IN) ? 1 : 0;
      }
    }
    if (transit.signum() != 0) {
      throw new SoakException("%s are on the way for ever".formatted(transit));
    }
    return gifts;
  }

  private static Money onTheWay(Entry entry) {
    Money sum = Money.ZERO;
    for (Posting posting : entry.postings()) {
      sum = posting.account().equals(Posting.TRANSIT) ? sum.plus(posting.amount()) : sum;
    }
    return sum;
  }

  /** What the server holds once nothing changes any more but by orders that wait. */
  private Map<String, State> settled(List<Player> players, RedisAccountStore store)
      throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (true) {
      Map<String, State> states = new HashMap<>();
      String why = "";
      for (Player player : players) {
        String open = open(player, store, states);
        why = open.isEmpty() ? why : open;
      }
      if (why.isEmpty()) {
        try {
          gifts(states);
          return states;
        } catch (SoakException e) {
          why = String.valueOf(e.getMessage()); // it may be on its way still
        }
      }
      if (System.nanoTime() > deadline) {
        throw new SoakException("it does not come to rest: " + why);
      }
      TimeUnit.MILLISECONDS.sleep(100); // others are at work
    }
  }

  /** What keeps a player from rest, or nothing. */
  private static String open(Player player, RedisAccountStore store, Map<String, State> states) {
    SyncStatus status = player.engine().status();
    if (status.link() != Link.ONLINE || status.pending() > 0) {
      return "%s is %s with %d pending, %s"
          .formatted(player.account(), status.link(), status.pending(), status.lastError());
    }
    if (player.saved().isEmpty() && status.version() == null) {
      return "";
    }
    AccountRecord record = store.load(player.account(), false).record();
    if (record == null || !record.state().digest().equals(status.digest())) {
      return "%s is at %s, the server at %s"
          .formatted(
              player.account(), status.version(), record == null ? null : record.state().at());
    }
    states.put(player.account(), record.state());
    return "";
  }
}
