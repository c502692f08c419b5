package dev.offing.server.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offing.server.Device;
import org.junit.jupiter.api.Test;

/** What every store of tokens does. */
abstract class TokenStoreContract {
  private static final long LONG_MS = 60_000;

  final String hash = Device.random(32);
  final Tokens.Holder holder =
      new Tokens.Holder(Device.random(32), Device.random(32), Device.random(16), 1, 7);

  abstract TokenStore store();

  /** Lets so much time pass, for a token that is good for less. */
  abstract void afterMs(long ms) throws InterruptedException;

  @Test
  void whatWasPutIsFoundWithAllItsParts() {
    store().put(hash, holder, LONG_MS);

    assertThat(store().find(hash)).contains(holder);
  }

  @Test
  void anotherOneIsNone() {
    store().put(hash, holder, LONG_MS);

    assertThat(store().find(Device.random(32))).isEmpty();
  }

  @Test
  void itGoesWhenItsTimeIsOver() throws InterruptedException {
    store().put(hash, holder, 1);
    afterMs(1);

    assertThat(store().find(hash)).isEmpty();
  }
}
