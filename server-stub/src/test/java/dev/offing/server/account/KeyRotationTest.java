package dev.offing.server.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offing.server.Device;
import dev.offing.sync.account.Checkpoint;
import dev.offing.sync.account.EpochVersion;
import dev.offing.sync.account.State;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several keys in one file, docs/design/sync.md 6. */
final class KeyRotationTest {
  private static final long NOW = 1_800_000_000_000L;

  @TempDir private Path data;

  private final Device device = new Device();

  private State state(long asOf) {
    State genesis = State.genesis(device.publicKey, asOf, Worlds.VIEW.rules());
    return State.of(
        genesis.account(),
        new EpochVersion("0".repeat(32), 1),
        genesis.core(),
        genesis.devices(),
        genesis.timeline(),
        genesis.transfers(),
        genesis.contact(),
        genesis.lineage());
  }

  @Test
  void theNewestKeySealsAndAnOlderOneVerifiesWhatIsFromBeforeItsRetirement() {
    KeyFile first = KeyFile.openOrCreate(data, new SecureRandom());
    Checkpoint before = first.seal(state(NOW - 1));
    Checkpoint late = first.seal(state(NOW));

    KeyFile both = KeyFile.rotate(data, new SecureRandom(), NOW);

    assertThat(both.serverId()).isEqualTo(first.serverId());
    assertThat(both.keyId()).isNotEqualTo(first.keyId());
    assertThat(both.holds(first.keyId())).isTrue();
    assertThat(both.seal(state(NOW)).keyId()).isEqualTo(both.keyId());
    assertThat(both.verifies(both.seal(state(NOW)))).isTrue();
    assertThat(both.verifies(before)).isTrue();
    assertThat(both.verifies(late)).as("whoever has the old key cannot go on").isFalse();
    assertThat(first.verifies(both.seal(state(NOW - 1)))).isFalse();
  }

  @Test
  void eachKeyRetiresWhenTheNextOneBegins() {
    KeyFile first = KeyFile.openOrCreate(data, new SecureRandom());
    KeyFile second = KeyFile.rotate(data, new SecureRandom(), NOW);
    KeyFile.rotate(data, new SecureRandom(), NOW + 1_000);
    KeyFile all = KeyFile.open(data);

    assertThat(all.verifies(first.seal(state(NOW - 1)))).isTrue();
    assertThat(all.verifies(first.seal(state(NOW + 500)))).isFalse();
    assertThat(all.verifies(second.seal(state(NOW + 500)))).isTrue();
    assertThat(all.verifies(second.seal(state(NOW + 1_000)))).isFalse();
  }
}
