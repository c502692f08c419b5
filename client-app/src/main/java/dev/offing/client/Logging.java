package dev.offing.client;

/** Where the commands of the game log to; the library leaves that open. */
public final class Logging {

  private static final String CONFIGURATION = "logback.configurationFile";

  private Logging() {}

  /**
   * Trouble goes to standard error. To be called before the first logger is made; whoever
   * configured logging already keeps that.
   */
  public static void toStandardError() {
    if (System.getProperty(CONFIGURATION) == null) {
      System.setProperty(CONFIGURATION, "dev/offing/client/logback.xml");
    }
    // Toolkit and game begin side by side, and both log: SLF4J would tell of it on the console.
    System.setProperty("slf4j.internal.verbosity", "ERROR");
  }
}
