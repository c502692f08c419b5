package dev.offing.server.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offing.server.account.LinkStore.Claim;
import dev.offing.server.account.LinkStore.Claimant;
import dev.offing.server.account.LinkStore.Fate;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/** What every store of codes promises, whatever it is made of. */
abstract class LinkStoreContract {
  private static final long MINUTE = 60_000;

  private final String account = random();
  private final String code = random().substring(0, 8);

  abstract LinkStore store();

  /** Lets time pass for the store. */
  abstract void pass(long ms) throws InterruptedException;

  private static String random() {
    long a = ThreadLocalRandom.current().nextLong();
    long b = ThreadLocalRandom.current().nextLong();
    return String.format(Locale.ROOT, "%016X%016X", a, b);
  }

  @Test
  void theFirstThatNamesACodeHasItAndMayAskAgain() {
    LinkStore store = store();
    store.offer(code, account, MINUTE);
    assertThat(store.claimant(account)).isEmpty();

    assertThat(store.claim(code, "a", "tablet", null)).isEqualTo(new Claim(Fate.CLAIMED, account));
    assertThat(store.claim(code, "b", "thief", null).fate()).isEqualTo(Fate.TAKEN);
    assertThat(store.claim(code, "a", "another name", null).fate()).isEqualTo(Fate.CLAIMED);
    assertThat(store.claimant(account)).contains(new Claimant("a", "tablet"));
  }

  @Test
  void anUnknownCodeAndOneThatIsOverAreTheSame() throws Exception {
    LinkStore store = store();
    store.offer(code, account, 50);
    pass(60);
    assertThat(store.claim(code, "a", "tablet", null)).isEqualTo(new Claim(Fate.UNKNOWN, null));
    assertThat(store.claim("ZZZZZZZZ", "a", "tablet", null).fate()).isEqualTo(Fate.UNKNOWN);
  }

  @Test
  void aNewCodeMakesTheOneBeforeWorthless() {
    LinkStore store = store();
    store.offer(code, account, MINUTE);
    store.claim(code, "a", "tablet", null);
    String next = random().substring(0, 8);
    store.offer(next, account, MINUTE);

    assertThat(store.claim(code, "a", "tablet", null).fate()).isEqualTo(Fate.UNKNOWN);
    assertThat(store.claimant(account)).isEmpty();
    assertThat(store.claim(next, "b", "phone", null).fate()).isEqualTo(Fate.CLAIMED);
  }

  @Test
  void aGameOfAnotherAccountTakesNoCode() {
    LinkStore store = store();
    store.offer(code, account, MINUTE);

    assertThat(store.claim(code, "a", "tablet", "other").fate()).isEqualTo(Fate.OTHER_ACCOUNT);
    assertThat(store.claimant(account)).isEmpty();
    assertThat(store.claim(code, "a", "tablet", account).fate()).isEqualTo(Fate.CLAIMED);
  }

  @Test
  void whoWasLetInStillFindsTheAccountAndNobodyElseDoes() {
    LinkStore store = store();
    store.offer(code, account, MINUTE);
    store.claim(code, "a", "tablet", null);
    store.answered(account, true);

    assertThat(store.claimant(account)).as("it cannot be answered again").isEmpty();
    assertThat(store.claim(code, "a", "tablet", null)).isEqualTo(new Claim(Fate.CLAIMED, account));
    assertThat(store.claim(code, "b", "thief", null).fate()).isEqualTo(Fate.TAKEN);
  }

  @Test
  void whoWasRefusedHasNoCodeAnyMore() {
    LinkStore store = store();
    store.offer(code, account, MINUTE);
    store.claim(code, "a", "tablet", null);
    store.answered(account, false);

    assertThat(store.claim(code, "a", "tablet", null).fate()).isEqualTo(Fate.UNKNOWN);
    assertThat(store.claimant(account)).isEmpty();
    store.answered(random(), true); // nothing happens
  }

  @Test
  void afterFiveTriesOfOthersACodeIsWorthNothing() {
    LinkStore store = store();
    store.offer(code, account, MINUTE);
    store.claim(code, "a", "tablet", null);
    for (int i = 0; i < LinkStore.TRIES; i++) {
      assertThat(store.claim(code, "thief " + i, "thief", null).fate()).isEqualTo(Fate.TAKEN);
    }
    assertThat(store.claim(code, "a", "tablet", null).fate()).isEqualTo(Fate.UNKNOWN);
    assertThat(store.claimant(account)).isEmpty();
  }

  @Test
  void aRecoveryKeyLeadsToItsAccount() {
    LinkStore store = store();
    String key = random();
    assertThat(store.recovers(key)).isEmpty();
    store.recoverable(key, account);
    assertThat(store.recovers(key)).contains(account);
  }
}
