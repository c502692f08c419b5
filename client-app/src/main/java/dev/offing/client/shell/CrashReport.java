package dev.offing.client.shell;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a report of a mistake of the program says: enough to find it, nothing that opens an account.
 * Whatever looks like a key, a secret or an id is left out, and the home folder is written {@code
 * ~}.
 */
public final class CrashReport {

  /** Keys, digests and secrets are long runs of hexadecimal or Base64; ids are UUIDs. */
  private static final List<Pattern> SECRETS =
      List.of(
          Pattern.compile("\\b[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\\b"),
          Pattern.compile("[0-9a-fA-F]{24,}"),
          Pattern.compile("[A-Za-z0-9+_-]{36,}={0,2}"));

  private static final int MOST_CHARS = 60_000;

  private CrashReport() {}

  /**
   * Writes one.
   *
   * @param version of the program
   * @param at when
   * @param home the home folder, to be left out
   */
  public static String of(String version, Instant at, String thread, Throwable what, String home) {
    StringWriter trace = new StringWriter();
    what.printStackTrace(new PrintWriter(trace));
    String text =
        """
        Offing %s, %s
        Java %s (%s), %s %s %s
        Thread %s

        %s\
        """
            .formatted(
                version,
                at,
                System.getProperty("java.version"),
                System.getProperty("java.vendor"),
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                System.getProperty("os.arch"),
                thread,
                trace);
    String clean = scrub(text, home);
    return clean.length() <= MOST_CHARS ? clean : clean.substring(0, MOST_CHARS) + "\n...\n";
  }

  /** Leaves out what nobody else is to read. */
  static String scrub(String text, String home) {
    String clean = home.isBlank() ? text : text.replace(home, "~");
    for (Pattern secret : SECRETS) {
      clean = secret.matcher(clean).replaceAll("[left out]");
    }
    return clean;
  }
}
