package dev.offing.client.port;

import java.util.List;

/**
 * What somebody is called: drawn from the account, so that everybody calls the same one the same.
 * Two may share a name; the account's first characters, which stand beside it, they do not share.
 */
final class Seafarer {
  private static final List<String> RANKS =
      List.of("Captain", "Old", "Skipper", "Bosun", "Young", "Pilot", "Purser", "Mate");
  private static final List<String> NAMES =
      List.of(
          "Ines", "Tam", "Halvard", "Brigid", "Osk", "Maren", "Jory", "Signe", "Piet", "Una",
          "Corin", "Dagny", "Emrys", "Fenna", "Gil", "Hesper", "Ivo", "Jurre", "Keira", "Lorne",
          "Merrin", "Nils", "Orla", "Perran", "Quin", "Rhona", "Sander", "Tove", "Ulric", "Vika",
          "Wout", "Ysolt");

  private Seafarer() {}

  /** The name of an account. */
  static String called(String account) {
    int hash = account.hashCode() * 0x9E3779B9;
    String rank = RANKS.get(hash >>> 29);
    return rank + " " + NAMES.get(hash >>> 24 & (NAMES.size() - 1));
  }
}
