package dev.offing.simulator.world;

import dev.offing.assets.Assets;
import dev.offing.server.account.AccountStore;
import dev.offing.server.account.KeyFile;
import dev.offing.server.account.Opening;
import dev.offing.sync.account.State;
import dev.offing.sync.account.World.Row;
import dev.offing.sync.economy.Catalog;
import dev.offing.sync.economy.Rulebook;
import dev.offing.sync.ledger.MemoryLedger;
import dev.offing.sync.mutation.Canonical;
import dev.offing.sync.protocol.CatalogException;
import dev.offing.sync.protocol.CatalogReader;
import dev.offing.sync.protocol.Codec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One world: everything that a seed makes, and what can be done to it. All of it happens on the
 * caller's thread, in {@link #advance}.
 */
public final class World {
  /** What every device dials. */
  static final String HOST = "127.0.0.1:4080";

  /** Rooms that everybody is in. */
  public static final int ROOMS = 1;

  /** When worlds begin, ms since 1970. */
  public static final long START_MS = 1_750_000_000_000L;

  /** Codes that give something once, in grains. */
  public static final SortedMap<String, Long> CODES =
      new TreeMap<>(Map.of("anchor", 40_000L, "beacon", 250_000L, "capstan", 3_000_000L));

  private static final int MOST_DEVICES = 8;
  private static final int UNVERIFIED_DRIFT_PPM = 80;

  private final Settings settings;
  private final Dice dice;
  private final Trace trace;
  private final Keys keys;
  private final List<Watcher> watchers;
  private final Clockwork time = new Clockwork(START_MS);
  private final Codec codec;
  private final KeyFile serverKeys;
  private final Catalogs catalogs;
  private final Store store;
  private final List<Node> nodes = new ArrayList<>();
  private final List<Device> devices = new ArrayList<>();
  private final Map<Fault, Long> census = new EnumMap<>(Fault.class);
  private @Nullable Rulebook rules;
  private int rulesOfRows;
  private final List<Rulebook> formerRules = new ArrayList<>();
  private final Family family = new Family(this);
  private int nextKey;
  private long wires;
  private long catalogChanges;

  /**
   * A world in which nothing has happened yet.
   *
   * @param watchers see everything, in this order
   * @param listener hears the trace; null for nobody
   */
  public World(
      long seed,
      Settings settings,
      Shared shared,
      List<Watcher> watchers,
      Trace.@Nullable Listener listener) {
    this.settings = settings;
    this.dice = new Dice(seed);
    this.trace = new Trace(listener);
    this.keys = shared.keys();
    this.codec = shared.codec();
    this.catalogs = shared.catalogs();
    this.watchers = List.copyOf(watchers);
    Dice secrets = dice.split("server");
    byte[] key = new byte[32];
    secrets.nextBytes(key);
    this.serverKeys = KeyFile.inMemory(secrets.hex(16), secrets.hex(16), key);
    this.store = new Store(this, codec);
    this.nextKey = settings.accounts();
    this.watchers.forEach(w -> w.began(this));
    for (int i = 0; i < settings.nodes(); i++) {
      nodes.add(new Node(this, store, i));
    }
    for (int i = 0; i < settings.accounts(); i++) {
      devices.add(new Device(this, i, i, i, null));
    }
  }

  /**
   * What worlds share because it is dear to make and never changes.
   *
   * @param keys of devices
   * @param codec of the protocol
   * @param catalogs that can come into force
   */
  public record Shared(Keys keys, Codec codec, Catalogs catalogs) {
    /** Made anew. */
    public static Shared create() {
      return new Shared(new Keys(), new Codec(), new Catalogs());
    }
  }

  /**
   * The catalog that the program brings along, and what a designer makes of it later. Each is read
   * once: a world starts more programs in a second than a person in a year.
   */
  public static final class Catalogs implements CatalogReader.Parser {
    private final Map<String, Catalog> read = new TreeMap<>();

    private final Edition shipped =
        new Edition(new String(Assets.catalog(), StandardCharsets.UTF_8));

    /** What takes days takes minutes in it, so that it meets the rest. */
    private final Edition hasty =
        new Edition(
            shipped
                .text
                .replace("\"ageMs\": 86400000, \"outPerDay\": 10, \"inPerDay\": 20", HASTY_GIFTS)
                .replace("\"orderMs\": 604800000", "\"orderMs\": 45000")
                .replace("\"everyMs\": 86400000", "\"everyMs\": 300000")
                .replace("\"unit\": \"3000000000000\"", "\"unit\": \"40000\"")
                .replace("\"everyMs\": 604800000", "\"everyMs\": 3600000")
                .replace("\"durationMs\": 1800000,\n      \"everyMs\": 90000000", EVENT + 600_000)
                .replace("\"durationMs\": 1200000,\n      \"everyMs\": 111600000", EVENT + 420_000)
                .replace(
                    "\"durationMs\": 3600000,\n      \"everyMs\": 154800000", EVENT + 900_000));

