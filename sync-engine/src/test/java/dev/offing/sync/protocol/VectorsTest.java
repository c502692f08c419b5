package dev.offing.sync.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offing.sync.account.Checkpoint;
import dev.offing.sync.account.Journal;
import dev.offing.sync.account.State;
import dev.offing.sync.mutation.Canonical;
import dev.offing.sync.mutation.Chained;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * docs/protocol/vectors.json is what the code gives, read back as another program reads it. After a
 * change of what is hashed or of the rules, {@code -Doffing.examples=write} writes it anew; then
 * {@code docs/protocol/check.py}, which knows only the prose, tells whether the prose says so, too.
 */
final class VectorsTest {
  private static final Path FILE = Path.of("..", "docs", "protocol", "vectors.json");
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final HexFormat HEX = HexFormat.of();
  private static final Codec CODEC = new Codec();

  private static JsonNode file;

  @BeforeAll
  static void readFile() throws IOException {
    if ("write".equals(System.getProperty("offing.examples"))) {
      String text = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(Vectors.all());
      Files.writeString(FILE, text + "\n", StandardCharsets.UTF_8);
    }
    file = JSON.readTree(Files.readString(FILE, StandardCharsets.UTF_8));
  }

  @Test
  void areWhatTheCodeGives() {
    // Through text, as numbers of other sizes are other nodes.
    assertThat(file).isEqualTo(JSON.readTree(Vectors.all().toString()));
  }

  @Test
  void everyRowIsALinkOfItsChain() {
    JsonNode chain = file.get("chain");
    String account = chain.get("account").asString();
    String hash = Chained.genesis(account, chain.get("incarnation").asString());
    assertThat(chain.get("genesis").asString()).isEqualTo(hash);
    long seq = 0;
    for (JsonNode it : chain.get("rows")) {
      Chained row = CODEC.fromTree(it.get("row"), Chained.class);
      assertThat(row.follows(seq, hash)).isTrue();
      assertThat(it.get("canonical").asString())
          .isEqualTo(HEX.formatHex(row.mutation().canonical()));
      assertThat(it.get("entryId").asString())
          .isEqualTo(Journal.entryId(Journal.cause(row.mutation())));
      assertThat(it.get("bytes").asInt())
          .isEqualTo(CODEC.write(row).getBytes(StandardCharsets.UTF_8).length);
      seq = row.seq();
      hash = row.hash();
    }
    assertThat(seq).isEqualTo(4);
  }

  @Test
  void everyStateHasItsDigests() {
    for (JsonNode it : file.get("states")) {
      hasItsDigests(it);
    }
    for (JsonNode it : file.at("/history/steps")) {
      hasItsDigests(it);
    }
  }

  private static void hasItsDigests(JsonNode it) {
    State state = CODEC.fromTree(it.get("state"), State.class);
    Map<String, String> sections = new TreeMap<>();
    it.get("sections").properties().forEach(e -> sections.put(e.getKey(), e.getValue().asString()));
    assertThat(state.digest()).isEqualTo(it.get("digest").asString());
    assertThat(sections).isEqualTo(new TreeMap<>(state.sectionDigests()));
  }

  @Test
  void everySealIsTheMacOfItsInput() throws GeneralSecurityException {
    for (JsonNode it : file.get("checkpoints")) {
      Checkpoint seal = CODEC.fromTree(it.get("checkpoint"), Checkpoint.class);
      byte[] key = HEX.parseHex(it.get("key").asString());
      Mac hmac = Mac.getInstance("HmacSHA256");
      hmac.init(new SecretKeySpec(key, "HmacSHA256"));
      byte[] mac = hmac.doFinal(HEX.parseHex(it.get("input").asString()));

      assertThat(HEX.formatHex(mac)).isEqualTo(seal.mac());
      assertThat(seal.verifies(key)).isTrue();
      assertThat(seal.digest()).isEqualTo(file.at("/states/0/digest").asString());
    }
  }

  @Test
  void everySignatureIsGoodForItsInputAndNoOther() {
    for (JsonNode it : file.get("proofs")) {
      byte[] input = HEX.parseHex(it.get("input").asString());
      String key = it.at("/hello/publicKey").asString();
      String signature = it.get("signature").asString();

      assertThat(Proof.verifies(key, input, signature)).isTrue();
      input[input.length - 1]++;
      assertThat(Proof.verifies(key, input, signature)).isFalse();
    }
  }

  @Test
  void canonicalBytesHashToTheirHash() {
    for (JsonNode it : file.get("canonical")) {
      assertThat(Canonical.sha256(HEX.parseHex(it.get("bytes").asString())))
          .isEqualTo(it.get("sha256").asString());
    }
  }

  /** A vector that shows one outcome only would let the other ones rot. */
  @Test
  void theHistoryShowsEveryRefusalAndEverySection() {
    Set<String> shown = new TreeSet<>();
    Set<String> sections = new TreeSet<>();
    JsonNode last = null;
    for (JsonNode step : file.at("/history/steps")) {
      step.path("results").forEach(r -> shown.add(r.at("/rejection/code").asString("")));
      step.path("results").forEach(r -> shown.add(r.get("again").asBoolean() ? "again" : ""));
      for (String name : step.get("sections").propertyNames()) {
        if (last != null && !last.at("/sections/" + name).equals(step.at("/sections/" + name))) {
          sections.add(name);
        }
      }
      last = step;
    }
    shown.remove("");

    assertThat(shown)
        .containsExactlyInAnyOrder(
            "again",
            "unknown_kind",
            "malformed",
            "other_run",
            "unknown_item",
            "already_owned",
            "already_active",
            "locked",
            "limit",
            "price_changed",
            "renown",
            "funds");
    assertThat(sections)
        .containsExactlyInAnyOrder("core", "devices", "timeline", "contact", "lineage");
  }
}
