package dev.offing.server;

import dev.offing.server.account.Books;
import dev.offing.server.account.KeyFile;
import dev.offing.server.fault.StubFailure;
import dev.offing.server.redis.RedisBinary;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code ./offing books}: the accounts of a stub, for people. */
@Command(
    name = "books",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "WHAT",
    description = {
      "Looks after the accounts of a stub: of one that runs, or of a data folder that nobody uses"
          + " (its Redis is started for as long as it takes)."
    })
public final class BooksCommand implements Runnable {
  private static final int ROWS = 20;

  @Spec private CommandSpec spec;

  @Option(
      names = "--data",
      scope = ScopeType.INHERIT,
      paramLabel = "FOLDER",
      description = "the stub's data folder (the platform's data folder)")
  private @Nullable Path data;

  @Option(
      names = "--redis",
      scope = ScopeType.INHERIT,
      paramLabel = "URI",
      description = "a Redis that is not the stub's own")
  private @Nullable URI redis;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "what is to be done is missing: " + String.join(", ", spec.subcommands().keySet()));
  }

  @Command(
      name = "verify",
      mixinStandardHelpOptions = true,
      description =
          "Folds every journal and names the accounts that do not add up; exit code 1 when there"
              + " is one.")
  int verify() {
    return with(open -> {
      Books books = open.books();
      List<String> accounts = books.accounts();
      int wrong = 0;
      for (String account : accounts) {
        List<String> why = books.verify(account);
        if (!why.isEmpty()) {
          wrong++;
          out().println(account + ": " + String.join("; ", why));
        }
      }
      out()
          .println(
              wrong == 0
                  ? count(accounts.size()) + (accounts.size() == 1 ? " adds up." : " add up.")
                  : "%,d of %,d accounts do not add up. Nothing was changed."
                      .formatted(wrong, accounts.size()));
      return wrong == 0 ? 0 : 1;
    });
  }

  private static String count(int accounts) {
    return accounts == 1 ? "1 account" : "%,d accounts".formatted(accounts);
  }

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = "Shows an account and the newest rows of its journal.")
  int show(
      @Parameters(paramLabel = "ACCOUNT", description = "its id, or how it begins") String account,
      @Option(
              names = "--rows",
              paramLabel = "N",
              defaultValue = "" + ROWS,
              description = "of its journal (20)")
          int rows) {
    return with(open -> {
      Books books = open.books();
      List<String> found = books.accounts().stream().filter(it -> it.startsWith(account)).toList();
      if (found.size() != 1) {
        throw new StubFailure(
            found.isEmpty()
                ? "No account begins with %s. Nothing was changed.".formatted(account)
                : "%,d accounts begin with %s. Say more of it.".formatted(found.size(), account));
      }
      List<String> wrong = books.verify(found.getFirst());
      Books.Shown shown = books.show(found.getFirst(), rows);
      if (shown != null) {
        BooksPage.lines(shown, wrong).forEach(out()::println);
      }
      return wrong.isEmpty() ? 0 : 1;
    });
  }

  @Command(
      name = "backup",
      mixinStandardHelpOptions = true,
      description = {
        "Writes accounts, key file and the list of deleted accounts into one archive, as they are"
            + " at one moment. A stub that runs goes on. Keep the archive as secret as the key file."
      })
  int backup(@Parameters(paramLabel = "FILE", description = "must not be there") Path file) {
    onlyOwnRedis();
    return with(open -> {
      BooksBackup.write(open, folder(), file);
      out().println("In %s: %s.".formatted(file, count(open.books().accounts().size())));
      return 0;
    });
  }

  @Command(
      name = "restore",
      mixinStandardHelpOptions = true,
      description = {
        "Brings the accounts of a backup back while no stub runs. The books that were there are"
            + " kept beside them; devices that know more tell the server when they come."
      })
  int restore(@Parameters(paramLabel = "FILE", description = "a backup") Path file) {
    onlyOwnRedis();
    BooksRestore.Restored it =
        new BooksRestore(folder(), RedisBinary.ofThisMachine())
            .run(file, System.currentTimeMillis());
    out().println("Back from %s: %s.".formatted(file, count(it.accounts())));
    if (it.before() != null) {
      out().println("What was there before is in %s.".formatted(it.before()));
    }
    it.wrong().forEach(account -> out().println("It does not add up: " + account));
    out().flush();
    return it.wrong().isEmpty() ? 0 : 1;
  }

  @Command(
      name = "rotate-key",
      mixinStandardHelpOptions = true,
      description = {
        "Adds a key to the key file while no stub runs. It seals from the next start on; the old"
            + " one still proves what it sealed until now. Take a backup afterwards."
      })
  int rotateKey() {
    try (DataLock _ = DataLock.take(folder())) {
      KeyFile keys = KeyFile.rotate(folder(), new SecureRandom(), System.currentTimeMillis());
      out().println("Key %s seals from the next start on.".formatted(keys.keyId()));
      out().flush();
      return 0;
    }
  }

  private void onlyOwnRedis() {
    if (redis != null) {
      throw new ParameterException(
          spec.commandLine(),
          "backups are of the Redis that the stub brings along; of another one, use its own means");
    }
  }

  private int with(ToIntFunction<OpenBooks> work) {
    ServeCommand.logToStandardError();
    try (OpenBooks open = OpenBooks.open(folder(), redis, RedisBinary.ofThisMachine())) {
      int code = work.applyAsInt(open);
      out().flush();
      return code;
    }
  }

  private Path folder() {
    return data != null ? data.toAbsolutePath().normalize() : DataFolder.ofThisPlatform();
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
