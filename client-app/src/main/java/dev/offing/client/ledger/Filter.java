package dev.offing.client.ledger;

import dev.offing.sync.economy.Command;
import dev.offing.sync.ledger.JournalQuery;
import java.util.Set;

/** Which rows of the book are looked at. */
public enum Filter {
  ALL("All"),
  FLEET("Fleet"),
  UPGRADES("Upgrades"),
  BOOSTS("Boosts"),
  REFUSED("Refused");

  private final String text;

  Filter(String text) {
    this.text = text;
  }

  /** What stands on its chip. */
  public String text() {
    return text;
  }

  JournalQuery query() {
    return switch (this) {
      case ALL -> JournalQuery.ALL;
      case FLEET -> JournalQuery.ALL.ofKinds(Set.of(Command.BUY));
      case UPGRADES -> JournalQuery.ALL.ofKinds(Set.of(Command.UPGRADE));
      case BOOSTS -> JournalQuery.ALL.ofKinds(Set.of(Command.BOOST));
      case REFUSED -> JournalQuery.ALL.onlyRefused();
    };
  }
}
