package dev.offing.sync.protocol;

import dev.offing.sync.account.Batch;
import dev.offing.sync.account.Commit;
import dev.offing.sync.account.DeviceChange;
import dev.offing.sync.account.EpochVersion;
import dev.offing.sync.account.Forgotten;
import dev.offing.sync.account.Judge;
import dev.offing.sync.account.KnownIds;
import dev.offing.sync.account.State;
import dev.offing.sync.account.Verdict;
import dev.offing.sync.account.World;
import dev.offing.sync.economy.Catalog;
import dev.offing.sync.economy.Command;
import dev.offing.sync.economy.Entry;
import dev.offing.sync.economy.Money;
import dev.offing.sync.economy.Posting;
import dev.offing.sync.economy.Rulebook;
import dev.offing.sync.mutation.Canonical;
import dev.offing.sync.mutation.Chained;
import dev.offing.sync.mutation.Mutation;
import dev.offing.sync.mutation.Origin;
import dev.offing.sync.mutation.UuidV7;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The vectors of the rules: one account from its first push on, with every effect, cost, refusal
 * and turn of time that a client has to compute when it predicts or checks.
 */
final class VectorHistory {
  private static final long T = Story.T;
  private static final Codec CODEC = new Codec();
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final ArrayNode steps = JSON.createArrayNode();
  private final Map<String, KnownIds.Known> known = new HashMap<>();
  private final String before = text();
  private final String later = before.replace("\"100\", \"growth\"", "\"90\", \"growth\"");
  private final Catalog first = catalog(before);
  private final Catalog second = catalog(later);
  private final World world =
      new World(
          Vectors.id("world"),
          List.of(
              new World.Row(1, T - 1_000, first.hash()),
              new World.Row(2, T + 300_000, second.hash())));
  private final Rulebook rules = world.rulebook(hash -> hash.equals(first.hash()) ? first : second);
  private String epoch = Vectors.id("epoch");
  private @Nullable State state;

  static JsonNode told() {
    VectorHistory history = new VectorHistory();
    history.tell();
    ObjectNode all = JSON.createObjectNode();
    all.putArray("catalogs").add(history.before).add(history.later);
    all.set("world", CODEC.toTree(history.world.rows()));
    all.put("publicKey", Vectors.PUBLIC_KEY).put("account", Vectors.ACCOUNT);
    all.set("steps", history.steps);
    return all;
  }

  private void tell() {
    Line line = new Line("first life");
    // Every refusal but funds, a price to the grain, a milestone, a boost, a slide.
    push(
        T + 10_000,
        line,
        line.buy("stand", 2, 222, T),
        line.buy("stand", 5, null, T + 1_000),
        line.does(Command.upgrade("sign", 0, null), T + 1_000),
        line.does(new Command("fly", new TreeMap<>(), 0, null), T + 1_000),
        line.buy("stand", 0, null, T + 1_000),
        line.does(Command.buy("stand", 1, 1, null), T + 1_000),
        line.buy("moon", 1, null, T + 1_000),
        line.buy("stand", 4_993, null, T + 1_000),
        line.buy("shop", 1, 4_999, T + 1_000),
        line.does(Command.boost("rush", 0, null), T + 2_000),
        line.does(Command.boost("rush", 0, null), T + 2_000),
        line.does(Command.upgrade("ice", 0, Money.of(20_000)), T + 2_001),
        line.does(Command.upgrade("ice", 0, null), T + 2_002),
        line.buy("shop", 50, null, T + 2_003));
    // A gift, a debit beyond the purse, and a credit that settles the claim first.
    entries(
        T + 12_000,
        Vectors.entry("gift", T + 20_000, 5_000, Posting.TRANSIT),
        Vectors.entry("fine", T + 25_000, -1_000_000_000, Posting.MINT),
        Vectors.entry("dividend", T + 30_000, 1_200_000_000, Posting.MINT));
    push(
        T + 40_000,
        line,
        line.buy("stand", 1, null, T + 26_000),
        line.buy("shop", 3, null, T + 31_000),
        line.does(Command.upgrade("sign", 0, null), T + 31_001));
    // The catalog changes between two purchases; the boost ended on the way.
    push(
        T + 400_000,
        line,
        line.buy("stand", 1, null, T + 299_999),
        line.buy("stand", 1, null, T + 300_000));
    // The lamp went out for a while; a longer one; a boost priced by income; a time that is over.
    entries(T + 2_400_000);
    push(
        T + 2_500_000,
        line,
        line.does(Command.upgrade("awning", 0, null), T + 2_450_000),
        line.does(Command.boost("fair", 0, null), T + 2_460_000),
        line.buy("shop", 1, null, T + 100));
    // A fork carries a number that the server knows, and a new one.
    Line fork = new Line("fork");
    Mutation old = line.rows.getLast().mutation();
    Mutation mine = line.buy("stand", 1, null, T + 2_510_000).mutation();
    push(T + 2_600_000, fork, fork.carry(old), fork.carry(mine));
    // Ids are forgotten; another epoch; the lamp again.
    forgets(T + 2_700_000, new Forgotten(line.incarnation, 3, 0));
    forgets(
        T + 2_700_001,
        new Forgotten(fork.incarnation, 1, 0),
        new Forgotten(line.incarnation, 0, 9));
    epoch = Vectors.id("another epoch");
    entries(T + 9_000_000);
    push(T + 9_100_000, fork, fork.buy("shop", 1, null, T + 9_050_000));
    // A device is linked, a recovery key is kept, the device is taken off.
    String tablet = Canonical.of("tablet").sha256();
    changes(T + 9_200_000, new DeviceChange.Linked(tablet, "tablet \u6ab8", T + 9_200_000));
    changes(T + 9_300_000, new DeviceChange.Recoverable(Canonical.of("paper").sha256()));
    changes(T + 9_400_000, new DeviceChange.Revoked(tablet));
    changes(T + 9_500_000, new DeviceChange.Recoverable(null));
    // A charter, each refusal of perks, what they change, and achievements that time reaches.
    push(
        T + 9_600_000,
        fork,
        fork.does(Command.perk("cousin", 0, null), T + 9_510_000),
        fork.does(Command.charter(0), T + 9_520_000),
        fork.does(Command.charter(0), T + 9_520_001),
        fork.does(Command.charter(1), T + 9_520_002),
        fork.does(Command.perk("float", 1, null), T + 9_520_003),
        fork.does(Command.perk("cousin", 1, Money.of(2)), T + 9_520_004),
        fork.does(Command.perk("cousin", 1, Money.of(3)), T + 9_520_005),
        fork.does(Command.perk("cousin", 1, null), T + 9_520_006),
        fork.does(Command.perk("float", 1, null), T + 9_520_007),
        fork.does(Command.perk("franchise", 1, null), T + 9_520_008),
        fork.does(Command.perk("wick", 1, null), T + 9_520_009),
        fork.does(Command.perk("dynasty", 1, null), T + 9_520_010),
        fork.does(Command.perk("moon", 1, null), T + 9_520_011),
        fork.does(Command.buy("stand", 5, 1, null), T + 9_520_012));
    entries(T + 9_900_000);
    entries(T + 10_200_000);
    push(
        T + 30_000_000,
        fork,
        fork.does(Command.buy("stand", 6, 1, null), T + 9_800_000),
        fork.does(Command.boost("fair", 1, null), T + 10_190_000),
        fork.does(Command.buy("shop", 5, 1, null), T + 10_200_000),
        fork.does(Command.charter(1), T + 29_000_000));
  }

