package dev.offing.client;

import dev.offing.sync.LedgerJson;
import dev.offing.sync.ledger.Ledger;
import dev.offing.sync.ledger.LedgerCodec;
import dev.offing.sync.ledger.Profile;
import dev.offing.sync.ledger.ProfileArchive;
import dev.offing.sync.protocol.Codec;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code ./offing profile}: what a player has, in one file, while the game is closed. */
@Command(
    name = "profile",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "WHAT",
    description = "Moves, keeps or deletes what this computer has of a game that is closed.")
final class ProfileCommand implements Runnable {
  private static final String PASSPHRASE =
      "a file whose first line is the passphrase of the device key (asked for when it is missing)";

  @Spec private CommandSpec spec;

  @Option(
      names = "--profile",
      scope = ScopeType.INHERIT,
      paramLabel = "NAME",
      description = "which game (default: ${DEFAULT-VALUE})")
  private String profile = Profile.DEFAULT_NAME;

  @Option(
      names = "--data",
      scope = ScopeType.INHERIT,
      paramLabel = "DIR",
      description = "the folder of profiles (default: the platform's data folder)")
  private @Nullable Path data;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "what is to be done is missing: " + String.join(", ", spec.subcommands().keySet()));
  }

  @Command(
      name = "export",
      mixinStandardHelpOptions = true,
      description = {
        "Writes everything into one archive. Without --with-key it goes back only to where this"
            + " device's key is."
      })
  int export(
      @Parameters(paramLabel = "FILE", description = "must not be there") Path file,
      @Option(names = "--with-key", description = "with the device key, under a passphrase")
          boolean withKey,
      @Option(names = "--passphrase-file", paramLabel = "FILE", description = PASSPHRASE)
          @Nullable Path passphraseFile)
      throws IOException {
    Profile from = profile();
    if (!Files.isDirectory(from.folder())) {
      throw new ParameterException(
          spec.commandLine(),
          "Invalid value for option '--profile': there is no game in " + from.folder());
    }
    char @Nullable [] passphrase =
        withKey || passphraseFile != null ? passphrase(passphraseFile) : null;
    SecureRandom random = new SecureRandom();
    try (Ledger ledger = from.open(codec(), random, System.currentTimeMillis()).ledger()) {
      ProfileArchive.write(ledger, from, file, passphrase, random);
    }
    say(
        "Profile \"%s\" is in %s%s."
            .formatted(
                from.name(),
                file,
                passphrase == null ? ", without its device key" : ", with its device key"));
    return 0;
  }

  @Command(
      name = "import",
      mixinStandardHelpOptions = true,
      description = {
        "Takes an archive over. What is in that profile already must be of the same account, and"
            + " is set aside. Do not play on where it came from."
      })
  int take(
      @Parameters(paramLabel = "FILE", description = "an archive") Path file,
      @Option(names = "--with-key", description = "its device key, too: asks for the passphrase")
          boolean withKey,
      @Option(names = "--passphrase-file", paramLabel = "FILE", description = PASSPHRASE)
          @Nullable Path passphraseFile)
      throws IOException {
    char @Nullable [] passphrase =
        withKey || passphraseFile != null ? passphrase(passphraseFile) : null;
    ProfileArchive.read(
        file, profile(), passphrase, codec(), new SecureRandom(), System.currentTimeMillis());
    say("%s is now profile \"%s\": ./offing play --profile %s".formatted(file, profile, profile));
    return 0;
  }

  @Command(
      name = "delete",
      mixinStandardHelpOptions = true,
      description = {
        "Deletes what this computer has of a game, with its key; a server keeps the account. To"
            + " delete that, too: the game's settings, or delete-account on its console."
      })
  int delete(@Option(names = "--yes", description = "do not ask") boolean yes) {
    Profile it = profile();
    if (!yes) {
      Console console = terminal();
      String typed = console == null ? null : console.readLine("Type %s to delete it: ", it.name());
      if (!it.name().equals(typed)) {
        say("Nothing was deleted. (--yes does not ask.)");
        return 1;
      }
    }
    boolean deleted = it.delete();
    settings().forgetLogs();
    say(
        deleted
            ? "%s is deleted.".formatted(it.folder())
            : "There is nothing in %s.".formatted(it.folder()));
    return 0;
  }

  private char[] passphrase(@Nullable Path file) throws IOException {
    String text = null;
    Console console = terminal();
    if (file != null) {
      text = Files.readString(file).lines().findFirst().orElse("");
    } else if (console != null) {
      char[] typed = console.readPassword("Passphrase of the device key: ");
      text = typed == null ? null : new String(typed);
    }
    if (text == null || text.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "a passphrase is missing: type one, or name a file with --passphrase-file");
    }
    return text.toCharArray();
  }

  /** Where somebody can be asked; null where nobody can. */
  @SuppressWarnings("SystemConsoleNull") // it was never so from 22 to 24; since 25 it is again
  private static @Nullable Console terminal() {
    Console console = System.console();
    return console != null && console.isTerminal() ? console : null;
  }

  private Profile profile() {
    return settings().profile();
  }

  private Settings settings() {
    try {
      return Settings.of(data, profile, List.of(), false);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          spec.commandLine(), "Invalid value for option '--profile': " + e.getMessage(), e);
    }
  }

  private static LedgerCodec codec() {
    return new LedgerJson(new Codec());
  }

  private void say(String line) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(line);
    out.flush();
  }
}
