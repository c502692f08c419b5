package dev.offing.sync.mutation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.offing.sync.economy.Command;
import dev.offing.sync.economy.Money;
import org.junit.jupiter.api.Test;

/** Chains against hashes that another program made from docs/protocol. */
final class ChainedTest {
  private static final String ACCOUNT = "ab".repeat(32);
  private static final String INCARNATION = "cd".repeat(16);
  private static final String CATALOG = "ef".repeat(32);
  private static final String GENESIS =
      "05562bd65e387383e54763b4b64f9d50e7d75e8fe31a2046ef4f57ce25c19c59";

  private static final Mutation FIRST =
      new Mutation(
          "017f22e2-79b0-7cc3-98c4-dc0c0c07398f",
          new Origin(INCARNATION, 1),
          1_700_000_000_000L,
          Command.buy("boat", 3, 0, Money.of(250)),
          CATALOG);

  private static final Mutation SECOND =
      new Mutation(
          "017f22e2-79b1-7cc3-98c4-dc0c0c07398f",
          new Origin(INCARNATION, 2),
          1_700_000_000_500L,
          Command.upgrade("oil", 0, null),
          CATALOG);

  @Test
  void aChainBeginsWithItsAccountAndIncarnation() {
    assertThat(Chained.genesis(ACCOUNT, INCARNATION)).isEqualTo(GENESIS);
    assertThat(Chained.genesis("ac".repeat(32), INCARNATION)).isNotEqualTo(GENESIS);
    assertThat(Chained.genesis(ACCOUNT, "ce".repeat(16))).isNotEqualTo(GENESIS);
  }

  @Test
  void aPayloadHasOneHash() {
    assertThat(FIRST.canonical()).hasSize(354);
    assertThat(FIRST.payloadHash())
        .isEqualTo("cb42091e6417ab90c58560c69fdd54ad007fd48543de4cbdf53e615b6f720a98");
    assertThat(SECOND.payloadHash())
        .describedAs("no maxCost, no field")
        .isEqualTo("d171b05bd5ce264f3e3335b658702d411298a4319e515b57d5d779ac8468a3d1");
  }

  @Test
  void eachLinkCoversTheOneBeforeThePayloadAndTheNumber() {
    Chained one = Chained.link(GENESIS, FIRST, 1);
    Chained two = Chained.link(one.hash(), SECOND, 2);

    assertThat(one.hash())
        .isEqualTo("3387eef21aea86db9d140c067a15be5f34c6ea34882d624058a8a6cc669cc6d9");
    assertThat(two.hash())
        .isEqualTo("218b53ffb25701c44155ce80e5b4c27c6e12ff385544d6df2e97aaa5a1e6fd1f");
    assertThat(Chained.link(GENESIS, SECOND, 2).hash()).isNotEqualTo(two.hash());
    assertThat(Chained.link(one.hash(), FIRST, 2).hash()).isNotEqualTo(two.hash());
    assertThat(Chained.link(one.hash(), SECOND, 3).hash()).isNotEqualTo(two.hash());
  }

  @Test
  void aRowFollowsOnlyTheRowBeforeIt() {
    Chained one = Chained.link(GENESIS, FIRST, 1);
    Chained two = Chained.link(one.hash(), SECOND, 2);

    assertThat(one.follows(0, GENESIS)).isTrue();
    assertThat(two.follows(1, one.hash())).isTrue();
    assertThat(two.follows(0, GENESIS)).describedAs("a hole").isFalse();
    assertThat(two.follows(2, two.hash())).describedAs("itself").isFalse();
    assertThat(two.follows(1, GENESIS)).describedAs("another past").isFalse();
    assertThat(new Chained(SECOND, 2, "00".repeat(32)).follows(1, one.hash()))
        .describedAs("a hash made up")
        .isFalse();
    assertThat(new Chained(FIRST, 2, two.hash()).follows(1, one.hash()))
        .describedAs("another payload under the same hash")
        .isFalse();
  }

  @Test
  void aRowStartsAtOneAndHasAHash() {
    assertThatThrownBy(() -> new Chained(FIRST, 0, GENESIS)).hasMessage("seq starts at 1");
    assertThatThrownBy(() -> new Chained(FIRST, 1, "xyz"))
        .hasMessage("hash must be 64 lowercase hexadecimal characters");
  }
}