  private static final class Line {
    final String incarnation;
    final List<Chained> rows = new ArrayList<>();

    Line(String name) {
      incarnation = Vectors.id(name);
    }

    Chained buy(String producer, int count, @Nullable Integer maxCost, long at) {
      return does(Command.buy(producer, count, 0, maxCost == null ? null : Money.of(maxCost)), at);
    }

    Chained does(Command command, long at) {
      long n = rows.size() + 1L;
      String id = UuidV7.of(at, n, incarnation.hashCode() * n);
      // Whichever catalog the player saw: the one in force rules.
      return carry(
          new Mutation(id, new Origin(incarnation, n), at, command, catalog(text()).hash()));
    }

    Chained carry(Mutation mutation) {
      String last =
          rows.isEmpty() ? Chained.genesis(Vectors.ACCOUNT, incarnation) : rows.getLast().hash();
      rows.add(Chained.link(last, mutation, rows.size() + 1));
      return rows.getLast();
    }
  }

  private void push(long now, Line line, Chained... rows) {
    State here = state;
    Verdict.Commits made =
        (Verdict.Commits)
            Judge.judge(
                here,
                new Batch(
                    Vectors.ACCOUNT,
                    Vectors.PUBLIC_KEY,
                    line.incarnation,
                    here == null ? null : here.at(),
                    List.of(rows)),
                (origin, id) -> known.get(origin + "/" + id),
                now,
                rules,
                next(),
                2);
    for (Verdict.Remembered r : made.remembered()) {
      Mutation m = r.row().mutation();
      known.put(
          m.origin().incarnation() + "/" + m.id(), new KnownIds.Known(m.payloadHash(), r.result()));
    }
    ObjectNode step = add(made.commit(), made.after());
    step.put("now", now);
    step.set("results", CODEC.toTree(made.results()));
  }

  private void entries(long contact, Entry... entries) {
    commit(contact, List.of(entries), List.of());
  }

  private void forgets(long contact, Forgotten... forgotten) {
    commit(contact, List.of(), List.of(forgotten));
  }

  private void changes(long contact, DeviceChange change) {
    commit(contact, List.of(), List.of(), change);
  }

  private void commit(long contact, List<Entry> entries, List<Forgotten> forgotten) {
    commit(contact, entries, forgotten, null);
  }

  private void commit(
      long contact, List<Entry> entries, List<Forgotten> forgotten, @Nullable DeviceChange change) {
    State here = Objects.requireNonNull(state);
    Commit commit =
        new Commit(
            Vectors.ACCOUNT,
            here.at(),
            next(),
            null,
            null,
            change == null ? null : Vectors.PUBLIC_KEY,
            List.of(),
            entries,
            contact,
            forgotten,
            2,
            change);
    add(commit, here.commit(commit, rules).state());
  }

  private EpochVersion next() {
    return new EpochVersion(epoch, state == null ? 1 : state.at().version() + 1);
  }

  private ObjectNode add(Commit commit, State after) {
    state = after;
    ObjectNode step = steps.addObject();
    step.set("commit", CODEC.toTree(CommitFrame.of(commit, false)));
    return step.setAll(Vectors.digested(after));
  }

  private static String text() {
    try (InputStream in =
        Objects.requireNonNull(VectorHistory.class.getResourceAsStream("vectors-catalog.json"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Catalog catalog(String text) {
    try {
      return CatalogReader.read("vectors-catalog.json", text.getBytes(StandardCharsets.UTF_8));
    } catch (CatalogException e) {
      throw new AssertionError(e);
    }
  }
}