    private static final String HASTY_GIFTS =
        "\"ageMs\": 20000, \"outPerDay\": 40, \"inPerDay\": 60";
    private static final String EVENT = "\"durationMs\": 45000, \"everyMs\": ";

    Edition edition(boolean hasty) {
      return hasty ? this.hasty : shipped;
    }

    /** A catalog to begin with. */
    final class Edition {
      private final String text;
      private final byte[] bytes;
      private final Catalog catalog;

      private Edition(String text) {
        this.text = text;
        this.bytes = text.getBytes(StandardCharsets.UTF_8);
        this.catalog = of(text);
      }

      Catalog catalog() {
        return catalog;
      }

      byte[] bytes() {
        return bytes;
      }

      /** Another catalog of this number: rowboats cost something else. */
      String variant(long number) {
        long cost = 15_000 + number % 7 * 2_500;
        return text.replace("\"Offing harbour\"", "\"Offing harbour " + number + "\"")
            .replace("\"baseCost\": \"15000\"", "\"baseCost\": \"" + cost + "\"");
      }
    }

    /** The one of a hash; its text is asked for once. */
    Catalog of(String hash, Supplier<String> text) {
      Catalog known = read.get(hash);
      return known == null ? of(text.get()) : known;
    }

    Catalog of(String json) {
      try {
        return read(Assets.catalogName(), json.getBytes(StandardCharsets.UTF_8));
      } catch (CatalogException e) {
        throw new IllegalStateException("the catalogs of the simulator are valid", e);
      }
    }

    @Override
    public Catalog read(String file, byte[] bytes) throws CatalogException {
      String hash = Canonical.sha256(bytes);
      Catalog known = read.get(hash);
      if (known == null) {
        known = CatalogReader.read(file, bytes);
        read.put(hash, known);
      }
      return known;
    }
  }

  /** The name of a room. */
  static String room(int number) {
    return "port:sim" + number;
  }

  // ---- time -------------------------------------------------------------------------------------

  /** Lets everything happen up to a moment, ms after the start. */
  public void advance(long atMs) {
    time.runUntil(START_MS + atMs);
  }

  /** Virtual ms since 1970. */
  public long nowMs() {
    return time.now();
  }

  /** Virtual ms since the start. */
  public long elapsedMs() {
    return time.now() - START_MS;
  }

  // ---- players ----------------------------------------------------------------------------------

  /** The devices, copies among them. */
  public List<Device> devices() {
    return List.copyOf(devices);
  }

  /** The account of a player, or, where there are fewer, one that is nobody's. */
  public String account(int player) {
    return player < settings.accounts() ? devices.get(player).account() : "f".repeat(64);
  }

  /** The device of this number, or, where there are fewer, one of those that are there. */
  public Device device(int number) {
    return devices.get(Math.floorMod(number, devices.size()));
  }

  /** Everybody starts. */
  public void openAll() {
    devices.forEach(Device::open);
  }

  /** The faults are over and there was time to come to rest: looks at everything once more. */
  public void settle() {
    watchers.forEach(w -> w.settled(this));
  }

  // ---- faults -----------------------------------------------------------------------------------

  /**
   * A fault begins, and ends by itself.
   *
   * @param target number of a device or node
   * @param forMs how long it lasts
   * @param level how bad it is, from 0 to 1
   */
  public void befall(Fault fault, int target, long forMs, double level) {
    String on =
        switch (fault.on()) {
          case DEVICE -> device(target).name();
          case NODE -> node(target).label();
          case STORE -> "redis";
        };
    note(on, "fault", fault.label() + " " + forMs);
    Faults.begin(this, fault, target, forMs, level);
  }

  void happened(Fault fault) {
    census.merge(fault, 1L, Long::sum);
  }

  /** How often each class of fault was exercised. */
  public Map<Fault, Long> census() {
    return new EnumMap<>(census);
  }

  @Nullable Device copy(Device of) {
    if (devices.size() >= MOST_DEVICES) {
      return null;
    }
    MemoryLedger disk = of.disk().copy();
    Device copy = new Device(this, devices.size(), of.player(), of.keyNumber(), disk);
    devices.add(copy);
    watchers.forEach(w -> w.branched(of));
    watchers.forEach(w -> w.branched(copy));
    copy.open();
    return copy;
  }

  /**
   * A device of the same player that its account does not list: one that is there, else a new one;
   * null where the world is full.
   */
  @Nullable Device stranger(Device by) {
    State stored = stored(by.account());
    for (Device device : devices) {
      if (device.player() == by.player()
          && device.session().isPresent()
          && stored != null
          && !stored.devices().keys().contains(device.key())) {
        return device;
      }
    }
    if (devices.size() >= MOST_DEVICES) {
      return null;
    }
    Device fresh = new Device(this, devices.size(), by.player(), newKey(), null);
    devices.add(fresh);
    fresh.open();
    return fresh;
  }

