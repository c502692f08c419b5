package dev.offing.sync.ledger;

import static dev.offing.sync.ledger.LedgerSamples.NOW;
import static dev.offing.sync.ledger.LedgerSamples.gestures;
import static dev.offing.sync.ledger.LedgerSamples.played;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.offing.sync.LedgerJson;
import dev.offing.sync.account.State;
import dev.offing.sync.ledger.LedgerException.Reason;
import dev.offing.sync.mutation.Chained;
import dev.offing.sync.protocol.Codec;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A profile that is well: names, creation, one program at a time. */
final class ProfileTest {
  private final LedgerCodec codec = new LedgerJson(new Codec());
  private final Random random = new Random(5);

  @TempDir private Path data;

  @ParameterizedTest
  @ValueSource(strings = {"default", "a", "ada_2-test", "01234567890123456789012345678901"})
  void namesAreSmallAndPlain(String name) {
    assertThat(Profile.in(data, name).folder()).isEqualTo(data.resolve("profiles").resolve(name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "Ada", "..", "a/b", "a b", "\u00e4", "012345678901234567890123456789012"})
  void otherNamesAreRefusedWithTheRule(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Profile.in(data, name))
        .withMessageContaining("\"" + name + "\"")
        .withMessageContaining("1 to 32 small letters");
  }

  @Test
  void theFirstOpeningMakesADeviceAndAnAccount() {
    Profile.Opened opened = open("default");
    try (Ledger ledger = opened.ledger()) {
      Identity identity = ledger.load().identity();

      assertThat(opened.recovery()).isNull();
      assertThat(identity.account()).isEqualTo(State.accountOf(identity.publicKey()));
      assertThat(identity.incarnation()).matches("[0-9a-f]{32}");
    }
  }

  @Test
  void theSameRandomnessMakesTheSameDevice() {
    Random same = new Random(11);
    Random again = new Random(11);
    try (Ledger one = Profile.in(data, "one").open(codec, same, NOW).ledger();
        Ledger two = Profile.in(data, "two").open(codec, again, NOW).ledger()) {
      assertThat(one.load().identity()).isEqualTo(two.load().identity());
    }
  }

  @Test
  void everythingIsForItsOwnerAlone() throws Exception {
    try (Ledger ledger = open("default").ledger();
        Stream<Path> files = Files.list(folder())) {
      ledger.write(played(gestures(ledger.load(), 1)));

      assertThat(permissions(data.resolve("profiles"))).isEqualTo("rwx------");
      assertThat(permissions(folder())).isEqualTo("rwx------");
      List<Path> all = files.toList();
      assertThat(all.stream().map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "profile.db",
              "profile.db-wal",
              "profile.db-shm",
              "device.key",
              "profile.lock",
              "profile.pid");
      for (Path file : all) {
        boolean secret = !file.endsWith("profile.pid");
        assertThat(permissions(file)).as("%s", file).startsWith(secret ? "rw-------" : "rw-");
      }
    }
  }

  private static String permissions(Path path) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void whatWasWrittenIsThereTheNextTime() throws Exception {
    List<Chained> rows;
    Identity identity;
    try (Ledger ledger = open("default").ledger()) {
      identity = ledger.load().identity();
      rows = gestures(ledger.load(), 3);
      ledger.write(played(rows));
    }
    assertThat(folder().resolve("profile.db-wal")).doesNotExist();
    assertThat(folder().resolve("profile.pid")).doesNotExist();

    Profile.Opened again = open("default");
    try (Ledger ledger = again.ledger()) {
      assertThat(again.recovery()).isNull();
      assertThat(ledger.load().outbox()).isEqualTo(rows);
      assertThat(ledger.load().identity()).isEqualTo(identity);
      assertThat(ledger.journal(10)).hasSize(3);
    }
  }

  @Test
  void thePrivateKeyIsNotInTheDatabase() throws Exception {
    open("default").ledger().close();
    String secret = Files.readString(folder().resolve("device.key")).lines().toList().get(2);

    String database =
        new String(Files.readAllBytes(folder().resolve("profile.db")), StandardCharsets.ISO_8859_1);

    assertThat(database).doesNotContain(secret.substring("private ".length()));
  }

  @Test
  void twoProfilesAreOpenAtOnce() {
    try (Ledger one = open("one").ledger();
        Ledger two = open("two").ledger()) {
      assertThat(one.load().identity().account()).isNotEqualTo(two.load().identity().account());
    }
  }

  // ---- one program at a time -----------------------------------------------------------------

  @Test
  void aSecondOpeningInTheSameProgramIsRefused() throws Exception {
    try (Ledger ledger = open("default").ledger()) {
      long own = ProcessHandle.current().pid();
      refused("open in this program already (process " + own + ")");
      refused("open in this program already (process " + own + ")");
      // A refused attempt must not have unlocked the first: POSIX locks would be gone by now.
      try (Child child = Child.holding(data)) {
        assertThat(child.line())
            .startsWith("IN_USE")
            .contains("open in another program (process " + own + ")")
            .contains("Nothing was changed")
            .contains("--profile");
        assertThat(child.line()).isNull();
      }
      ledger.write(played(gestures(ledger.load(), 1)));
    }
    open("default").ledger().close();
  }

  @Test
  void aProfileThatAnotherProgramHasOpenIsRefused() throws Exception {
    try (Child child = Child.holding(data)) {
      assertThat(child.line()).isEqualTo("open");
      refused("open in another program (process " + child.pid() + ")");

      child.kill();
      Profile.Opened opened = open("default");
      assertThat(opened.recovery()).isNull();
      opened.ledger().close();
    }
  }

  private void refused(String why) {
    assertThatThrownBy(() -> open("default"))
        .asInstanceOf(type(LedgerException.class))
        .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.IN_USE))
        .satisfies(e -> assertThat(e).hasMessageContaining(why));
  }

  private Path folder() {
    return data.resolve("profiles").resolve("default");
  }

  private Profile.Opened open(String name) {
    return Profile.in(data, name).open(codec, random, NOW);
  }
}
