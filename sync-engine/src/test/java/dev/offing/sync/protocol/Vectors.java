package dev.offing.sync.protocol;

import dev.offing.sync.account.Carried;
import dev.offing.sync.account.Checkpoint;
import dev.offing.sync.account.Devices;
import dev.offing.sync.account.EpochVersion;
import dev.offing.sync.account.Incarnation;
import dev.offing.sync.account.Journal;
import dev.offing.sync.account.Lineage;
import dev.offing.sync.account.LinkedDevice;
import dev.offing.sync.account.Retired;
import dev.offing.sync.account.State;
import dev.offing.sync.account.Transfers;
import dev.offing.sync.economy.Command;
import dev.offing.sync.economy.Contact;
import dev.offing.sync.economy.Dealings;
import dev.offing.sync.economy.EconomyState;
import dev.offing.sync.economy.Effect.Transfer;
import dev.offing.sync.economy.Entry;
import dev.offing.sync.economy.Money;
import dev.offing.sync.economy.Posting;
import dev.offing.sync.economy.Renown;
import dev.offing.sync.mutation.Canonical;
import dev.offing.sync.mutation.Chained;
import dev.offing.sync.mutation.Mutation;
import dev.offing.sync.mutation.Origin;
import dev.offing.sync.mutation.UuidV7;
import dev.offing.sync.session.RecoveryCode;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * docs/protocol/vectors.json: what hashes, seals, signatures and the rules give, made by the real
 * code from fixed keys and ids, with the cases that another language gets wrong first.
 */
final class Vectors {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final HexFormat HEX = HexFormat.of();
  private static final Codec CODEC = new Codec();

  static final String PUBLIC_KEY = Proof.publicKeyHex(Story.deviceKey().getPublic());
  static final String ACCOUNT = State.accountOf(PUBLIC_KEY);
  static final String SERVER_ID = id("server");
  static final String KEY_ID = id("key file");

  private Vectors() {}

  static ObjectNode all() {
    ObjectNode all = JSON.createObjectNode();
    all.set("canonical", canonical());
    all.set("accounts", accounts());
    all.set("chain", chain());
    all.set("states", states());
    all.set("checkpoints", checkpoints());
    all.set("proofs", proofs());
    all.set("recoveries", recoveries());
    all.set("history", VectorHistory.told());
    return all;
  }

  /** 32 hexadecimal characters, made from a name. */
  static String id(String name) {
    return Canonical.of(name).sha256().substring(0, 32);
  }

  // ---- bytes and hashes -------------------------------------------------------------------------

  private static JsonNode canonical() {
    Canonical c =
        Canonical.of("offing-vector-1")
            .text("text", "Zitrone \u00e4 \u6ab8\u6aac \ud83c\udf4b")
            .text("empty", "")
            .number("minus", -2)
            .number("long", Long.MAX_VALUE)
            .number("longMinus", Long.MIN_VALUE)
            .bytes("bytes", new byte[] {0, 1, (byte) 0xff});
    ObjectNode one = JSON.createObjectNode();
    one.put("domain", "offing-vector-1");
    ArrayNode fields = one.putArray("fields");
    fields.addObject().put("label", "text").put("text", "Zitrone \u00e4 \u6ab8\u6aac \ud83c\udf4b");
    fields.addObject().put("label", "empty").put("text", "");
    fields.addObject().put("label", "minus").put("number", -2);
    fields.addObject().put("label", "long").put("number", Long.MAX_VALUE);
    fields.addObject().put("label", "longMinus").put("number", Long.MIN_VALUE);
    fields.addObject().put("label", "bytes").put("bytes", "0001ff");
    one.put("bytes", HEX.formatHex(c.toBytes())).put("sha256", c.sha256());
    return JSON.createArrayNode().add(one);
  }

  private static JsonNode accounts() {
    ArrayNode all = JSON.createArrayNode();
    for (String key : List.of(PUBLIC_KEY, "00".repeat(32))) {
      all.addObject().put("publicKey", key).put("account", State.accountOf(key));
    }
    return all;
  }

