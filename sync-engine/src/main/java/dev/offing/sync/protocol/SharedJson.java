package dev.offing.sync.protocol;

import dev.offing.sync.account.Play;
import dev.offing.sync.account.Transfers;
import dev.offing.sync.economy.Contact;
import dev.offing.sync.economy.Dealings;
import dev.offing.sync.economy.EconomyState;
import dev.offing.sync.economy.Effect;
import dev.offing.sync.economy.Entry;
import dev.offing.sync.economy.Money;
import dev.offing.sync.economy.Posting;
import dev.offing.sync.economy.Renown;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.module.SimpleModule;

/**
 * How that is spelt which accounts have to do with others, and what outlives a charter. It may be
 * left out: who deals with nobody has nothing there, and neither has a file that was written before
 * there was any of it.
 */
final class SharedJson {
  private SharedJson() {}

  static void addTo(SimpleModule module) {
    Form.add(module, Entry.class, EntryJson.class, EntryJson::of, EntryJson::entry);
    Form.add(module, EconomyState.class, CoreJson.class, CoreJson::of, CoreJson::core);
    Form.add(module, Play.class, PlayJson.class, PlayJson::of, PlayJson::play);
  }

  /** An entry: one of the last three is its effect. */
  record EntryJson(
      String id,
      long at,
      String cause,
      List<Posting> postings,
      Effect.@Nullable Fill fill,
      Effect.@Nullable Period period,
      Effect.@Nullable Transfer transfer) {
    static EntryJson of(Entry e) {
      Effect effect = e.effect();
      return new EntryJson(
          e.id(),
          e.at(),
          e.cause(),
          e.postings(),
          effect instanceof Effect.Fill it ? it : null,
          effect instanceof Effect.Period it ? it : null,
          effect instanceof Effect.Transfer it ? it : null);
    }

    Entry entry() {
      int effects = (fill == null ? 0 : 1) + (period == null ? 0 : 1) + (transfer == null ? 0 : 1);
      if (effects > 1) {
        throw new IllegalArgumentException("an entry has one effect at most");
      }
      Effect effect = fill != null ? fill : period != null ? period : transfer;
      return new Entry(id, at, cause, postings, effect);
    }
  }

  record CoreJson(
      long asOf,
      Money purse,
      Money claim,
      Money lifetime,
      long run,
      SortedMap<String, Integer> owned,
      SortedSet<String> upgrades,
      List<EconomyState.ActiveBoost> boosts,
      @Nullable Dealings dealings,
      @Nullable RenownJson renown) {
    static CoreJson of(EconomyState s) {
      return new CoreJson(
          s.asOf(),
          s.purse(),
          s.claim(),
          s.lifetime(),
          s.run(),
          s.owned(),
          s.upgrades(),
          s.boosts(),
          s.dealings().equals(Dealings.NONE) ? null : s.dealings(),
          s.renown().equals(Renown.NONE) ? null : RenownJson.of(s.renown()));
    }

    EconomyState core() {
      Dealings known = dealings == null ? Dealings.NONE : dealings;
      Renown kept = renown == null ? Renown.NONE : renown.renown();
      return new EconomyState(
          asOf, purse, claim, lifetime, run, owned, upgrades, boosts, known, kept);
    }
  }

  /** Points are spelt like amounts, and have the same bound. */
  record RenownJson(
      Money gained, Money spent, SortedSet<String> perks, SortedMap<String, Integer> most) {
    static RenownJson of(Renown r) {
      return new RenownJson(Money.of(r.gained()), Money.of(r.spent()), r.perks(), r.most());
    }

    Renown renown() {
      return new Renown(gained.grains(), spent.grains(), perks, most);
    }
  }

  record PlayJson(
      EconomyState core, List<Entry> entries, Contact contact, @Nullable Transfers transfers) {
    static PlayJson of(Play p) {
      return new PlayJson(
          p.core(),
          p.entries(),
          p.contact(),
          p.transfers().equals(Transfers.NONE) ? null : p.transfers());
    }

    Play play() {
      return new Play(core, entries, contact, transfers == null ? Transfers.NONE : transfers);
    }
  }
}
