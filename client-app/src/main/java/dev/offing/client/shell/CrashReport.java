package dev.offing.client.shell;

import dev.offing.client.redact.Redaction;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;

/**
 * What a report of a mistake of the program says: enough to find it, nothing that opens an account.
 * Whatever looks like a key, a secret or an id is left out, and the home folder is written {@code
 * ~}.
 */
public final class CrashReport {

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
    String clean = new Redaction(home, "", List.of()).text(text);
    return clean.length() <= MOST_CHARS ? clean : clean.substring(0, MOST_CHARS) + "\n...\n";
  }
}
