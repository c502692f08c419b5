package dev.offing.sync.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.offing.sync.account.World;
import dev.offing.sync.ledger.MemoryLedger;
import dev.offing.sync.protocol.CatalogReader;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What rules a device takes over. */
final class RulesTest {
  private static final String EPOCH = "0123456789abcdef0123456789abcdef";

  /** Found by simulation, seed 440 of 2,000 steps (docs/found-by-simulation.md). */
  @Test
  void aListThatCannotRuleIsNeverOnDisk() {
    MemoryLedger ledger = new MemoryLedger(TestDevice.newIdentity(new SplittableRandom(1)));
    Rules rules = new Rules(ledger, CatalogReader::read, Lemonade.catalog(), null, Map.of());

    assertThatIllegalArgumentException()
        .isThrownBy(() -> rules.install(new World(EPOCH, List.of()), Map.of()));

    assertThat(ledger.load().world()).isNull();
    assertThat(rules.book().at(0)).isEqualTo(Lemonade.catalog());
  }
}
