package dev.offing.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offing.server.cli.Cli;
import dev.offing.sync.LedgerJson;
import dev.offing.sync.ledger.Ledger;
import dev.offing.sync.ledger.Profile;
import dev.offing.sync.protocol.Codec;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code play} says to wrong flags and to profiles that cannot be opened. */
final class PlayCommandTest {

  @TempDir Path folder;
  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--headles | Did you mean --headless?",
        "--server nowhere | Did you mean ws://127.0.0.1:7071?",
        "--server http://127.0.0.1:7071 | Did you mean ws://127.0.0.1:7071?",
        "--server ws://offing.example:80 | Did you mean wss://offing.example:80?",
        "--profile A/B | is no name for a profile",
        "--script status | --script needs --console",
        "--for 3 | --for needs --headless",
        "--buy rowboat | --buy needs --headless",
        "--screenshot x.png | --screenshot needs --headless",
        "--console --headless | exclude each other",
        "--headless --for -1 | is not from 0 to 86400 seconds",
        "--headless --for soon | is not an int",
        "--headless --buy rowbaot | Did you mean rowboat?",
        "--headless --buy rowboat:0 | not a number of purchases",
        "--console --script byu | Did you mean buy?",
      })
  void aWrongFlagIsTwoAndNamesWhatIsRight(String flags, String told) {
    assertThat(play(flags.split(" ", -1))).isEqualTo(2);
    assertThat(err.toString()).startsWith("offing play: ").contains(told);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aProfileThatIsOpenSomewhereIsOneAndChangesNothing() {
    try (Ledger holder =
        Profile.in(folder, "mine")
            .open(new LedgerJson(new Codec()), new SecureRandom(), 0)
            .ledger()) {
      assertThat(play("--console", "--script", "buy rowboat", "--profile", "mine")).isEqualTo(1);
      assertThat(err.toString())
          .startsWith("offing play: Profile \"mine\" is open")
          .contains("Nothing was changed.")
          .contains("--profile NAME");
      assertThat(holder.journal(10)).isEmpty();
    }
    assertThat(play("--console", "--script", "buy rowboat", "--profile", "mine")).isZero();
  }

  @Test
  void aDataFolderThatIsNoneIsOne() throws Exception {
    Files.writeString(folder.resolve("profiles"), "a file where a folder must be");
    assertThat(play("--console", "--script", "status")).isEqualTo(1);
    assertThat(err.toString()).startsWith("offing play: Profile \"default\" cannot be written");
  }

  @Test
  void aDamagedDatabaseIsSetAsideAndThePlayGoesOn() throws Exception {
    assertThat(play("--console", "--script", "buy rowboat")).isZero();
    Path database = Profile.in(folder, Profile.DEFAULT_NAME).folder().resolve("profile.db");
    Files.write(database, new byte[8_192]);
    assertThat(play("--console", "--script", "buy rowboat")).isZero();
    try (var files = Files.list(database.getParent())) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .anyMatch(name -> !name.equals("profile.db") && name.contains("damaged"));
    }
  }

  private int play(String... flags) {
    List<String> args = new ArrayList<>(List.of("play", "--data", folder.toString()));
    args.addAll(List.of(flags));
    if (!args.contains("--server")) {
      args.addAll(List.of("--server", "ws://127.0.0.1:1"));
    }
    return Cli.commandLine(new OffingMain())
        .setErr(new PrintWriter(err, true))
        .execute(args.toArray(new String[0]));
  }
}
