package dev.offing.sync.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offing.sync.economy.Effect.Transfer;
import dev.offing.sync.economy.Money;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TransfersTest {
  private static Transfer row(String id) {
    return new Transfer(id, Transfer.OUT, "peer", Money.of(1), 1);
  }

  @Test
  void everyRowIsFoundByItsIdAndNoOther() {
    List<Transfer> rows = new ArrayList<>();
    for (String id : List.of("h", "b", "f", "d", "j")) {
      rows.add(row(id));
      Transfers transfers = new Transfers(rows, 0);
      for (Transfer known : rows) {
        assertThat(transfers.find(known.id())).contains(known);
      }
      for (String unknown : List.of("a", "c", "e", "g", "i", "k", "")) {
        assertThat(transfers.find(unknown)).isEmpty();
      }
    }
    assertThat(Transfers.NONE.find("b")).isEmpty();
  }
}
