package dev.offing.sync.protocol;

import dev.offing.sync.economy.Boost;
import dev.offing.sync.economy.Catalog;
import dev.offing.sync.economy.Dealings;
import dev.offing.sync.economy.Economy;
import dev.offing.sync.economy.EconomyState;
import dev.offing.sync.economy.Money;
import dev.offing.sync.economy.Producer;
import dev.offing.sync.economy.Ratio;
import dev.offing.sync.economy.Renown;
import dev.offing.sync.economy.Upgrade;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * Reads a catalog file and checks every key, so that a designer's slip is told with its place and
 * never reaches a rule. The catalog's hash is that of the bytes as they are. Stateless and
 * thread-safe. The keys are explained in docs/catalog.md.
 */
public final class CatalogReader {

  /** How a file becomes a catalog: {@link #read}, or something that remembers what it read. */
  @FunctionalInterface
  public interface Parser {
    /**
     * Reads a catalog.
     *
     * @param file its name, for messages
     * @throws CatalogException when it is not valid
     */
    Catalog read(String file, byte[] bytes) throws CatalogException;
  }

  /** The largest catalog file, in bytes. */
  public static final int MAX_BYTES = 256 * 1024;

  private static final int MAX_DEPTH = 32;
  private static final int MAX_NUMBER_LENGTH = 32;
  private static final int MAX_RATE_DIGITS = 900;
  private static final Ratio MIN_FACTOR = Ratio.ONE;
  static final Ratio MAX_FACTOR = Ratio.of(1_000_000, 1);
  private static final Ratio MAX_RATE = Ratio.of(1_000_000_000_000_000_000L, 1);

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxNumberLength(MAX_NUMBER_LENGTH)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS) // told below, in plain words
          .build();

  private final CatalogNode root;
  private final List<String> producers = new ArrayList<>();
  private final List<String> upgrades = new ArrayList<>();
  private final List<String> boosts = new ArrayList<>();

  private CatalogReader(CatalogNode root) {
    this.root = root;
  }

  /**
   * @param fileName for messages
   * @param utf8 the file's bytes, at most 256 KB
   * @throws CatalogException at the first thing that is wrong
   */
  public static Catalog read(String fileName, byte[] utf8) throws CatalogException {
    if (utf8.length > MAX_BYTES) {
      throw new CatalogException(
          fileName, "", "the file has " + utf8.length + " bytes; expected at most 262144.");
    }
    JsonNode json = parse(fileName, text(fileName, utf8));
    return new CatalogReader(new CatalogNode(fileName, "", json)).catalog(sha256(utf8));
  }

  private static String text(String fileName, byte[] utf8) throws CatalogException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    } catch (CharacterCodingException e) {
      throw new CatalogException(fileName, "", "the file is not UTF-8 text.");
    }
  }

  private static JsonNode parse(String fileName, String text) throws CatalogException {
    try (JsonParser parser = MAPPER.createParser(text)) {
      JsonNode json = MAPPER.readTree(parser);
      if (parser.nextToken() != null) {
        throw notJson(fileName, parser.currentTokenLocation(), "something follows the catalog");
      }
      return json == null ? MissingNode.getInstance() : json;
    } catch (JacksonException e) {
      throw notJson(fileName, e.getLocation(), e.getOriginalMessage());
    }
  }

  private static CatalogException notJson(
      String fileName, @Nullable TokenStreamLocation at, String reason) {
    String where =
        at == null ? "" : "line " + at.getLineNr() + ", column " + at.getColumnNr() + ": ";
    return new CatalogException(fileName, "", where + "this is not valid JSON: " + reason + ".");
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256.", e);
    }
  }

  private Catalog catalog(String hash) throws CatalogException {
    int rulesVersion = rulesVersion();
    root.object(
        "name",
        "rulesVersion",
        "startPurse",
        "startOwned",
        "baseLampMs",
        "maxLampMs",
        "slideLimitMs",
        "milestones",
        "milestoneMultiplier",
        "producers",
        "upgrades",
        "boosts",
        "goods",
        "orderMs",
        "events",
        "gifts",
        "dividend",
        "season",
        "charter",
        "achievements");
    List<Producer> producers = producers();
    long baseLampMs = root.get("baseLampMs").integer(1, Catalog.MAX_SPAN_MS);
    Catalog catalog =
        new Catalog(
            hash,
            root.get("name").text(60),
            rulesVersion,
            root.get("startPurse").money(0),
            startOwned(),
            baseLampMs,
            root.get("maxLampMs").integer(baseLampMs, Catalog.MAX_SPAN_MS),
            root.get("slideLimitMs").integer(0, Catalog.MAX_SPAN_MS),
            milestones(),
            root.get("milestoneMultiplier").ratio(MIN_FACTOR, MAX_FACTOR),
            producers,
            upgrades(),
            boosts(),
            new CommonsReader(root).read(),
            new PrestigeReader(root, this, this.producers).read());
    checkBestRate(catalog);
    return catalog;
  }

  /** Before anything else: a newer catalog may well have keys that this program does not know. */
  private int rulesVersion() throws CatalogException {
    CatalogNode node = root.requireObject().get("rulesVersion");
    int version = (int) node.integer(1, Integer.MAX_VALUE);
    if (version > Economy.RULES_VERSION) {
      throw new CatalogException(
          node.file(),
          node.key(),
          "these are rules of version "
              + version
              + ", and this program knows versions up to "
              + Economy.RULES_VERSION
              + ". Update the program.",
          true);
    }
    return version;
  }

  private List<Producer> producers() throws CatalogException {
    List<Producer> all = new ArrayList<>();
    for (CatalogNode node : root.get("producers").list(1, 100)) {
      node.object("id", "name", "baseCost", "growth", "baseRate");
      all.add(
          new Producer(
              newId(node, producers),
              node.get("name").text(60),
              node.get("baseCost").money(1),
              node.get("growth").ratio(Producer.MIN_GROWTH, Producer.MAX_GROWTH),
              // Below one grain per millisecond the first unit would be floored to nothing.
              node.get("baseRate").ratio(Ratio.ONE, MAX_RATE)));
    }
    return all;
  }

  private SortedMap<String, Integer> startOwned() throws CatalogException {
    TreeMap<String, Integer> owned = new TreeMap<>();
    CatalogNode node = root.get("startOwned").object(producers.toArray(String[]::new));
    for (String id : node.json().propertyNames()) {
      owned.put(id, (int) node.get(id).integer(1, Catalog.MAX_OWNED));
    }
    return owned;
  }

  private List<Integer> milestones() throws CatalogException {
    List<Integer> all = new ArrayList<>();
    for (CatalogNode node : root.get("milestones").list(0, 100)) {
      int least = all.isEmpty() ? 1 : all.getLast() + 1;
      all.add((int) node.integer(least, Catalog.MAX_OWNED));
    }
    return all;
  }

  private List<Upgrade> upgrades() throws CatalogException {
    List<Upgrade> all = new ArrayList<>();
    for (CatalogNode node : root.get("upgrades").list(0, 500)) {
      node.object("id", "name", "text", "cost", "effect", "condition");
      CatalogNode condition = node.find("condition").orElse(null);
      Upgrade.Condition needed =
          condition == null ? new Upgrade.Condition.Always() : condition(condition);
      all.add(
          new Upgrade(
              newId(node, upgrades),
              node.get("name").text(60),
              node.get("text").text(200),
              node.get("cost").money(1),
              effect(node.get("effect")),
              needed));
    }
    return all;
  }

  Upgrade.Effect effect(CatalogNode node) throws CatalogException {
    return switch (kind(node, List.of("multiply", "multiply-all", "lamp"))) {
      case "multiply" -> {
        node.object("kind", "producer", "by");
        yield new Upgrade.Effect.MultiplyProducer(
            node.get("producer").idOf("producer", producers),
            node.get("by").ratio(MIN_FACTOR, MAX_FACTOR));
      }
      case "multiply-all" -> {
        node.object("kind", "by");
        yield new Upgrade.Effect.MultiplyAll(node.get("by").ratio(MIN_FACTOR, MAX_FACTOR));
      }
      default -> {
        node.object("kind", "extraMs");
        yield new Upgrade.Effect.LampMs(node.get("extraMs").integer(1, Catalog.MAX_SPAN_MS));
      }
    };
  }

  private Upgrade.Condition condition(CatalogNode node) throws CatalogException {
    return switch (kind(node, List.of("owned", "lifetime", "after", "all"))) {
      case "owned" -> {
        node.object("kind", "producer", "count");
        yield new Upgrade.Condition.Owned(
            node.get("producer").idOf("producer", producers),
            (int) node.get("count").integer(1, Catalog.MAX_OWNED));
      }
      case "lifetime" -> {
        node.object("kind", "atLeast");
        yield new Upgrade.Condition.Lifetime(node.get("atLeast").money(1));
      }
      case "after" -> {
        node.object("kind", "upgrade");
        yield new Upgrade.Condition.After(
            node.get("upgrade").idOf("upgrade before this one", upgrades));
      }
      default -> {
        node.object("kind", "of");
        List<Upgrade.Condition> parts = new ArrayList<>();
        for (CatalogNode part : node.get("of").list(1, 20)) {
          parts.add(condition(part));
        }
        yield new Upgrade.Condition.All(parts);
      }
    };
  }

  private List<Boost> boosts() throws CatalogException {
    List<Boost> all = new ArrayList<>();
    for (CatalogNode node : root.get("boosts").list(0, 100)) {
      node.object("id", "name", "text", "cost", "multiplier", "durationMs");
      all.add(
          new Boost(
              newId(node, boosts),
              node.get("name").text(60),
              node.get("text").text(200),
              cost(node.get("cost")),
              node.get("multiplier").ratio(MIN_FACTOR, MAX_FACTOR),
              node.get("durationMs").integer(1, Catalog.MAX_SPAN_MS)));
    }
    return all;
  }

  static Boost.Cost cost(CatalogNode node) throws CatalogException {
    return switch (kind(node, List.of("fixed", "income"))) {
      case "fixed" -> {
        node.object("kind", "amount");
        yield new Boost.Cost.Fixed(node.get("amount").money(1));
      }
      default -> {
        node.object("kind", "ofMs", "atLeast");
        yield new Boost.Cost.Income(
            node.get("ofMs").integer(1, Catalog.MAX_SPAN_MS), node.get("atLeast").money(1));
      }
    };
  }

  static String kind(CatalogNode node, List<String> kinds) throws CatalogException {
    return node.requireObject().get("kind").idOf("kind", kinds);
  }

  static String newId(CatalogNode node, List<String> seen) throws CatalogException {
    CatalogNode id = node.get("id");
    String text = id.id();
    if (seen.contains(text)) {
      throw id.fail(id.shown() + " is there already", "an id that no other has");
    }
    seen.add(text);
    return text;
  }

  /** Each number may be in range and their product not: all that can be had at once is tried. */
  private void checkBestRate(Catalog catalog) throws CatalogException {
    TreeMap<String, Integer> owned = new TreeMap<>();
    producers.forEach(id -> owned.put(id, Catalog.MAX_OWNED));
    List<EconomyState.ActiveBoost> running =
        boosts.stream().map(id -> new EconomyState.ActiveBoost(id, 1)).toList();
    TreeSet<String> perks = new TreeSet<>();
    catalog.prestige().perks().forEach(it -> perks.add(it.id()));
    EconomyState best =
        new EconomyState(
            0,
            Money.ZERO,
            Money.ZERO,
            Money.of(BigInteger.TEN.pow(MAX_RATE_DIGITS)),
            Long.MAX_VALUE,
            owned,
            new TreeSet<>(upgrades),
            running,
            Dealings.NONE,
            new Renown(BigInteger.TEN.pow(MAX_RATE_DIGITS), BigInteger.ZERO, perks, owned));
    boolean tooMuch;
    try {
      tooMuch = Economy.rate(best, catalog).perMs().toString().length() > MAX_RATE_DIGITS;
    } catch (IllegalArgumentException e) {
      tooMuch = true;
    }
    if (tooMuch) {
      throw new CatalogException(
          root.file(),
          "",
          "with everything owned a millisecond would earn more than 900 digits; expected"
              + " smaller multipliers.");
    }
  }
}
