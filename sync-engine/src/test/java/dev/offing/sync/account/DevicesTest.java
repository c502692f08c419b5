package dev.offing.sync.account;

import static dev.offing.sync.account.Accounts.KEY;
import static dev.offing.sync.account.Accounts.OTHER_KEY;
import static dev.offing.sync.account.Accounts.T0;
import static dev.offing.sync.account.Accounts.id32;
import static dev.offing.sync.account.Accounts.id64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;

import dev.offing.sync.account.Accounts.Life;
import dev.offing.sync.mutation.Chained;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class DevicesTest {
  private static final Devices NONE = Devices.of(KEY);

  private static Chained row(String life) {
    return new Life(life).does(Accounts.buy(1), T0);
  }

  /** {@code n} incarnations that each took number 1 at a version of its own, from 1. */
  private static Devices used(int n) {
    Devices devices = NONE;
    for (int i = 1; i <= n; i++) {
      devices = devices.taking(id32("life " + i), KEY, row("life " + i), i);
    }
    return devices;
  }

  @Test
  void aRowTakesItsNumberInTheIncarnationThatCarriesIt() {
    Life a = new Life("a");
    Chained one = a.does(Accounts.buy(1), T0);
    Chained two = a.does(Accounts.buy(2), T0);

    Devices devices =
        NONE.taking(a.incarnation(), KEY, one, 4).taking(a.incarnation(), OTHER_KEY, two, 5);

    assertThat(devices.find(a.incarnation()))
        .isEqualTo(new Incarnation(OTHER_KEY, 2, two.hash(), 0, 5));
    assertThat(devices.lastSeq(a.incarnation())).isEqualTo(2);
    assertThat(devices.carried()).describedAs("its own").isEmpty();
    assertThat(devices.find(id32("b"))).isNull();
    assertThat(devices.lastSeq(id32("b"))).isZero();
  }

  @Test
  void rowsTakeTheirNumbersTogetherAsOneByOne() {
    Life other = new Life("other");
    Life third = new Life("third");
    Life own = new Life("own");
    List<Chained> rows =
        List.of(
            own.does(Accounts.buy(1), T0),
            own.carry(other.does(Accounts.buy(1), T0).mutation()),
            own.carry(third.does(Accounts.buy(1), T0).mutation()),
            own.carry(other.does(Accounts.buy(2), T0).mutation()),
            own.does(Accounts.buy(3), T0));
    for (Devices before : List.of(NONE, used(Devices.LIVE))) {
      Devices oneByOne = before;
      for (Chained row : rows) {
        oneByOne = oneByOne.taking(own.incarnation(), KEY, row, 50);
      }

      assertThat(before.taking(own.incarnation(), KEY, rows, 50)).isEqualTo(oneByOne);
    }
  }

  @Test
  void thirtyTwoAreLiveAndTheOneLongestUnusedIsRemoved() {
    Devices full = used(32);
    assertThat(full.live()).hasSize(32);
    assertThat(full.removed()).isEmpty();
    Life first = new Life("life 1");
    first.does(Accounts.buy(1), T0);
    full = full.taking(first.incarnation(), KEY, first.does(Accounts.buy(1), T0), 40);
    Incarnation second = full.live().get(id32("life 2"));

    Devices after = full.taking(id32("new"), KEY, row("new"), 41);

    assertThat(after.live()).hasSize(32).containsKey(first.incarnation()).containsKey(id32("new"));
    assertThat(after.removed())
        .containsExactly(
            entry(id32("life 2"), new Retired(1, second.lastHash(), 0, second.lastUsed())));
    assertThat(after.lastSeq(id32("life 2"))).describedAs("it forks if it returns").isZero();
  }

  @Test
  void ofThoseUsedAtTheSameVersionTheSmallestIdGoesButNeverTheOneThatPushes() {
    Devices devices = NONE;
    TreeSet<String> ids = new TreeSet<>();
    for (int i = 0; i < 33; i++) {
      ids.add(id32("same " + i));
    }
    String smallest = ids.first();
    for (String id : ids) {
      if (!id.equals(smallest)) {
        devices = devices.taking(id, KEY, row("x"), 7);
      }
    }

    Devices after = devices.taking(smallest, KEY, row("x"), 7);

    ids.remove(smallest);
    assertThat(after.live()).containsKey(smallest);
    assertThat(after.removed().keySet()).containsExactly(ids.first());
  }

  @Test
  void aThousandAndTwentyFourRemovedOnesAreKeptAndOfMoreTheOldestGoes() {
    TreeMap<String, Retired> removed = new TreeMap<>();
    for (int i = 1; i <= Devices.REMOVED; i++) {
      removed.put(id32("gone " + i), new Retired(3, id64("hash"), 2, 100 + i));
    }
    Devices full = new Devices(NONE.keys(), used(32).live(), removed, new TreeMap<>());

    Devices after = full.taking(id32("new"), KEY, row("new"), 9_000);

    assertThat(after.removed()).hasSize(Devices.REMOVED);
    assertThat(after.removed())
        .describedAs("the one that was just removed stays, though it was used at version 1")
        .containsKey(id32("life 1"))
        .doesNotContainKey(id32("gone 1"))
        .containsKey(id32("gone 2"));
  }

  @Test
  void aRemovedIncarnationStillSaysWhatWasForgottenOfIt() {
    Devices devices = used(32);
    devices = devices.forgetting(new Forgotten(id32("life 1"), 1, 0));
    devices = devices.taking(id32("new"), KEY, row("new"), 50);

    assertThat(devices.find(id32("life 1"))).isNull();
    assertThat(devices.forgotten(id32("life 1"))).isEqualTo(1);
  }

  @Test
  void aRemovedIncarnationCanBeForgottenLater() {
    Devices devices = used(33).forgetting(new Forgotten(id32("life 1"), 1, 0));

    assertThat(devices.removed().get(id32("life 1")).forgotten()).isEqualTo(1);
    assertThat(devices.forgotten(id32("life 1"))).isEqualTo(1);
  }

  @Test
  void whatOthersCarriedIsRememberedByItsHighestOrigin() {
    Life a = new Life("a");
    Life b = new Life("b");
    Life c = new Life("c");
    Chained one = a.does(Accounts.buy(1), T0);
    Chained two = a.does(Accounts.buy(1), T0);
    Devices devices =
        NONE.taking(b.incarnation(), KEY, b.carry(two.mutation()), 1)
            .taking(c.incarnation(), KEY, c.carry(one.mutation()), 2);

    assertThat(devices.carried()).containsExactly(entry(a.incarnation(), new Carried(2, 0)));
    assertThat(devices.find(a.incarnation())).isNull();
  }

  @Test
  void forgottenIsTheHighestOfOwnAndCarried() {
    Life a = new Life("a");
    Life b = new Life("b");
    Chained one = a.does(Accounts.buy(1), T0);
    Chained two = a.does(Accounts.buy(1), T0);
    Chained three = a.does(Accounts.buy(1), T0);
    Devices devices =
        NONE.taking(a.incarnation(), KEY, one, 1)
            .taking(a.incarnation(), KEY, two, 2)
            .taking(b.incarnation(), KEY, b.carry(three.mutation()), 3);
    assertThat(devices.forgotten(a.incarnation())).isZero();

    Devices own = devices.forgetting(new Forgotten(a.incarnation(), 2, 0));
    assertThat(own.forgotten(a.incarnation())).isEqualTo(2);
    assertThat(own.find(a.incarnation()).forgotten()).isEqualTo(2);
    assertThat(own.carried().get(a.incarnation())).isEqualTo(new Carried(3, 0));

    Devices both = own.forgetting(new Forgotten(a.incarnation(), 1, 3));
    assertThat(both.forgotten(a.incarnation())).isEqualTo(3);
    assertThat(both.find(a.incarnation()).forgotten()).describedAs("never lowered").isEqualTo(2);
    assertThat(both.carried().get(a.incarnation())).isEqualTo(new Carried(3, 3));

    Devices onlyCarried = devices.forgetting(new Forgotten(a.incarnation(), 0, 3));
    assertThat(onlyCarried.forgotten(a.incarnation())).isEqualTo(3);
    assertThat(onlyCarried.forgetting(new Forgotten(a.incarnation(), 0, 1))).isEqualTo(onlyCarried);
  }

  @Test
  void takingANumberKeepsWhatWasForgotten() {
    Life a = new Life("a");
    Devices devices = NONE.taking(a.incarnation(), KEY, a.does(Accounts.buy(1), T0), 1);
    devices = devices.forgetting(new Forgotten(a.incarnation(), 1, 0));

    devices = devices.taking(a.incarnation(), KEY, a.does(Accounts.buy(1), T0), 2);

    assertThat(devices.forgotten(a.incarnation())).isEqualTo(1);
  }

  @Test
  void forgettingWhatIsNotThereChangesNothing() {
    Devices devices = used(2);

    assertThat(devices.forgetting(new Forgotten(id32("unheard of"), 5, 5))).isEqualTo(devices);
    assertThat(devices.forgotten(id32("unheard of"))).isZero();
  }

  @Test
  void moreThanFitsIsNoState() {
    SortedMap<String, Incarnation> live = new TreeMap<>();
    SortedMap<String, Retired> removed = new TreeMap<>();
    SortedMap<String, Carried> carried = new TreeMap<>();
    for (int i = 0; i < 33; i++) {
      live.put(id32("l" + i), new Incarnation(KEY, 1, id64("h"), 0, 1));
    }
    for (int i = 0; i < 1_025; i++) {
      removed.put(id32("r" + i), new Retired(1, id64("h"), 0, 1));
    }
    for (int i = 0; i < 1_057; i++) {
      carried.put(id32("c" + i), new Carried(1, 0));
    }
    TreeSet<String> keys = new TreeSet<>(Set.of(KEY));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Devices(keys, live, new TreeMap<>(), new TreeMap<>()))
        .withMessage("too many incarnations");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Devices(keys, new TreeMap<>(), removed, new TreeMap<>()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Devices(keys, new TreeMap<>(), new TreeMap<>(), carried));
  }

  @Test
  void numbersFitTogether() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Incarnation(KEY, 1, id64("h"), 2, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Incarnation(KEY, -1, id64("h"), 0, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Incarnation(KEY, 1, id64("h"), 0, -1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Retired(1, id64("h"), 2, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Retired(-1, id64("h"), -1, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Carried(1, 2));
    assertThatIllegalArgumentException().isThrownBy(() -> new Carried(1, -1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Forgotten(id32("x"), -1, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new Forgotten(id32("x"), 0, -1));
    assertThatIllegalArgumentException().isThrownBy(() -> new EpochVersion(id32("x"), 0));
  }
}
