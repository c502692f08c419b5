package dev.offing.client.ledger;

import dev.offing.sync.economy.Boost;
import dev.offing.sync.economy.Catalog;
import dev.offing.sync.economy.Perk;
import dev.offing.sync.economy.Producer;
import dev.offing.sync.economy.Upgrade;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.StringTokenizer;

/**
 * What a person looks for, in the words of the book. The book holds ids, people read names: a word
 * that occurs in the name of a thing finds the rows about it.
 */
final class Search {
  /** Words that one looks for at once; what comes behind is not read. */
  static final int MAX_WORDS = 8;

  private static final int MAX_CHARS = 64;

  private Search() {}

  /** For each word of {@code typed} how the book may spell it. */
  static List<Set<String>> words(String typed, Catalog catalog) {
    List<Set<String>> words = new ArrayList<>();
    StringTokenizer all = new StringTokenizer(typed.toLowerCase(Locale.ROOT));
    while (all.hasMoreTokens() && words.size() < MAX_WORDS) {
      String word = all.nextToken();
      words.add(
          spellings(word.length() > MAX_CHARS ? word.substring(0, MAX_CHARS) : word, catalog));
    }
    return words;
  }

  private static Set<String> spellings(String word, Catalog catalog) {
    Set<String> spellings = new HashSet<>();
    spellings.add(word);
    for (Producer it : catalog.producers()) {
      add(spellings, word, it.id(), it.name() + " " + Wording.several(it.name()));
    }
    for (Upgrade it : catalog.upgrades()) {
      add(spellings, word, it.id(), it.name() + " " + it.text());
    }
    for (Boost it : catalog.boosts()) {
      add(spellings, word, it.id(), it.name() + " " + it.text());
    }
    for (Perk it : catalog.prestige().perks()) {
      add(spellings, word, it.id(), it.name() + " " + it.text());
    }
    if ("brought forward".contains(word)) {
      spellings.add("opening");
    }
    return spellings;
  }

  private static void add(Set<String> spellings, String word, String id, String read) {
    if (read.toLowerCase(Locale.ROOT).contains(word)) {
      spellings.add("\"" + id + "\""); // quoted, as an argument: one id may hold another
    }
  }
}
