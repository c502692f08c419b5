package dev.offing.client.report;

import java.util.ArrayList;
import java.util.List;

/**
 * What a report holds.
 *
 * @param entries names of its files, each with what it is
 * @param missing what could not be had, and why
 */
public record Contained(List<String> entries, List<String> missing) {
  /** What is never in one. */
  public static final List<String> LEFT_OUT =
      List.of(
          "device keys, tokens, passphrases, recovery and link codes, codes that were handed in,",
          "what anybody said in a room, letters, names of devices, accounts (but the first characters of ids),",
          "IP addresses of other computers, your home folder and user name.");

  /** Copies the lists. */
  public Contained {
    entries = List.copyOf(entries);
    missing = List.copyOf(missing);
  }

  /** For the person who sends it. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("In it:");
    entries.forEach(it -> lines.add("  " + it));
    lines.add("Left out:");
    LEFT_OUT.forEach(it -> lines.add("  " + it));
    if (!missing.isEmpty()) {
      lines.add("Not to be had:");
      missing.forEach(it -> lines.add("  " + it));
    }
    return lines;
  }
}
