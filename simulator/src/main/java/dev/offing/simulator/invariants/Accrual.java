package dev.offing.simulator.invariants;

import dev.offing.server.account.AccountStore;
import dev.offing.simulator.model.ReferenceBook;
import dev.offing.simulator.world.Violation;
import dev.offing.simulator.world.Watcher;
import dev.offing.simulator.world.World;
import dev.offing.sync.account.Commit;
import dev.offing.sync.account.Heal;
import dev.offing.sync.account.Journalled;
import dev.offing.sync.economy.Rulebook;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * 5, and 4 of heals: money comes by lit time and by nothing else: every account against the
 * reference book. Where the store goes on from another point than the last one, the book of that
 * point is written anew, from the last page that was copied on the way to it.
 */
final class Accrual implements Watcher {
  /** Versions between two copies of a book. */
  private static final int PAGE = 16;

  /** The book of an account up to a point. */
  private record Account(ReferenceBook book, Histories.Point head) {}

  private final Histories histories;
  private final Map<String, Account> accounts = new HashMap<>();
  private final Map<Histories.Point, Rulebook> rulesOf = new HashMap<>();
  private final Map<Histories.Point, ReferenceBook> pages = new HashMap<>();
  private @Nullable World world;

  Accrual(Histories histories) {
    this.histories = histories;
  }

  @Override
  public void began(World in) {
    world = in;
  }

  @Override
  public void committed(AccountStore.Write write) {
    World here = Objects.requireNonNull(world);
    Long contact = write.made() instanceof Commit commit ? commit.contact() : null;
    if (contact != null && contact > here.nowMs() + 1_000) {
      throw new Violation(
          "accrual", "a contact lies %d ms ahead".formatted(contact - here.nowMs()));
    }
    Histories.Point point = histories.find(write.after().account(), write.after().at());
    ReferenceBook before = before(point);
    List<Rulebook> candidates = new ArrayList<>(List.of(here.rules()));
    candidates.addAll(here.formerRules());
    String wrong = null;
    for (Rulebook rules : candidates) {
      ReferenceBook book = candidates.size() == 1 ? before : before.copy();
      String found = follow(book, write.made(), rules);
      found = found == null ? book.compared(write.after()) : found;
      if (found == null) {
        rulesOf.put(point, rules);
        if (write.after().at().version() % PAGE == 0) {
          pages.put(point, book.copy());
        }
        accounts.put(write.after().account(), new Account(book, point));
        return;
      }
      wrong = wrong == null ? found : wrong;
    }
    throw new Violation(
        "accrual",
        "account %s at %s: %s"
            .formatted(write.after().account().substring(0, 8), write.after().at(), wrong));
  }

  private ReferenceBook before(Histories.Point point) {
    Account known = accounts.get(point.made.account());
    if (known != null && known.head == point.before) {
      return known.book;
    }
    Deque<Histories.Point> since = new ArrayDeque<>();
    Histories.Point at = point.before;
    while (at != null && !pages.containsKey(at)) {
      since.push(at);
      at = at.before;
    }
    ReferenceBook book =
        at == null ? new ReferenceBook() : Objects.requireNonNull(pages.get(at)).copy();
    for (Histories.Point p : since) {
      follow(book, p.made, Objects.requireNonNull(rulesOf.get(p)));
    }
    return book;
  }

  private @Nullable String follow(ReferenceBook book, Journalled made, Rulebook rules) {
    return switch (made) {
      case Commit commit -> book.follow(commit, rules);
      case Heal heal -> book.follow(heal, histories.contacts(heal), rules);
    };
  }
}
