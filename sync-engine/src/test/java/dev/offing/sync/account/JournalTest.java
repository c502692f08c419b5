package dev.offing.sync.account;

import static dev.offing.sync.account.Accounts.T0;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.offing.sync.account.Accounts.Life;
import dev.offing.sync.economy.Money;
import dev.offing.sync.economy.Posting;
import dev.offing.sync.economy.Rejection;
import dev.offing.sync.mutation.Mutation;
import java.util.List;
import org.junit.jupiter.api.Test;

final class JournalTest {
  /** Another program made the hash from docs/protocol. */
  @Test
  void anEntrysIdIsTheHashOfItsCause() {
    assertThat(Journal.entryId("cd".repeat(16) + "/017f22e2-79b0-7cc3-98c4-dc0c0c07398f"))
        .isEqualTo("2fefaef2debfd5d1226709cef1b38541d27dd5c48cbae11621c3060fa6b03882");
  }

  @Test
  void aMutationHasTheSameCauseInWhateverCarriesIt() {
    Life a = new Life("a");
    Mutation m = a.does(Accounts.buy(1), T0).mutation();
    Mutation carried = new Life("b").carry(m).mutation();

    assertThat(Journal.cause(carried)).isEqualTo(a.incarnation() + "/" + m.id());
  }

  @Test
  void sumsOneAccountOfTheBook() {
    List<Posting> postings =
        List.of(
            new Posting(Posting.PURSE, Money.of(5)),
            new Posting(Posting.MINT, Money.of(-3)),
            new Posting(Posting.PURSE, Money.of(-2)));

    assertThat(Journal.sum(postings, Posting.PURSE)).isEqualTo(Money.of(3));
    assertThat(Journal.sum(postings, Posting.SHOP)).isEqualTo(Money.ZERO);
  }

  @Test
  void aRejectionHasAReasonAndNothingElseHas() {
    Rejection why = new Rejection("funds", "No money.");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Result("x", Outcome.REJECTED, null, false, 0, List.of()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Result("x", Outcome.APPLIED, why, false, 0, List.of()))
        .withMessage("a rejection has a reason, anything else has none");
    assertThat(new Result("x", Outcome.REJECTED, why, false, 0, List.of()).repeated())
        .isEqualTo(new Result("x", Outcome.REJECTED, why, true, 0, List.of()));
  }

  @Test
  void nothingIsKnownToThatWhichRemembersNothing() {
    assertThat(KnownIds.NONE.find(Accounts.id32("a"), "id")).isNull();
  }
}