  /** One chain with every way that a mutation can be spelt. */
  private static JsonNode chain() {
    String incarnation = id("first life");
    String other = id("another life");
    String catalog = Canonical.of("catalog").sha256();
    TreeMap<String, String> odd = new TreeMap<>();
    odd.put("z", "");
    odd.put("a", "a \"quoted\" \\ line\n\u0001\u007f and \u00e4 \u6ab8 \ud83c\udf4b");
    // In UTF-16 the lemon (d83c df4b) comes before the wide tilde (ff5e), in UTF-8 behind it.
    odd.put("\uff5e", "wide tilde");
    odd.put("\ud83c\udf4b", "lemon");
    Money huge = Money.of(BigInteger.TEN.pow(1_023).add(BigInteger.valueOf(7)));
    List<Mutation> mutations =
        List.of(
            mutation(1, new Origin(incarnation, 1), Command.buy("stand", 3, 0, null), catalog),
            mutation(2, new Origin(incarnation, 2), Command.upgrade("ice", 2, huge), catalog),
            mutation(3, new Origin(other, 9), Command.boost("rush", 0, Money.of(0)), catalog),
            mutation(
                4, new Origin(incarnation, 4), new Command("", odd, 0, Money.of(-5)), catalog));
    ObjectNode chain = JSON.createObjectNode();
    String hash = Chained.genesis(ACCOUNT, incarnation);
    chain.put("account", ACCOUNT).put("incarnation", incarnation).put("genesis", hash);
    ArrayNode rows = chain.putArray("rows");
    for (Mutation m : mutations) {
      Chained row = Chained.link(hash, m, rows.size() + 1);
      hash = row.hash();
      rows.addObject()
          .put("canonical", HEX.formatHex(m.canonical()))
          .put("payloadHash", m.payloadHash())
          .put("cause", Journal.cause(m))
          .put("entryId", Journal.entryId(Journal.cause(m)))
          .put("bytes", Bounds.mutationBytes(row))
          .set("row", CODEC.toTree(row));
    }
    return chain;
  }

  private static Mutation mutation(int n, Origin origin, Command command, String catalog) {
    return new Mutation(UuidV7.of(Story.T + n, n, 77L * n), origin, Story.T + n, command, catalog);
  }

  // ---- states, seals, proofs --------------------------------------------------------------------

  private static JsonNode states() {
    return JSON.createArrayNode().add(digested(full()));
  }

  /** A state as JSON with the digest of each section and of the whole. */
  static ObjectNode digested(State state) {
    ObjectNode one = JSON.createObjectNode();
    one.set("state", CODEC.toTree(state));
    ObjectNode sections = one.putObject("sections");
    state.sectionDigests().forEach(sections::put);
    return one.put("digest", state.digest());
  }

  /** A state in which no section is empty. */
  private static State full() {
    String hash = Canonical.of("link").sha256();
    EconomyState core =
        new EconomyState(
            Story.T,
            Money.of(BigInteger.TWO.pow(70)),
            Money.of(3),
            Money.of(BigInteger.TWO.pow(80)),
            4,
            new TreeMap<>(Map.of("stand", 5_000, "shop", 1)),
            new TreeSet<>(List.of("ice", "awning")),
            List.of(
                new EconomyState.ActiveBoost("fair", Story.T + 7),
                new EconomyState.ActiveBoost("rush", Story.T + 5)),
            Dealings.NONE,
            new Renown(
                BigInteger.TWO.pow(66),
                BigInteger.valueOf(5),
                new TreeSet<>(List.of("wick", "cousin")),
                new TreeMap<>(Map.of("stand", 12, "shop", 3))));
    Devices devices =
        new Devices(
            new TreeSet<>(List.of(PUBLIC_KEY, "00".repeat(32))),
            new TreeMap<>(
                Map.of(
                    id("b"), new Incarnation(PUBLIC_KEY, 7, hash, 2, 9),
                    id("a"), new Incarnation("00".repeat(32), 1, hash, 0, 8))),
            new TreeMap<>(Map.of(id("c"), new Retired(3, hash, 3, 1))),
            new TreeMap<>(Map.of(id("d"), new Carried(12, 4), id("e"), new Carried(1, 0))),
            new TreeMap<>(Map.of("00".repeat(32), new LinkedDevice("tablet \u6ab8", Story.T))),
            "11".repeat(32));
    return State.of(
        ACCOUNT,
        new EpochVersion(id("epoch"), 9),
        core,
        devices,
        List.of(
            entry("gift", Story.T + 1, 250, Posting.TRANSIT),
            entry("dividend", Story.T + 2, -90, Posting.MINT)),
        new Transfers(
            List.of(
                new Transfer("t1", "in", PUBLIC_KEY, Money.of(12), Story.T - 5),
                new Transfer("t2", "out", ACCOUNT, Money.of(34), Story.T - 4)),
            Story.T - 9),
        new Contact(
            List.of(
                new Contact.Interval(Story.T - 900, Story.T - 800),
                new Contact.Interval(Story.T - 1, Story.T - 1))),
        new Lineage(List.of(new EpochVersion(id("older"), 3), new EpochVersion(id("old"), 8))));
  }

