package dev.offing.client.shell;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Random;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

final class DoorbellTest {

  @TempDir Path profile;
  private final Semaphore rung = new Semaphore(0);

  @Test
  void aSecondStartRingsAtTheFirst() throws Exception {
    try (Doorbell.Hung _ = hang()) {
      assertThat(Doorbell.ring(profile)).isTrue();
      assertThat(Doorbell.ring(profile)).isTrue();
      assertThat(rung.tryAcquire(2, 10, SECONDS)).isTrue();
    }
  }

  @Test
  void whoDoesNotKnowTheSecretRingsNowhere() throws Exception {
    try (Doorbell.Hung _ = hang()) {
      Path file = profile.resolve("window.bell");
      String port = Files.readString(file).split(" ", -1)[0];
      Files.writeString(file, port + " 00112233445566778899aabbccddeeff\n");
      assertThat(Doorbell.ring(profile)).isFalse();
      assertThat(rung.availablePermits()).isZero();
    }
  }

  @Test
  void nobodyAnswersWhereNoWindowIs() throws Exception {
    assertThat(Doorbell.ring(profile)).isFalse();
    hang().close();
    assertThat(Doorbell.ring(profile)).isFalse();
    Files.writeString(profile.resolve("window.bell"), "what is this");
    assertThat(Doorbell.ring(profile)).isFalse();
    Files.writeString(profile.resolve("window.bell"), "99999999 00");
    assertThat(Doorbell.ring(profile)).isFalse();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void theSecretIsForItsOwnerOnly() throws Exception {
    try (Doorbell.Hung _ = hang()) {
      assertThat(Files.getPosixFilePermissions(profile.resolve("window.bell")))
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }
  }

  private Doorbell.Hung hang() {
    return Doorbell.hang(profile, new Random(1), rung::release);
  }
}
