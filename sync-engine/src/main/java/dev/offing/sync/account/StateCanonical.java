package dev.offing.sync.account;

import dev.offing.sync.economy.Contact;
import dev.offing.sync.economy.EconomyState;
import dev.offing.sync.economy.Entry;
import dev.offing.sync.mutation.Canonical;
import java.util.List;

/** Canonical bytes of the sections whose types live in the economy, which knows no hashes. */
final class StateCanonical {
  private StateCanonical() {}

  static void core(EconomyState core, Canonical c) {
    c.number("asOf", core.asOf())
        .text("purse", core.purse().toString())
        .text("claim", core.claim().toString())
        .text("lifetime", core.lifetime().toString())
        .number("run", core.run())
        .number("owned", core.owned().size());
    core.owned().forEach((id, n) -> c.text("producer", id).number("count", n));
    c.number("upgrades", core.upgrades().size());
    core.upgrades().forEach(id -> c.text("upgrade", id));
    c.number("boosts", core.boosts().size());
    core.boosts().forEach(b -> c.text("boost", b.id()).number("until", b.until()));
  }

  static void timeline(List<Entry> entries, Canonical c) {
    c.number("entries", entries.size());
    for (Entry e : entries) {
      c.text("id", e.id()).number("at", e.at()).text("cause", e.cause());
      c.number("postings", e.postings().size());
      e.postings()
          .forEach(p -> c.text("account", p.account()).text("amount", p.amount().toString()));
    }
  }

  static void contact(Contact contact, Canonical c) {
    c.number("intervals", contact.intervals().size());
    contact.intervals().forEach(i -> c.number("start", i.start()).number("end", i.end()));
  }
}
