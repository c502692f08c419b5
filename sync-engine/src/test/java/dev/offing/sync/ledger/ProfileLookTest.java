package dev.offing.sync.ledger;

import static dev.offing.sync.ledger.LedgerSamples.NOW;
import static dev.offing.sync.ledger.LedgerSamples.gestures;
import static dev.offing.sync.ledger.LedgerSamples.played;
import static org.assertj.core.api.Assertions.assertThat;

import dev.offing.sync.LedgerJson;
import dev.offing.sync.ledger.ProfileLook.Standing;
import dev.offing.sync.mutation.Canonical;
import dev.offing.sync.protocol.Codec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever lies in a profile is told, and afterwards it lies there as before, to the byte. */
final class ProfileLookTest {
  private final LedgerCodec codec = new LedgerJson(new Codec());

  @TempDir private Path data;

  @Test
  void nobodyEverPlayed() {
    try (ProfileLook look = look()) {
      assertThat(look.standing()).isEqualTo(Standing.NONE);
    }
    assertThat(data).isEmptyDirectory();
  }

  @Test
  void aClosedProfileIsReadWhole() throws Exception {
    play(3);
    Map<String, String> before = files();
    try (ProfileLook look = look()) {
      assertThat(look.standing()).isEqualTo(Standing.WHOLE);
      assertThat(look.holder()).isNull();
      assertThat(look.ledger().journal(10)).hasSize(3);
      assertThat(look.contents().outbox()).hasSize(3);
      assertThat(files()).isEqualTo(before);
    }
    assertThat(files()).isEqualTo(before);
  }

  @Test
  void aProfileThatIsPlayedIsReadAsItIsNowAndGoesOn() throws Exception {
    try (Ledger ledger = open()) {
      ledger.write(played(gestures(ledger.load(), 2)));
      try (ProfileLook look = look()) {
        assertThat(look.standing()).isEqualTo(Standing.WHOLE);
        assertThat(look.holder()).isEqualTo(ProcessHandle.current().pid());
        assertThat(look.ledger().journal(10)).hasSize(2);
      }
      ledger.write(played(gestures(ledger.load(), 1)));
      assertThat(ledger.journal(10)).hasSize(3);
    }
  }

  /** The log of a killed game holds what it wrote last; to look at it must not move that. */
  @Test
  void whatAKilledGameLeftIsReadWithItsLogAndLeftAsItIs() throws Exception {
    Path copy = data.resolve("profiles").resolve("killed");
    try (Ledger ledger = open()) {
      ledger.write(played(gestures(ledger.load(), 2)));
      Files.createDirectories(copy);
      for (String name : new String[] {"profile.db", "profile.db-wal", "device.key"}) {
        Files.copy(folder().resolve(name), copy.resolve(name));
      }
    }
    Files.writeString(copy.resolve("profile.pid"), Long.MAX_VALUE + "\nopen\n");
    Map<String, String> before = files();
    try (ProfileLook look = ProfileLook.at(Profile.in(data, "killed"), codec)) {
      assertThat(look.standing()).isEqualTo(Standing.WHOLE);
      assertThat(look.ledger().journal(10)).hasSize(2);
    }
    assertThat(files()).isEqualTo(before);
  }

  @Test
  void aLogThatIsGoneIsToldAndNotMade() throws Exception {
    play(1);
    Files.writeString(folder().resolve("profile.pid"), Long.MAX_VALUE + "\nopen\n");
    try (ProfileLook look = look()) {
      assertThat(look.standing()).isEqualTo(Standing.LOG_LOST);
      assertThat(look.sentence()).contains("its log");
    }
    assertThat(folder().resolve("profile.db-wal")).doesNotExist();
  }

  @Test
  void aKeyThatIsGoneIsToldAndTheBookCanStillBeRead() throws Exception {
    play(1);
    Files.delete(folder().resolve("device.key"));
    try (ProfileLook look = look()) {
      assertThat(look.standing()).isEqualTo(Standing.KEY_LOST);
      assertThat(look.sentence()).contains("the file is missing", "device.key");
      assertThat(look.ledger().journal(10)).hasSize(1);
    }
  }

  @Test
  void aDamagedDatabaseIsToldAndNotSetAside() throws Exception {
    play(1);
    Files.writeString(
        folder().resolve("profile.db"), "no database at all, but long enough".repeat(90));
    Map<String, String> before = files();
    try (ProfileLook look = look()) {
      assertThat(look.standing()).isEqualTo(Standing.DAMAGED);
      assertThat(look.sentence()).contains("damaged", "set aside");
      assertThat(look.ledger()).isNull();
    }
    assertThat(files()).isEqualTo(before);
  }

  @Test
  void aKeyWithoutADatabaseIsTold() throws Exception {
    play(1);
    Files.delete(folder().resolve("profile.db"));
    try (ProfileLook look = look()) {
      assertThat(look.standing()).isEqualTo(Standing.NO_DATABASE);
    }
  }

  private ProfileLook look() {
    return ProfileLook.at(Profile.in(data, "default"), codec);
  }

  private void play(int gestures) {
    try (Ledger ledger = open()) {
      ledger.write(played(gestures(ledger.load(), gestures)));
    }
  }

  private Ledger open() {
    return Profile.in(data, "default").open(codec, new Random(5), NOW).ledger();
  }

  private Path folder() {
    return data.resolve("profiles").resolve("default");
  }

  /** Every file with the hash of what it holds. */
  private Map<String, String> files() throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(data)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        files.put(
            data.relativize(file).toString(),
            Canonical.sha256(text.getBytes(StandardCharsets.ISO_8859_1)));
      }
    }
    return files;
  }
}
