package dev.offing.client.soak;

import dev.offing.server.account.AccountRecord;
import dev.offing.server.account.Books;
import dev.offing.server.account.KeyFile;
import dev.offing.server.account.RedisAccountStore;
import dev.offing.server.redis.RedisLink;
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
import dev.offing.sync.session.Submission;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * Players who buy, trade and give each other money, each a real engine on a ledger in memory. In
 * the end every device and the server have one digest, every book adds up, all gifts have both
 * their legs, and what was told as saved acted once or was refused. Used by one thread.
 */
final class Traders implements AutoCloseable {
  private static final String START_PURSE = "1" + "0".repeat(12);
  private static final List<String> GOODS = List.of("herring", "salt");
  private static final String VESSEL = "rowboat";
  private static final int ROWS = 10_000;
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

  /** Who offers all gifts again after each kill of a master keeps the relay busy for a while. */
  private static final long PATIENCE_EACH_NANOS = TimeUnit.SECONDS.toNanos(3);

  private final RandomGenerator random;
  private final Codec codec = new Codec();
  private final List<Player> players = new ArrayList<>();

  /**
   * What was done.
   *
   * @param gestures that were told as saved
   * @param gifts that arrived
   */
  record Result(int gestures, int gifts) {}

  /** Somebody who plays, and what was saved. */
  private record Player(SyncEngine engine, Set<String> saved, Set<String> bought) {
    String account() {
      return engine.status().account();
    }
  }

  Traders(RandomGenerator random) {
    this.random = random;
  }

  /**
   * The harbour's rules, but everybody may give at once and much, and a dividend is paid whenever
   * somebody is heard of.
   */
  static String rules() {
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

  /**
   * Somebody more plays.
   *
   * @param doors of the server
   * @return the engine
   */
  SyncEngine join(List<URI> doors) {
    try {
      SyncEngine engine =
          SyncEngine.builder()
              .ledger(new MemoryLedger(Identity.draw(random)))
              .catalog(
                  CatalogReader.read(
                      "the soak's catalog", rules().getBytes(StandardCharsets.UTF_8)))
              .codec(codec)
              .servers(doors)
              .open();
      players.add(new Player(engine, new HashSet<>(), new HashSet<>()));
      return engine;
    } catch (CatalogException e) {
      throw new SoakException("nobody can play", e);
    }
  }

  /**
   * Waits until all are on the server.
   *
   * @throws SoakException when somebody is not after a while
   */
  void awaitOnline() throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE_NANOS + players.size() * PATIENCE_EACH_NANOS;
    for (Player player : players) {
      while (player.engine().status().link() != Link.ONLINE) {
        if (System.nanoTime() > deadline) {
          throw new SoakException(
              "%s is not let in: %s".formatted(player.account(), player.engine().status()));
        }
        TimeUnit.MILLISECONDS.sleep(20); // others are at work
      }
    }
  }

  /** Makes so many gestures, each by anybody. */
  void play(int gestures) {
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

  /**
   * Waits until nothing is under way any more, and looks at everything.
   *
   * @param redis where the accounts are
   * @param data the folder with the server's key
   * @throws SoakException when a promise was broken
   */
  Result checked(URI redis, Path data) throws InterruptedException {
    try (RedisLink link = RedisLink.open(redis, "the soak's Redis")) {
      RedisAccountStore store = new RedisAccountStore(link, codec);
      Map<String, State> states = settled(store);
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
      return new Result(gestures, gifts(states));
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

  /**
   * What the server holds once all that players did has come to rest. Dividends never do: so each
   * player has to agree with the server once, not all at one moment.
   */
  private Map<String, State> settled(RedisAccountStore store) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE_NANOS + players.size() * PATIENCE_EACH_NANOS;
    List<Player> restless = new ArrayList<>(players);
    while (true) {
      String why = "";
      for (Player player : List.copyOf(restless)) {
        String open = open(player, store);
        if (open.isEmpty()) {
          restless.remove(player);
        } else {
          why = open;
        }
      }
      if (restless.isEmpty()) {
        Map<String, State> states = states(store);
        try {
          gifts(states);
          return states;
        } catch (SoakException e) {
          why = String.valueOf(e.getMessage()); // it may be on its way still
        }
      }
      if (System.nanoTime() > deadline) {
        throw new SoakException(
            "it does not come to rest, %d players of %d do not agree: %s"
                .formatted(restless.size(), players.size(), why));
      }
      TimeUnit.MILLISECONDS.sleep(20); // others are at work
    }
  }

  private Map<String, State> states(RedisAccountStore store) {
    Map<String, State> states = new HashMap<>();
    for (Player player : players) {
      AccountRecord record = store.load(player.account(), false).record();
      if (record != null) { // else it never played
        states.put(player.account(), record.state());
      }
    }
    return states;
  }

  /** What keeps a player from rest, or nothing. */
  private static String open(Player player, RedisAccountStore store) {
    SyncStatus status = player.engine().status();
    if (status.link() != Link.ONLINE || status.pending() > 0) {
      return "%s is %s with %d pending, %s"
          .formatted(player.account(), status.link(), status.pending(), status.lastError());
    }
    if (player.saved().isEmpty() && status.version() == null) {
      return "";
    }
    AccountRecord record = store.load(player.account(), false).record();
    return record != null && record.state().digest().equals(status.digest())
        ? ""
        : "%s is at %s, the server at %s"
            .formatted(
                player.account(), status.version(), record == null ? null : record.state().at());
  }

  @Override
  public void close() {
    players.forEach(it -> it.engine().close());
  }
}
