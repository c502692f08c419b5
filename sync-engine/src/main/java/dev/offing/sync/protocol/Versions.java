package dev.offing.sync.protocol;

import dev.offing.sync.economy.Economy;

/**
 * What a program can talk to: the versions of the messages that it speaks, and the version of the
 * economy's rules that it plays by. A server speaks every version of a window, so that clients may
 * be brought up to date after it; the rules are the same on both sides or nothing is exchanged, as
 * a prediction by other rules is worth nothing.
 *
 * @param oldest version of the messages that is spoken
 * @param newest version of the messages, which a client says hello with
 * @param rules version of the economy's rules
 */
public record Versions(int oldest, int newest, int rules) {
  /** What this program speaks and plays by. */
  public static final Versions OWN = new Versions(1, 1, Economy.RULES_VERSION);

  /** How a client's version stands to a server's. */
  public enum Fit {
    /** They can talk. */
    FITS,
    /** The client is to be brought up to date. */
    CLIENT_TOO_OLD,
    /** The server is. */
    SERVER_TOO_OLD
  }

  /** Checks the window. */
  public Versions {
    if (oldest > newest) {
      throw new IllegalArgumentException("a window of versions ends after it begins");
    }
  }

  /** Whether a server of these versions speaks a client's messages. */
  public Fit messages(int protocol) {
    return protocol > newest
        ? Fit.SERVER_TOO_OLD
        : protocol < oldest ? Fit.CLIENT_TOO_OLD : Fit.FITS;
  }

  /** Whether a server of these versions plays by a client's rules. */
  public Fit rulesOf(int client) {
    return client > rules ? Fit.SERVER_TOO_OLD : client < rules ? Fit.CLIENT_TOO_OLD : Fit.FITS;
  }
}
