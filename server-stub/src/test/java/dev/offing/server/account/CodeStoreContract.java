package dev.offing.server.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offing.server.Device;
import dev.offing.sync.account.Transfers;
import dev.offing.sync.economy.Money;
import org.junit.jupiter.api.Test;

/** What every store of codes keeps to. */
abstract class CodeStoreContract {
  private static final long AT = 1_770_000_000_000L;
  private static final String ONE = "a".repeat(64);
  private static final String OTHER = "b".repeat(64);

  private final String code = Transfers.codeId(Device.random(8));

  abstract CodeStore store();

  @Test
  void aCodeIsTheFirstOnesForGood() {
    assertThat(store().claim(code, ONE, AT)).as("nobody issued it").isEmpty();
    store().issue(code, Money.of(5));
    store().issue(code, Money.of(6));

    assertThat(store().claim(code, ONE, AT)).contains(Money.of(5));
    assertThat(store().claim(code, OTHER, AT)).isEmpty();
    assertThat(store().claim(code, ONE, AT)).as("the same question").contains(Money.of(5));
  }

  @Test
  void theSamePlayerAsksAgainOnlyWhileTheAccountCannotHaveForgotten() {
    store().issue(code, Money.of(5));
    assertThat(store().claim(code, ONE, AT)).isPresent();
    assertThat(store().claim(code, ONE, AT + Transfers.LEG_MS - 1)).isPresent();
    assertThat(store().claim(code, ONE, AT + Transfers.LEG_MS)).isEmpty();
  }
}
