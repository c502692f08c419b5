package dev.offing.simulator.invariants;

import dev.offing.server.account.AccountStore;
import dev.offing.simulator.model.ReferenceBook;
import dev.offing.simulator.world.Violation;
import dev.offing.simulator.world.Watcher;
import dev.offing.simulator.world.World;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** 5: money comes by lit time and by nothing else: every account against the reference book. */
final class Accrual implements Watcher {
  private final Map<String, ReferenceBook> books = new HashMap<>();
  private @Nullable World world;

  @Override
  public void began(World in) {
    world = in;
  }

  @Override
  public void committed(AccountStore.Write write) {
    World here = world;
    if (here == null) {
      return;
    }
    Long contact = write.commit().contact();
    long now = here.nowMs();
    if (contact != null && contact > now + 1_000) {
      throw new Violation("accrual", "a contact lies %d ms ahead".formatted(contact - now));
    }
    String wrong =
        books
            .computeIfAbsent(write.after().account(), _ -> new ReferenceBook())
            .follow(write.commit(), write.after(), here.rules());
    if (wrong != null) {
      throw new Violation(
          "accrual",
          "account %s at %s: %s"
              .formatted(write.after().account().substring(0, 8), write.after().at(), wrong));
    }
  }
}
