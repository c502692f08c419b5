package dev.offing.sync.account;

import static dev.offing.sync.account.Accounts.T0;
import static dev.offing.sync.account.Accounts.id32;
import static dev.offing.sync.account.Accounts.id64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

final class CheckpointTest {
  private static final String KEY_ID = id32("key id");
  private static final String SERVER = id32("server");
  private static final byte[] KEY = key(0);

  private static byte[] key(int from) {
    byte[] key = new byte[32];
    for (int i = 0; i < key.length; i++) {
      key[i] = (byte) (from + i);
    }
    return key;
  }

  @Test
  void sealsWhereAStateStandsAndWhatItHolds() {
    State state = Accounts.enrolled();

    Checkpoint seal = Checkpoint.seal(state, KEY_ID, KEY, SERVER);

    assertThat(seal.keyId()).isEqualTo(KEY_ID);
    assertThat(seal.serverId()).isEqualTo(SERVER);
    assertThat(seal.account()).isEqualTo(state.account());
    assertThat(seal.at()).isEqualTo(state.at());
    assertThat(seal.asOf()).isEqualTo(T0);
    assertThat(seal.digest()).isEqualTo(state.digest());
    assertThat(seal.verifies(KEY)).isTrue();
  }

  @Test
  void anyFieldThatIsAlteredBreaksIt() {
    Checkpoint s = Checkpoint.seal(Accounts.enrolled(), KEY_ID, KEY, SERVER);
    String x32 = id32("x");
    String x64 = id64("x");

    for (Checkpoint altered :
        List.of(
            of(x32, s.serverId(), s.account(), s.epoch(), s.version(), s.asOf(), s.digest(), s),
            of(s.keyId(), x32, s.account(), s.epoch(), s.version(), s.asOf(), s.digest(), s),
            of(s.keyId(), s.serverId(), x64, s.epoch(), s.version(), s.asOf(), s.digest(), s),
            of(s.keyId(), s.serverId(), s.account(), x32, s.version(), s.asOf(), s.digest(), s),
            of(s.keyId(), s.serverId(), s.account(), s.epoch(), 2, s.asOf(), s.digest(), s),
            of(s.keyId(), s.serverId(), s.account(), s.epoch(), s.version(), T0 + 1, s.digest(), s),
            of(s.keyId(), s.serverId(), s.account(), s.epoch(), s.version(), s.asOf(), x64, s))) {
      assertThat(altered.verifies(KEY)).describedAs("%s", altered).isFalse();
    }
    Checkpoint forged =
        new Checkpoint(
            s.keyId(),
            s.serverId(),
            s.account(),
            s.epoch(),
            s.version(),
            s.asOf(),
            s.digest(),
            x64);
    assertThat(forged.verifies(KEY)).isFalse();
    assertThat(s.verifies(key(1))).describedAs("another key").isFalse();
  }

  private static Checkpoint of(
      String keyId,
      String serverId,
      String account,
      String epoch,
      long version,
      long asOf,
      String digest,
      Checkpoint seal) {
    return new Checkpoint(keyId, serverId, account, epoch, version, asOf, digest, seal.mac());
  }

  /** Another program made this MAC from docs/protocol. */
  @Test
  void aMacIsTheOneThatAnybodyCanCompute() {
    Checkpoint seal =
        new Checkpoint(
            "01".repeat(16),
            "02".repeat(16),
            "ab".repeat(32),
            "03".repeat(16),
            7,
            T0,
            "04".repeat(32),
            "934ec6d580ae12698d3ce57021e3410c749231555b32f3cbfd169cf9cfed984b");

    assertThat(seal.verifies(KEY)).isTrue();
  }

  @Test
  void aVersionThatCannotBeIsRefusedBeforeAnythingIsAskedOfIt() {
    Checkpoint s = Checkpoint.seal(Accounts.enrolled(), KEY_ID, KEY, SERVER);

    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> of(s.keyId(), s.serverId(), s.account(), s.epoch(), 0, s.asOf(), s.digest(), s))
        .withMessage("version starts at 1");
  }
}
