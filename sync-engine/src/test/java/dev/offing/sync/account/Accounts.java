package dev.offing.sync.account;

import dev.offing.sync.economy.Boost;
import dev.offing.sync.economy.Catalog;
import dev.offing.sync.economy.Command;
import dev.offing.sync.economy.Entry;
import dev.offing.sync.economy.Money;
import dev.offing.sync.economy.Posting;
import dev.offing.sync.economy.Producer;
import dev.offing.sync.economy.Ratio;
import dev.offing.sync.economy.Rulebook;
import dev.offing.sync.economy.Upgrade;
import dev.offing.sync.mutation.Canonical;
import dev.offing.sync.mutation.Chained;
import dev.offing.sync.mutation.Mutation;
import dev.offing.sync.mutation.Origin;
import dev.offing.sync.mutation.UuidV7;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A small world for tests of the account machine: one catalog in which a boat costs 100 grains and
 * earns one a millisecond, a lamp of 40 s, a slide of 10 s; and incarnations that write mutations.
 */
public final class Accounts {
  /** The moment at which most tests begin. */
  public static final long T0 = 1_700_000_000_000L;

  /** Base lamp, ms. */
  public static final long LAMP = 40_000;

  /** Slide limit, ms. */
  public static final long SLIDE = 10_000;

  /** The first device's key, and another one's. Not real ones: accounts never verify. */
  public static final String KEY = id64("key");

  public static final String OTHER_KEY = id64("other key");

  /** The account of {@link #KEY}. */
  public static final String ACCOUNT = State.accountOf(KEY);

  public static final String EPOCH = id32("epoch");

  private Accounts() {}

  /** 64 hexadecimal characters, made from a name. */
  public static String id64(String name) {
    return Canonical.of(name).sha256();
  }

  /** 32 hexadecimal characters, made from a name. */
  public static String id32(String name) {
    return id64(name).substring(0, 32);
  }

  /** The catalog; {@code dearer} multiplies the price of a boat. */
  public static Catalog catalog(int dearer) {
    Upgrade.Condition always = new Upgrade.Condition.Always();
    return new Catalog(
        id64("catalog " + dearer),
        "Test waters",
        1,
        Money.of(250),
        new TreeMap<>(),
        LAMP,
        2 * LAMP,
        SLIDE,
        List.of(25),
        Ratio.of(2, 1),
        List.of(
            new Producer(
                "boat", "Boat", Money.of(100L * dearer), Ratio.of(107, 100), Ratio.of(1, 1)),
            new Producer("ship", "Ship", Money.of(9_000), Ratio.of(115, 100), Ratio.of(17, 3)),
            new Producer(
                "moon",
                "Moon",
                Money.of(BigInteger.TEN.pow(1_000)),
                Ratio.of(115, 100),
                Ratio.of(1, 1))),
        List.of(
            new Upgrade(
                "oil", "Oil", "Burns.", Money.of(300), new Upgrade.Effect.LampMs(10_000), always),
            new Upgrade(
                "sails",
                "Sails",
                "Pull.",
                Money.of(900),
                new Upgrade.Effect.MultiplyAll(Ratio.of(3, 2)),
                always)),
        List.of(
            new Boost(
                "rum", "Rum", "Hic.", new Boost.Cost.Fixed(Money.of(150)), Ratio.of(2, 1), 3_000)));
  }

  public static final Catalog CATALOG = catalog(1);

  public static final Rulebook RULES = Rulebook.of(CATALOG);

  /** The account before its first commit. */
  public static State genesis() {
    return State.genesis(KEY, T0, RULES);
  }

  /** The account after a first commit of contact alone, at version 1. */
  public static State enrolled() {
    return genesis().commit(first(T0), RULES).state();
  }

  /** A first commit with nothing but contact. */
  public static Commit first(long now) {
    return new Commit(
        ACCOUNT,
        null,
        new EpochVersion(EPOCH, 1),
        new Commit.Genesis(T0, KEY),
        null,
        null,
        List.of(),
        List.of(),
        now,
        List.of(),
        1);
  }

  /** The point after {@code state}. */
  public static EpochVersion next(State state) {
    return new EpochVersion(state.at().epoch(), state.at().version() + 1);
  }

  /** A commit of contact alone. */
  public static Commit contact(State on, long now) {
    return commit(on, List.of(), now);
  }

  /** A commit of server-made entries. */
  public static Commit commit(State on, List<Entry> entries, @Nullable Long now) {
    return new Commit(
        on.account(), on.at(), next(on), null, null, null, List.of(), entries, now, List.of(), 1);
  }

  /** A commit of what the id store forgot. */
  public static Commit forgetting(State on, Forgotten... forgotten) {
    return new Commit(
        on.account(),
        on.at(),
        next(on),
        null,
        null,
        null,
        List.of(),
        List.of(),
        null,
        List.of(forgotten),
        1);
  }

  /** Coins from nowhere. */
  public static Entry gift(String name, long at, long grains) {
    return new Entry(
        Journal.entryId(name),
        at,
        name,
        List.of(
            new Posting(Posting.TRANSIT, Money.of(-grains)),
            new Posting(Posting.PURSE, Money.of(grains))));
  }

  public static Command buy(int boats) {
    return Command.buy("boat", boats, 0, null);
  }

  /** What nobody can pay. */
  public static Command tooDear() {
    return Command.buy("ship", 900, 0, null);
  }

  /** What makes the rules throw: its price has more digits than money can have. */
  public static Command unpriceable() {
    return Command.buy("moon", 900, 0, null);
  }

  /** What no rules know. */
  public static Command nonsense(String text) {
    return new Command("dance", new TreeMap<>(Map.of("step", text)), 0, null);
  }

  /** One life of a local database: writes mutations and chains them. */
  public static final class Life {
    private final String account;
    private final String incarnation;
    private final String writer;
    private String hash;
    private long seq;
    private final List<Chained> rows = new ArrayList<>();

    public Life(String name) {
      this(ACCOUNT, id32(name), name);
    }

    private Life(String account, String incarnation, String writer) {
      this.account = account;
      this.incarnation = incarnation;
      this.writer = writer;
      this.hash = Chained.genesis(account, incarnation);
    }

    /** A copy of the database file: the same incarnation, the same past, another future. */
    public Life copy(String name) {
      Life copy = new Life(account, incarnation, name);
      rows.forEach(r -> copy.carry(r.mutation()));
      return copy;
    }

    public String incarnation() {
      return incarnation;
    }

    /** Does something at a time. */
    public Chained does(Command command, long at) {
      String id = UuidV7.of(at, seq + 1, writer.hashCode() * 1_000_003L + rows.size());
      return carry(new Mutation(id, new Origin(incarnation, seq + 1), at, command, CATALOG.hash()));
    }

    /** Takes over what was written in another life. */
    public Chained carry(Mutation mutation) {
      Chained row = Chained.link(hash, mutation, seq + 1);
      rows.add(row);
      hash = row.hash();
      seq = row.seq();
      return row;
    }

    public List<Chained> rows() {
      return List.copyOf(rows);
    }

    public String hash() {
      return hash;
    }

    /** A push of rows. */
    public Batch push(@Nullable EpochVersion base, Chained... some) {
      return new Batch(account, KEY, incarnation, base, List.of(some));
    }
  }
}
