package dev.offing.sync.ledger;

import dev.offing.sync.account.Devices;
import dev.offing.sync.account.EpochVersion;
import dev.offing.sync.account.Lineage;
import dev.offing.sync.account.State;
import dev.offing.sync.account.Transfers;
import dev.offing.sync.economy.Contact;
import dev.offing.sync.economy.EconomyState;
import dev.offing.sync.economy.Entry;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The sections of a state as they lie in the database, one row each: what a commit did not touch is
 * not written again (docs/design/sync.md 1). The names are those of {@link State#sectionDigests}.
 */
enum StateSection {
  CORE,
  DEVICES,
  TIMELINE,
  TRANSFERS,
  CONTACT,
  LINEAGE;

  String title() {
    return name().toLowerCase(Locale.ROOT);
  }

  Object of(State state) {
    return switch (this) {
      case CORE -> state.core();
      case DEVICES -> state.devices();
      case TIMELINE -> state.timeline();
      case TRANSFERS -> state.transfers();
      case CONTACT -> state.contact();
      case LINEAGE -> state.lineage();
    };
  }

  /**
   * A state from the texts of its sections.
   *
   * @throws RuntimeException when one is missing or cannot be read
   */
  static State read(
      String account, @Nullable EpochVersion at, Map<String, String> bodies, LedgerCodec codec) {
    return State.of(
        account,
        at,
        CORE.read(bodies, codec, EconomyState.class),
        DEVICES.read(bodies, codec, Devices.class),
        List.of(TIMELINE.read(bodies, codec, Entry[].class)),
        TRANSFERS.read(bodies, codec, Transfers.class),
        CONTACT.read(bodies, codec, Contact.class),
        LINEAGE.read(bodies, codec, Lineage.class));
  }

  private <T> T read(Map<String, String> bodies, LedgerCodec codec, Class<T> type) {
    String body = bodies.get(title());
    if (body == null) {
      throw new IllegalArgumentException("the state's section " + title() + " is missing");
    }
    return codec.read(body, type);
  }
}