  /** Another device of the account of this one; null where there is none. */
  @Nullable Device sibling(Device of) {
    for (int i = 1; i < devices.size(); i++) {
      Device other = device(of.number() + i);
      if (other.account().equals(of.account()) && !other.key().equals(of.key())) {
        return other;
      }
    }
    return null;
  }

  /** What players do with several devices. */
  Family family() {
    return family;
  }

  int newKey() {
    return nextKey++;
  }

  /** A player does something with the devices of an account. */
  public void family(Device device, FamilyDeed deed) {
    switch (deed) {
      case LINK -> family.link(device);
      case REVOKE -> {
        Device other = sibling(device);
        if (other != null) {
          family.revoke(device, other);
        }
      }
      case PAPER -> family.keepPaper(device);
      case RECOVER -> family.recover(device);
    }
  }

  /** What a player does with the devices of an account. */
  public enum FamilyDeed {
    /** Links another one. */
    LINK,
    /** Takes another one off. */
    REVOKE,
    /** Keeps a recovery key. */
    PAPER,
    /** Loses the disk of this one, and links it by the recovery key. */
    RECOVER
  }

  void changeCatalog() {
    catalogChanges++;
    String text = edition().variant(catalogChanges);
    store.changeCatalog(catalogs.of(text).hash(), text);
  }

  Node node(int number) {
    return nodes.get(Math.floorMod(number, nodes.size()));
  }

  Store store() {
    return store;
  }

  boolean driftingNodes() {
    return settings.nodes() > 1;
  }

  int driftPpm() {
    return UNVERIFIED_DRIFT_PPM;
  }

  // ---- the network ------------------------------------------------------------------------------

  @Nullable Wire connect(Device device, long connection) {
    int first = device.dice().below(nodes.size());
    for (int i = 0; i < nodes.size(); i++) {
      Node node = nodes.get((first + i) % nodes.size());
      Wire wire = node.accept(device, ++wires, connection);
      if (wire != null) {
        note(device.name(), "connects", node.label());
        return wire;
      }
    }
    return null;
  }

  // ---- what can be seen -------------------------------------------------------------------------

  void committed(AccountStore.Write write) {
    note("redis", "commits", write.after().at() + " " + write.checkpoint().digest());
    watchers.forEach(w -> w.committed(write));
  }

  void folded(String account, Opening opening) {
    note("redis", "folds", opening.through() + " " + opening.rows());
    watchers.forEach(w -> w.folded(account, opening));
  }

  void deleted(String account) {
    note("redis", "deletes", account);
    watchers.forEach(w -> w.deleted(account));
  }

  /** The store comes back with less. */
  void forgets() {
    if (!store.listed().rows().isEmpty()) {
      formerRules.add(rules());
    }
    rules = null;
    watchers.forEach(w -> w.forgot(this));
  }

  void note(String who, String what, String detail) {
    trace.note(elapsedMs(), who, what, detail);
  }

  /** What happened, as one number. */
  public Trace trace() {
    return trace;
  }

  /** The state of an account as the store has it; null where there is none. */
  public @Nullable State stored(String account) {
    var record = store.look(account).record();
    return record == null ? null : record.state();
  }

  /** Whether an account got the letter of a gift, or it is on its way. */
  public boolean tellsOfGift(String account, String gift) {
    return store.tellsOfGift(account, gift);
  }

  /** The rules by time, with every change that is on the list. */
  public Rulebook rules() {
    List<Row> rows = store.listed().rows();
    if (rows.isEmpty() && !formerRules.isEmpty()) {
      return formerRules.getLast(); // the nodes know it still, and will list it again
    }
    Rulebook known = rules;
    if (known != null && rulesOfRows == rows.size()) {
      return known;
    }
    rulesOfRows = rows.size();
    rules =
        new dev.offing.sync.account.World("0".repeat(32), rows)
            .rulebook(
                hash -> catalogs.of(hash, () -> Objects.requireNonNull(store.catalogText(hash))));
    return rules;
  }

  /**
   * The rules that were in force when the store forgot them, the newest first: a node may judge by
   * them until it looks at the list again.
   */
  public List<Rulebook> formerRules() {
    return List.copyOf(formerRules.reversed());
  }

  /** What it is made of. */
  public Settings settings() {
    return settings;
  }

  Clockwork time() {
    return time;
  }

  Dice dice() {
    return dice;
  }

  Codec codec() {
    return codec;
  }

  Keys keys() {
    return keys;
  }

  KeyFile serverKeys() {
    return serverKeys;
  }

  List<Watcher> watchers() {
    return watchers;
  }

  Catalogs catalogs() {
    return catalogs;
  }

  String catalogName() {
    return Assets.catalogName();
  }

  /** The catalog that programs bring along. */
  Catalogs.Edition edition() {
    return catalogs.edition(settings.hasty());
  }
}