  static Entry entry(String cause, long at, long toPurse, String from) {
    return new Entry(
        Journal.entryId(cause),
        at,
        cause,
        List.of(
            new Posting(from, Money.of(-toPurse)), new Posting(Posting.PURSE, Money.of(toPurse))));
  }

  private static Checkpoint seal() {
    return Checkpoint.seal(full(), KEY_ID, Story.KEY, SERVER_ID);
  }

  private static JsonNode checkpoints() {
    Checkpoint seal = seal();
    ArrayNode all = JSON.createArrayNode();
    all.addObject()
        .put("key", HEX.formatHex(Story.KEY))
        .put("input", HEX.formatHex(sealed(seal)))
        .set("checkpoint", CODEC.toTree(seal));
    return all;
  }

  /** What a MAC is made over, as docs/protocol says; that it is so is for the test to show. */
  static byte[] sealed(Checkpoint seal) {
    return Canonical.of("offing-checkpoint-1")
        .text("keyId", seal.keyId())
        .text("serverId", seal.serverId())
        .text("account", seal.account())
        .text("epoch", seal.epoch())
        .number("version", seal.version())
        .number("asOf", seal.asOf())
        .text("digest", seal.digest())
        .toBytes();
  }

  private static JsonNode proofs() {
    ArrayNode all = JSON.createArrayNode();
    all.add(proof("ws://127.0.0.1:4080", null, null));
    all.add(proof("wss://play.example:443", SERVER_ID, seal()));
    all.add(proof("wss://play.example:443", null, null, true));
    return all;
  }

  /** From 16 bytes to the code on paper, its key, and what that signs. */
  private static JsonNode recoveries() {
    ArrayNode all = JSON.createArrayNode();
    for (String bytes : List.of("00".repeat(16), "000102030405060708090a0b0c0d0e0f")) {
      RecoveryCode code = RecoveryCode.of(HEX.parseHex(bytes));
      String nonce = Canonical.of("nonce").sha256();
      byte[] input = Proof.recovery(SERVER_ID, nonce, PUBLIC_KEY);
      ObjectNode one = all.addObject();
      one.put("bytes", bytes).put("code", code.shown());
      one.put("publicKey", code.key().publicKey());
      one.put("serverId", SERVER_ID).put("nonce", nonce).put("device", PUBLIC_KEY);
      one.put("input", HEX.formatHex(input));
      one.put("signature", Proof.sign(code.key().privateKey(), input));
    }
    return all;
  }

  private static JsonNode proof(
      String origin, @Nullable String boundTo, @Nullable Checkpoint checkpoint) {
    return proof(origin, boundTo, checkpoint, null);
  }

  private static JsonNode proof(
      String origin,
      @Nullable String boundTo,
      @Nullable Checkpoint checkpoint,
      @Nullable Boolean link) {
    ServerMessage.Challenge challenge =
        new ServerMessage.Challenge(SERVER_ID, Canonical.of("nonce").sha256(), Story.T);
    ClientMessage.Hello hello =
        new ClientMessage.Hello(
            1,
            "kiosk/1 \u6ab8",
            1,
            boundTo,
            ACCOUNT,
            id("first life"),
            PUBLIC_KEY,
            Canonical.of("client nonce").sha256(),
            link);
    byte[] input = Proof.bytes(challenge, origin, hello, checkpoint);
    ObjectNode one = JSON.createObjectNode();
    one.put("privateKey", "07".repeat(32)).put("origin", origin);
    one.set("challenge", JSON.readTree(CODEC.encode(challenge)));
    one.set("hello", JSON.readTree(CODEC.encode(hello)));
    if (checkpoint != null) {
      one.set("checkpoint", CODEC.toTree(checkpoint));
    }
    one.put("input", HEX.formatHex(input));
    return one.put("signature", Proof.sign(Story.deviceKey().getPrivate(), input));
  }
}
