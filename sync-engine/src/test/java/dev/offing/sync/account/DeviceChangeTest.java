package dev.offing.sync.account;

import static dev.offing.sync.account.Accounts.ACCOUNT;
import static dev.offing.sync.account.Accounts.KEY;
import static dev.offing.sync.account.Accounts.RULES;
import static dev.offing.sync.account.Accounts.T0;
import static dev.offing.sync.account.Accounts.id64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.offing.sync.account.DeviceChange.Linked;
import dev.offing.sync.account.DeviceChange.Recoverable;
import dev.offing.sync.account.DeviceChange.Revoked;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who may push changes by commits of those who may (docs/design/sync.md 8). */
final class DeviceChangeTest {
  private static final String TABLET = id64("tablet");
  private static final String PHONE = id64("phone");
  private static final String PAPER = id64("paper");
  private static final Linked LINKED = new Linked(TABLET, "tablet", T0 + 1);

  private static State after(State state, String by, DeviceChange change) {
    Commit commit =
        new Commit(
            ACCOUNT,
            state.at(),
            Accounts.next(state),
            null,
            null,
            by,
            List.of(),
            List.of(),
            T0 + 1,
            List.of(),
            1,
            change);
    return state.commit(commit, RULES).state();
  }

  @Test
  void aLinkedDeviceIsListedWithItsNameAndNothingElseChanges() {
    State before = Accounts.enrolled();
    State state = after(before, KEY, LINKED);

    assertThat(state.devices().keys()).containsExactlyInAnyOrder(KEY, TABLET);
    assertThat(state.devices().linked()).containsEntry(TABLET, new LinkedDevice("tablet", T0 + 1));
    assertThat(state.core()).isEqualTo(before.core());
    assertThat(state.digest())
        .isNotEqualTo(after(before, KEY, new Linked(TABLET, "x", T0)).digest());
  }

  @Test
  void whatWasLinkedAndTakenOffLeavesTheDigestOfASectionWithoutIt() {
    State before = Accounts.enrolled();
    State state = after(after(before, KEY, LINKED), TABLET, new Revoked(TABLET));

    assertThat(state.devices().keys()).containsExactly(KEY);
    assertThat(state.sectionDigests().get("devices"))
        .isEqualTo(before.sectionDigests().get("devices"));
  }

  @Test
  void onlyADeviceOfTheAccountChangesItsDevices() {
    State state = Accounts.enrolled();

    for (DeviceChange change : List.of(LINKED, new Revoked(KEY), new Recoverable(PAPER))) {
      assertThatExceptionOfType(CommitException.class)
          .isThrownBy(() -> after(state, TABLET, change))
          .withMessageContaining("does not list");
    }
  }

  @Test
  void aRecoveryKeyLinksAndDoesNothingElse() {
    State state = after(Accounts.enrolled(), KEY, new Recoverable(PAPER));

    assertThat(after(state, PAPER, LINKED).devices().keys()).contains(TABLET);
    for (DeviceChange change : List.of(new Revoked(KEY), new Recoverable(null))) {
      assertThatExceptionOfType(CommitException.class)
          .isThrownBy(() -> after(state, PAPER, change));
    }
    State replaced = after(state, KEY, new Recoverable(id64("another paper")));
    assertThatExceptionOfType(CommitException.class)
        .isThrownBy(() -> after(replaced, PAPER, LINKED));
  }

  @Test
  void noChangeIsMadeTwiceAndOneDeviceStays() {
    State one = Accounts.enrolled();
    State two = after(one, KEY, LINKED);
    State kept = after(one, KEY, new Recoverable(PAPER));

    assertThat(two.devices().isSo(LINKED)).isTrue();
    assertThat(two.devices().allows(LINKED)).as("listed already").isFalse();
    assertThat(one.devices().allows(new Revoked(KEY))).as("the last one").isFalse();
    assertThat(two.devices().allows(new Revoked(PHONE))).as("not listed").isFalse();
    assertThat(one.devices().isSo(new Revoked(PHONE))).isTrue();
    assertThat(kept.devices().allows(new Recoverable(PAPER))).isFalse();
    assertThat(kept.devices().allows(new Linked(PAPER, "paper", T0))).as("no device").isFalse();
    assertThat(one.devices().allows(new Recoverable(KEY))).as("a device's key").isFalse();
  }

  @Test
  void anAccountHasAtMostSixteenDevices() {
    State state = Accounts.enrolled();
    for (int i = 1; i < Devices.KEYS; i++) {
      state = after(state, KEY, new Linked(id64("device " + i), "device", T0));
    }
    State full = state;

    assertThat(full.devices().allows(LINKED)).isFalse();
    assertThatExceptionOfType(CommitException.class).isThrownBy(() -> after(full, KEY, LINKED));
  }

  @Test
  void aNameHasOneToFortyCharactersThatCanBeShown() {
    assertThat(new Linked(TABLET, "a".repeat(40), T0).name()).hasSize(40);
    for (String name : List.of("", "  ", "a".repeat(41), "a\nb")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new Linked(TABLET, name, T0))
          .withMessageContaining("1 to 40 characters");
    }
  }

  @Test
  void whatADevicePushesAfterItWasTakenOffIsNotTaken() {
    Accounts.Life life = new Accounts.Life("tablet's life");
    State two = after(Accounts.enrolled(), KEY, LINKED);
    Batch batch =
        new Batch(
            ACCOUNT,
            TABLET,
            life.incarnation(),
            two.at(),
            List.of(life.does(Accounts.buy(1), T0 + 1)));
    assertThat(judged(two, batch)).isInstanceOf(Verdict.Commits.class);
    assertThat(judged(after(two, KEY, new Revoked(TABLET)), batch))
        .isInstanceOf(Verdict.Unlinked.class);
  }

  private static Verdict judged(State state, Batch batch) {
    return Judge.judge(state, batch, (_, _) -> null, T0 + 10, RULES, Accounts.next(state), 1);
  }
}
