package dev.offing.sync.account;

import static dev.offing.sync.account.Accounts.RULES;
import static dev.offing.sync.account.Accounts.T0;
import static dev.offing.sync.account.Accounts.buy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.offing.sync.account.Accounts.Life;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a device expects. That it equals what the server does is shown by {@link CopiesTest}. */
final class PredictionTest {
  private final Play play = Play.of(Accounts.enrolled());
  private final Life life = new Life("a");

  @Test
  void ofAnEmptyOutboxIsWhatIsConfirmed() {
    assertThat(Prediction.of(play, List.of(), T0 + 9, RULES))
        .isEqualTo(new Prediction(play, List.of()));
  }

  @Test
  void judgesTheOutboxInOrderOnTopOfWhatIsConfirmed() {
    life.does(buy(1), T0 + 10);
    life.does(Accounts.tooDear(), T0 + 20);
    life.does(buy(1), T0 + 30);

    Prediction prediction = Prediction.of(play, life.rows(), T0 + 40, RULES);

    assertThat(prediction.judged())
        .extracting(Play.Judged::outcome)
        .containsExactly(Outcome.APPLIED, Outcome.REJECTED, Outcome.APPLIED);
    assertThat(prediction.judged())
        .extracting(Play.Judged::effectiveAt)
        .containsExactly(T0 + 10, T0 + 20, T0 + 30);
    assertThat(prediction.play()).isEqualTo(prediction.judged().getLast().after());
    assertThat(prediction.play().core().owned()).containsExactly(entry("boat", 2));
  }

  /** The device's clock may be wrong by more than what it last heard from the server. */
  @Test
  void isNeverBeforeWhatIsConfirmed() {
    life.does(buy(1), T0 - 70_000);
    life.does(buy(1), T0 - 60_000);

    Prediction prediction = Prediction.of(play, life.rows(), T0 - 50_000, RULES);

    assertThat(prediction.judged()).extracting(Play.Judged::effectiveAt).containsExactly(T0, T0);
    assertThat(prediction.play().core().asOf()).isEqualTo(T0);
  }
}
