package dev.offing.sync.account;

import dev.offing.sync.economy.Contact;
import dev.offing.sync.economy.Dealings;
import dev.offing.sync.economy.EconomyState;
import dev.offing.sync.economy.Effect;
import dev.offing.sync.economy.Entry;
import dev.offing.sync.economy.Order;
import dev.offing.sync.economy.Renown;
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
    if (!core.dealings().equals(Dealings.NONE)) {
      dealings(core.dealings(), c);
    }
    if (!core.renown().equals(Renown.NONE)) {
      renown(core.renown(), c);
    }
  }

  private static void renown(Renown renown, Canonical c) {
    c.text("gained", renown.gained().toString()).text("spent", renown.spent().toString());
    c.number("perks", renown.perks().size());
    renown.perks().forEach(id -> c.text("perk", id));
    c.number("most", renown.most().size());
    renown.most().forEach((id, n) -> c.text("producer", id).number("count", n));
  }

  private static void dealings(Dealings dealings, Canonical c) {
    c.number("began", dealings.began()).number("goods", dealings.goods().size());
    dealings.goods().forEach((id, n) -> c.text("good", id).number("pieces", n));
    c.number("orders", dealings.orders().size());
    for (Order o : dealings.orders()) {
      c.text("id", o.id())
          .number("sells", o.sells() ? 1 : 0)
          .text("good", o.good())
          .number("count", o.count())
          .text("limit", o.limit().toString())
          .number("until", o.until())
          .number("fills", o.fills());
    }
    c.number("periods", dealings.periods().size());
    dealings.periods().forEach((task, n) -> c.text("task", task).number("period", n));
    c.number("books", dealings.books().size());
    dealings.books().forEach((book, it) -> c.text("book", book).text("amount", it.toString()));
  }

  static void timeline(List<Entry> entries, Canonical c) {
    c.number("entries", entries.size());
    for (Entry e : entries) {
      c.text("id", e.id()).number("at", e.at()).text("cause", e.cause());
      c.number("postings", e.postings().size());
      e.postings()
          .forEach(p -> c.text("account", p.account()).text("amount", p.amount().toString()));
      Effect effect = e.effect();
      if (effect != null) {
        effect(effect, c);
      }
    }
  }

  private static void effect(Effect effect, Canonical c) {
    switch (effect) {
      case Effect.Fill it ->
          c.text("fill", it.order())
              .number("number", it.number())
              .number("count", it.count())
              .text("price", it.price().toString());
      case Effect.Period it -> c.text("task", it.task()).number("period", it.number());
      case Effect.Transfer it ->
          c.text("transfer", it.id())
              .text("direction", it.direction())
              .text("peer", it.peer())
              .text("amount", it.amount().toString())
              .number("at", it.at());
    }
  }

  static void contact(Contact contact, Canonical c) {
    c.number("intervals", contact.intervals().size());
    contact.intervals().forEach(i -> c.number("start", i.start()).number("end", i.end()));
  }
}
