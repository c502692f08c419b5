package dev.offing.client;

import dev.offing.client.log.LogFiles;
import java.io.IOException;

/** Where the commands of the game log to; the library leaves that open. */
public final class Logging {

  private static final String CONFIGURATION = "logback.configurationFile";
  private static final String FILE = "offing.log.file";

  private Logging() {}

  /**
   * Trouble goes to standard error. To be called before the first logger is made; whoever
   * configured logging already keeps that.
   */
  public static void toStandardError() {
    configure("logback.xml");
  }

  /**
   * The same, and more of it into a file for bug reports. Where that cannot be written, the game is
   * played without it.
   */
  static void toStandardErrorAnd(LogFiles files) {
    try {
      files.make();
      System.setProperty(FILE, files.log().toString());
      configure("logback-play.xml");
    } catch (IOException _) {
      toStandardError();
    }
  }

  private static void configure(String name) {
    if (System.getProperty(CONFIGURATION) == null) {
      System.setProperty(CONFIGURATION, "dev/offing/client/" + name);
    }
    // Toolkit and game begin side by side, and both log: SLF4J would tell of it on the console.
    System.setProperty("slf4j.internal.verbosity", "ERROR");
  }
}
