package dev.offing.sync.ledger;

import dev.offing.sync.mutation.Chained;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A database that is older than it was, or a copy, begins another life: its outbox goes over under
 * the same ids and origins (docs/design/sync.md 1, 6).
 */
final class NewLife {
  private static final int INCARNATION_BYTES = 16;

  private NewLife() {}

  /** A name that no life had. */
  static String incarnation(RandomGenerator random) {
    byte[] bytes = new byte[INCARNATION_BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** Begins it under a new name. */
  static void begin(Ledger ledger, RandomGenerator random) {
    begin(ledger, incarnation(random));
  }

  /** Begins it under this name. */
  static void begin(Ledger ledger, String incarnation) {
    Contents contents = ledger.load();
    Head head = Head.genesis(contents.identity().account(), incarnation);
    List<Chained> outbox = new ArrayList<>();
    for (Chained old : contents.outbox()) {
      Chained row = Chained.link(head.hash(), old.mutation(), head.seq() + 1);
      head = new Head(row.seq(), row.hash());
      outbox.add(row);
    }
    ledger.write(Change.none().withFork(new Change.Fork(incarnation, outbox)));
  }
}
