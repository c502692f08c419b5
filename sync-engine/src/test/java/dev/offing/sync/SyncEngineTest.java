package dev.offing.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offing.sync.account.State;
import dev.offing.sync.economy.Catalog;
import dev.offing.sync.ledger.Identity;
import dev.offing.sync.ledger.MemoryLedger;
import dev.offing.sync.protocol.CatalogReader;
import dev.offing.sync.protocol.Proof;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The facade where no server is. */
final class SyncEngineTest {
  private SyncEngine engine;

  @BeforeEach
  void open() throws Exception {
    KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    String publicKey = Proof.publicKeyHex(keys.getPublic());
    Identity identity =
        new Identity(State.accountOf(publicKey), publicKey, keys.getPrivate(), "0".repeat(32));
    byte[] lemonade =
        SyncEngineTest.class.getResourceAsStream("/dev/offing/sync/lemonade.json").readAllBytes();
    Catalog catalog = CatalogReader.read("lemonade.json", lemonade);
    engine = SyncEngine.builder().ledger(new MemoryLedger(identity)).catalog(catalog).open();
  }

  @Test
  void aCallIsAlwaysAnsweredAlsoWithoutAConnectionAndAfterTheEnd() {
    CompletableFuture<?> alone = engine.call("world", 1, Map.of("since", 0));
    engine.close();
    CompletableFuture<?> late = engine.call("world", 1, Map.of("since", 0));

    for (CompletableFuture<?> call : List.of(alone, late)) {
      assertThat(call)
          .failsWithin(java.time.Duration.ofSeconds(20))
          .withThrowableThat()
          .withCauseInstanceOf(CallFailedException.class);
    }
  }
}
