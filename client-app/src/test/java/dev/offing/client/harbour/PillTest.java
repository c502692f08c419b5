package dev.offing.client.harbour;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offing.client.Harbours;
import dev.offing.client.art.Icon;
import dev.offing.client.control.PillView;
import dev.offing.sync.Link;
import dev.offing.sync.SyncStatus;
import dev.offing.sync.economy.Money;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class PillTest {

  private static final Lamp BURNING =
      new Lamp(Lamp.State.BURNING, "earning until 18:40", "3 h 31 of oil", 4);

  @Test
  void onlineAndSyncingSaySoAndHowMuch() {
    assertThat(pill(Link.ONLINE, 0, null).text()).isEqualTo("Online");
    assertThat(pill(Link.SYNCING, 3, null).text()).isEqualTo("Syncing 3");
  }

  @Test
  void aServerThatIsSoughtReadsTheSameBetweenTwoAttempts() {
    assertThat(pill(Link.CONNECTING, 3, "refused")).isEqualTo(pill(Link.WAITING, 3, "refused"));
  }

  @ParameterizedTest
  @EnumSource(
      value = Link.class,
      names = {"FORGOTTEN", "OTHER_SERVER", "UNLINKED", "UPGRADE", "DIFFERS", "DISK"})
  void troubleHasItsReasonAsASecondLine(Link link) {
    Pill pill = pill(link, 2, "What happened, what was kept.");
    assertThat(pill.kind()).isEqualTo(Pill.Kind.TROUBLE);
    assertThat(pill.text()).isNotBlank();
    assertThat(pill.detail()).isEqualTo("What happened, what was kept.");
  }

  @Test
  void noTwoKindsOfNewsShareAnIcon() {
    Set<Icon> icons = new HashSet<>();
    for (Pill.Kind kind : Pill.Kind.values()) {
      assertThat(icons.add(PillView.iconOf(kind))).as(kind.name()).isTrue();
    }
  }

  @Test
  void offlineSaysSinceWhenUntilWhenAndHowMuchOilIsLeft() {
    Pill pill = pill(Link.WAITING, 0, null);
    assertThat(pill.text()).isEqualTo("Offline since 09:40, earning until 18:40");
    assertThat(pill.detail()).isEqualTo("3 h 31 of oil");
    assertThat(pill.cells()).isEqualTo(4);
  }

  @Test
  void theLastTenMinutesAreAnotherKindOfNews() {
    Lamp low = new Lamp(Lamp.State.LOW, "earning until 18:40", "8 min of oil", 1);
    Pill pill = pill(Link.WAITING, 0, null, low);
    assertThat(pill.kind()).isEqualTo(Pill.Kind.LAMP_LOW);
    assertThat(pill.detail()).isEqualTo("8 min of oil left. Reconnect to refill.");
  }

  private static Pill pill(Link link, int pending, String lastError) {
    return pill(link, pending, lastError, BURNING);
  }

  private static Pill pill(Link link, int pending, String lastError, Lamp lamp) {
    SyncStatus status =
        new SyncStatus(
            link,
            pending,
            0,
            0,
            null,
            null,
            Money.ZERO,
            1,
            link == Link.ONLINE || link == Link.SYNCING ? 0 : Harbours.START,
            0,
            lastError,
            0,
            true,
            "account",
            null,
            null);
    return Pill.of(status, lamp, Harbours.START, Harbours.ZONE);
  }
}
