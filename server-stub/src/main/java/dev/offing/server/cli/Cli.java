package dev.offing.server.cli;

import dev.offing.sync.protocol.Nearest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Runs a picocli command the way every command of Offing behaves.
 *
 * <ul>
 *   <li>exit 0: done;
 *   <li>exit 2: a flag, a command or a setting is wrong. Standard error names it and the nearest
 *       right one. A command says so by throwing {@link ParameterException};
 *   <li>exit 1: anything else. Standard error has one sentence, the message of the exception;
 *       {@code --debug} adds where it came from.
 * </ul>
 */
public final class Cli {
  private static final String DEBUG = "--debug";

  private Cli() {}

  /**
   * Runs the command and gives the exit code of the process, which the caller passes to {@link
   * System#exit}.
   *
   * @param command an object with picocli's annotations
   */
  public static int run(Object command, String... args) {
    return commandLine(command).execute(args);
  }

  /** The command with our handlers, for a caller that wants its own writers. */
  public static CommandLine commandLine(Object command) {
    CommandLine line = new CommandLine(command);
    addDebug(line);
    return line.setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(false)
        .setParameterExceptionHandler((mistake, args) -> tellMistake(mistake, args))
        .setExecutionExceptionHandler(
            (failure, at, parsed) -> tellFailure(failure, at, parsed.originalArgs()));
  }

  /** Wherever it stands on the line, it is meant for the command that fails. */
  private static void addDebug(CommandLine line) {
    line.getCommandSpec()
        .addOption(
            OptionSpec.builder(DEBUG)
                .type(boolean.class)
                .description("say of a failure where it came from")
                .build());
    line.getSubcommands().values().stream().distinct().forEach(Cli::addDebug);
  }

  private static int tellMistake(ParameterException mistake, String[] args) {
    CommandLine at = mistake.getCommandLine();
    var err = at.getErr();
    err.println(name(at) + ": " + (isCommand(mistake) ? noCommand(mistake) : wrong(mistake)));
    err.println("See: " + name(at) + " --help");
    if (mistake.getCause() != null && List.of(args).contains(DEBUG)) {
      mistake.getCause().printStackTrace(err);
    }
    err.flush();
    return CommandLine.ExitCode.USAGE;
  }

  private static int tellFailure(Exception failure, CommandLine at, List<String> args) {
    var err = at.getErr();
    err.println(name(at) + ": " + sentence(failure));
    if (args.contains(DEBUG)) {
      failure.printStackTrace(err);
    }
    err.flush();
    return CommandLine.ExitCode.SOFTWARE;
  }

  /** Whether a command was expected and a word came that is none. */
  private static boolean isCommand(ParameterException mistake) {
    return mistake instanceof UnmatchedArgumentException unmatched
        && !unmatched.isUnknownOption()
        && !mistake.getCommandLine().getSubcommands().isEmpty();
  }

  private static String noCommand(ParameterException mistake) {
    String word = ((UnmatchedArgumentException) mistake).getUnmatched().getFirst();
    Set<String> commands = mistake.getCommandLine().getSubcommands().keySet();
    return "there is no command '%s'%s The commands are %s"
        .formatted(
            word,
            Nearest.to(word, commands).map(". Did you mean %s?"::formatted).orElse("."),
            String.join(", ", commands));
  }

  private static String wrong(ParameterException mistake) {
    if (mistake instanceof UnmatchedArgumentException unmatched
        && unmatched.getUnmatched().getFirst().startsWith("-")) {
      String flag = unmatched.getUnmatched().getFirst().replaceFirst("=.*", "");
      Set<String> flags = mistake.getCommandLine().getCommandSpec().optionsMap().keySet();
      return "there is no flag '%s'%s"
          .formatted(flag, Nearest.to(flag, flags).map(". Did you mean %s?"::formatted).orElse(""));
    }
    ArgSpec at = mistake.getArgSpec();
    if (at != null && choice(at).isEnum() && mistake.getValue() != null) {
      List<String> words = words(choice(at));
      return "'%s' is no value of %s. Did you mean %s? There are %s"
          .formatted(
              mistake.getValue(),
              at.isOption() ? ((OptionSpec) at).longestName() : at.paramLabel(),
              Nearest.to(mistake.getValue(), words).orElse(words.getFirst()),
              String.join(", ", words));
    }
    return String.valueOf(mistake.getMessage());
  }

  /** Of one word, or of each of several. */
  private static Class<?> choice(ArgSpec at) {
    return at.isMultiValue() ? at.auxiliaryTypes()[0] : at.type();
  }

  private static List<String> words(Class<?> choice) {
    return Arrays.stream(choice.getEnumConstants())
        .map(it -> it.toString().toLowerCase(Locale.ROOT))
        .toList();
  }

  /** Our own exceptions are written for people; of a stranger we say at least what it is. */
  private static String sentence(Throwable failure) {
    @Nullable String message = failure.getMessage();
    if (message != null && failure.getClass().getPackageName().startsWith("dev.offing.")) {
      return message;
    }
    String what = failure.getClass().getSimpleName() + (message == null ? "" : ": " + message);
    return "this should not have happened (%s). Again with %s it says where."
        .formatted(what, DEBUG);
  }

  private static String name(CommandLine at) {
    return at.getCommandSpec().qualifiedName(" ").toLowerCase(Locale.ROOT);
  }
}
