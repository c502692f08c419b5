package dev.offing.sync.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.offing.sync.LedgerJson;
import dev.offing.sync.mutation.Chained;
import dev.offing.sync.protocol.Codec;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A profile that moves to another computer in one file. */
final class ProfileArchiveTest {
  private static final long WALL_MS = 1_770_000_000_000L;
  private static final char[] PASSPHRASE = "a long walk on the quay".toCharArray();

  @TempDir private Path folder;

  private final LedgerCodec codec = new LedgerJson(new Codec());

  private Profile profile(String computer, String name) {
    return Profile.in(folder.resolve(computer), name);
  }

  private Ledger open(Profile profile) {
    return profile.open(codec, new Random(profile.name().hashCode()), WALL_MS).ledger();
  }

  private Path written(char @Nullable [] passphrase) {
    Path file = folder.resolve("move.offing");
    try (Ledger ledger = open(profile("here", "ada"))) {
      if (ledger.load().outbox().isEmpty()) {
        ledger.write(LedgerSamples.played(LedgerSamples.gestures(ledger.load(), 5)));
      }
      ProfileArchive.write(ledger, profile("here", "ada"), file, passphrase, new Random(9));
    }
    return file;
  }

  private void read(Path file, Profile into, char @Nullable [] passphrase) {
    ProfileArchive.read(file, into, passphrase, codec, new Random(10), WALL_MS);
  }

  @Test
  void movesTheAccountWithItsOutboxIntoALifeOfItsOwn() {
    Path file = written(PASSPHRASE);
    Profile there = profile("there", "grace");

    read(file, there, PASSPHRASE);

    Contents old;
    try (Ledger ledger = open(profile("here", "ada"))) {
      old = ledger.load();
    }
    try (Ledger ledger = open(there)) {
      Contents moved = ledger.load();
      assertThat(moved.identity().account()).isEqualTo(old.identity().account());
      assertThat(moved.identity().publicKey()).isEqualTo(old.identity().publicKey());
      assertThat(moved.identity().incarnation()).isNotEqualTo(old.identity().incarnation());
      assertThat(moved.outbox())
          .extracting(Chained::mutation)
          .isEqualTo(old.outbox().stream().map(Chained::mutation).toList());
      assertThat(ledger.journal(10)).hasSize(5);
    }
  }

  @Test
  void nobodyWhoFindsItCanPlayTheAccount() throws Exception {
    Path file = written(null);
    assertThatThrownBy(() -> read(file, profile("there", "grace"), null))
        .isInstanceOf(ArchiveException.class)
        .hasMessageContaining("without its device key")
        .hasMessageContaining("Nothing was changed");
    Files.delete(file);
    Path sealed = written(PASSPHRASE);
    assertThatThrownBy(() -> read(sealed, profile("there", "grace"), null))
        .hasMessageContaining("under a passphrase, which is missing");
    assertThatThrownBy(() -> read(sealed, profile("there", "grace"), "a guess".toCharArray()))
        .hasMessageContaining("the passphrase does not open its device key");
    String key = Files.readString(profile("here", "ada").folder().resolve("device.key"));
    assertThat(Files.readString(sealed, StandardCharsets.ISO_8859_1))
        .doesNotContain(key.substring(key.indexOf("private ") + 8).strip());
    assertThat(Files.exists(profile("there", "grace").folder().resolve("profile.db"))).isFalse();
  }

  @Test
  void goesBackToWhereItsKeyIsAndKeepsWhatWasThere() throws Exception {
    Path file = written(null);
    Profile here = profile("here", "ada");
    try (Ledger ledger = open(here)) {
      ledger.write(LedgerSamples.played(LedgerSamples.gestures(ledger.load(), 2)));
    }

    read(file, here, null);

    try (Ledger ledger = open(here);
        Stream<Path> files = Files.list(here.folder())) {
      assertThat(ledger.load().outbox()).hasSize(5);
      assertThat(files.map(it -> it.getFileName().toString()))
          .contains("profile.before-20260202T024000Z.db");
    }
    try (Stream<Path> files = Files.list(here.folder().getParent())) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void anotherGameIsNotReplaced() {
    Path file = written(PASSPHRASE);
    Profile other = profile("there", "grace");
    String account;
    try (Ledger ledger = open(other)) {
      account = ledger.load().identity().account();
    }

    assertThatThrownBy(() -> read(file, other, PASSPHRASE))
        .hasMessageContaining("another game is in this profile");
    assertThatThrownBy(() -> read(file, other, null)).isInstanceOf(ArchiveException.class);

    try (Ledger ledger = open(other)) {
      assertThat(ledger.load().identity().account()).isEqualTo(account);
      assertThatThrownBy(() -> read(file, other, null))
          .isInstanceOfSatisfying(
              LedgerException.class,
              e -> assertThat(e.reason()).isEqualTo(LedgerException.Reason.IN_USE));
    }
  }

  @Test
  void aDamagedArchiveIsRefusedAtEachOfItsBytes() throws Exception {
    Path file = written(null);
    byte[] bytes = Files.readAllBytes(file);
    Profile here = profile("here", "ada");
    Path damaged = folder.resolve("damaged.offing");
    Random random = new Random(4);
    int refused = 0;
    for (int i = 0; i < 60; i++) {
      byte[] copy = bytes.clone();
      copy[random.nextInt(copy.length)] ^= (byte) (1 << random.nextInt(8));
      Files.write(damaged, copy);
      try {
        read(damaged, here, null);
      } catch (ArchiveException e) {
        refused++;
      }
      try (Ledger ledger = open(here)) {
        assertThat(ledger.load().outbox()).hasSize(5);
      }
    }
    assertThat(refused).isGreaterThan(40);
    Files.write(damaged, List.of("no archive"));
    assertThatThrownBy(() -> read(damaged, here, null)).isInstanceOf(ArchiveException.class);
    assertThatThrownBy(() -> read(folder.resolve("none"), here, null))
        .isInstanceOf(ArchiveException.class);
  }

  @Test
  void aFileThatIsThereIsNotOverwritten() {
    Path file = written(null);
    assertThatThrownBy(() -> written(null))
        .isInstanceOf(ArchiveException.class)
        .hasMessageContaining("there is such a file already");
    assertThat(file).exists();
    assertThat(folder.resolve("move.offing.part")).doesNotExist();
    assertThat(folder.resolve("move.offing.part.db")).doesNotExist();
  }

  @Test
  void aProfileIsDeletedWithAllThatIsInItsFolder() throws Exception {
    Profile here = profile("here", "ada");
    written(null);
    Files.writeString(here.folder().resolve("profile.damaged-20260101T000000Z.db"), "old");
    try (Ledger _ = open(here)) {
      assertThatThrownBy(here::delete).isInstanceOf(LedgerException.class);
      assertThat(here.folder().resolve("device.key")).exists();
    }

    assertThat(here.delete()).isTrue();

    assertThat(here.folder()).doesNotExist();
    assertThat(here.delete()).isFalse();
  }
}
