package dev.offing.sync.ledger;

import dev.offing.sync.mutation.Mutation;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tells what a recovery found, what it kept and what is to do.
 *
 * @param profile its name
 */
record RecoveryText(String profile) {
  private static final int NAMED = 5;

  String damaged(String what, Path aside, @Nullable List<Mutation> unsent, boolean sameAccount) {
    return "The database of profile \"%s\" is damaged (%s). It was set aside as %s; nothing is deleted. %s %s"
        .formatted(profile, what, aside, account(sameAccount), unsent(unsent));
  }

  String missing(boolean sameAccount) {
    return "The database of profile \"%s\" is missing or empty; a new one was begun. %s"
        .formatted(profile, account(sameAccount));
  }

  String logLost() {
    return ("Profile \"%s\" was not closed the last time, and its log (%s-wal) is gone. Everything"
            + " up to the last time the log was moved into the database is here; what the server"
            + " has of the rest comes back with the next connection. There is nothing to do.")
        .formatted(profile, Profile.DATABASE);
  }

  private static String account(boolean same) {
    return same
        ? "The device key is whole, so it is still the same account: what the server has of it"
            + " comes back with the next connection."
        : "The device key cannot be read either, so a new account begins. Put device.key back from"
            + " a copy to play the old one.";
  }

  private static String unsent(@Nullable List<Mutation> unsent) {
    if (unsent == null) {
      return "What the server had not answered yet could not be read; please do it again.";
    }
    if (unsent.isEmpty()) {
      return "The server had answered everything that can be read in it.";
    }
    String list =
        unsent.stream().limit(NAMED).map(RecoveryText::spelt).collect(Collectors.joining(", "));
    String more = unsent.size() > NAMED ? ", and %d more".formatted(unsent.size() - NAMED) : "";
    return "What the server had not answered yet, as far as it can be read (%d): %s%s. Please do it again if it is missing."
        .formatted(unsent.size(), list, more);
  }

  private static String spelt(Mutation mutation) {
    String args = String.join(" ", mutation.command().args().values());
    return mutation.command().kind() + (args.isEmpty() ? "" : " " + args);
  }
}
