package dev.offing.client.redact;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes out of a text what opens an account or a server, or names its owner: whatever looks like a
 * key, a token, a code or an id, what stands behind a word like {@code password}, addresses of
 * other computers, and the secrets that are known to lie on this one. Immutable; a pure function.
 *
 * <p>It rather takes too much: a report without a number is worth more than one that nobody dares
 * to send.
 */
public final class Redaction {
  /** What stands for what was taken out. */
  public static final String LEFT_OUT = "[left out]";

  /** Shorter ones occur by chance in every text. */
  private static final int LEAST_KNOWN = 6;

  private static final int LEAST_USER = 3;

  /** Digits and letters of codes that people type (dev.offing.sync.protocol.LinkCode). */
  private static final String CODE = "[0-9A-HJKMNP-TV-Z]";

  /** Keys, digests and secrets are long runs of hexadecimal or Base64; ids are UUIDs. */
  private static final List<Pattern> SECRETS =
      List.of(
          Pattern.compile("-----BEGIN [^-]*-----[\\s\\S]*?(-----END [^-]*-----|\\z)"),
          Pattern.compile("(?i)\\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\b"),
          Pattern.compile("(?i)[0-9a-f]{24,}"),
          Pattern.compile("[A-Za-z0-9+_-]{36,}={0,2}"),
          // As they are shown, and a recovery code as it may be typed.
          Pattern.compile("(?<![A-Za-z0-9-])%s{4}(-%s{4})+(?![A-Za-z0-9-])".formatted(CODE, CODE)),
          Pattern.compile(
              "(?i)(?<![A-Za-z0-9])%s{4}([- ]?%s{4}){6}(?![A-Za-z0-9])".formatted(CODE, CODE)));

  /** What follows is secret, up to the next blank, quote or comma. */
  private static final Pattern LABELLED =
      Pattern.compile(
          "(?i)([\\w-]*(?:password|passphrase|passwd|secret|token|requirepass|masterauth|api[-_]?key"
              + "|private)[\\w-]*[\"']?\\s*(?:=|:)\\s*[\"']?|\\b(?:requirepass|masterauth)\\s+"
              + "|\\bbearer\\s+|\\bauthorization:\\s*\\w+\\s+)([^\\s\"',;&}]+)");

  private static final Pattern USER_OF_URL =
      Pattern.compile("(\\b[a-zA-Z][a-zA-Z0-9+.-]*://)[^/\\s\"'@]*@");

  private static final Pattern ADDRESS =
      Pattern.compile(
          "(?<![\\d.])(?!127\\.)(?!0\\.0\\.0\\.0)\\d{1,3}(\\.\\d{1,3}){3}(?!\\d|\\.\\d)");

  private final String home;
  private final String user;
  private final List<String> known;

  /**
   * @param home the home folder, which becomes {@code ~}; empty for none
   * @param user the name of the computer's user, which becomes {@code [user]}; empty for none
   * @param known secrets that lie on this computer, such as passwords of any form
   */
  public Redaction(String home, String user, Collection<String> known) {
    this.home = home.length() > 1 ? home : "";
    // Root is nobody's name, and a word of its own.
    this.user = user.length() < LEAST_USER || user.equals("root") ? "" : user;
    // The longest first: one may be a part of another.
    this.known =
        known.stream()
            .map(String::strip)
            .filter(it -> it.length() >= LEAST_KNOWN)
            .distinct()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();
  }

  /** Of this computer and its user. */
  public static Redaction ofThisComputer(Collection<String> known) {
    return new Redaction(
        System.getProperty("user.home", ""), System.getProperty("user.name", ""), known);
  }

  /** Only what is known: for texts that were made of harmless parts, with long numbers in them. */
  public String known(String text) {
    String clean = text;
    for (String secret : known) {
      clean = clean.replace(secret, LEFT_OUT);
    }
    return home.isEmpty() ? clean : clean.replace(home, "~");
  }

  /** The text without what nobody else is to read. */
  public String text(String text) {
    String clean = known(text);
    clean = USER_OF_URL.matcher(clean).replaceAll("$1" + Matcher.quoteReplacement(LEFT_OUT) + "@");
    clean = LABELLED.matcher(clean).replaceAll("$1" + Matcher.quoteReplacement(LEFT_OUT));
    for (Pattern secret : SECRETS) {
      clean = secret.matcher(clean).replaceAll(Matcher.quoteReplacement(LEFT_OUT));
    }
    clean = ADDRESS.matcher(clean).replaceAll("[address]");
    if (!user.isEmpty()) {
      clean =
          Pattern.compile("(?<![A-Za-z0-9])" + Pattern.quote(user) + "(?![A-Za-z0-9])")
              .matcher(clean)
              .replaceAll("[user]");
    }
    return clean;
  }
}
