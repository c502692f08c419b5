package dev.offing.server.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offing.server.Device;
import dev.offing.server.inbox.Inbox.Keep;
import dev.offing.sync.protocol.ServerMessage.Notice;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every inbox keeps. */
abstract class InboxContract {
  private static final long NOW = 1_700_000_000_000L;

  private final String account = Device.random(32);

  abstract Inbox inbox();

  private static Notice letter(String id, long at) {
    return new Notice(id, NOW + at, "test", "text of " + id);
  }

  private List<String> waiting() {
    return inbox().waiting(account, 1_000).stream().map(Notice::id).toList();
  }

  @Test
  void lettersWaitInOrderUntilTheyAreRead() {
    assertThat(waiting()).isEmpty();
    inbox().put(account, letter("b", 2), Keep.ALWAYS);
    inbox().put(account, letter("a", 1), Keep.NEWEST);
    inbox().put(account, letter("c", 3), Keep.ALWAYS);

    assertThat(inbox().waiting(account, 2)).containsExactly(letter("a", 1), letter("b", 2));
    inbox().acknowledge(account, List.of("a", "c", "unknown"), NOW);
    assertThat(waiting()).containsExactly("b");
    assertThat(inbox().waiting(Device.random(32), 10)).as("each has a box").isEmpty();
  }

  @Test
  void aLetterComesOnceAlsoAfterItWasRead() {
    assertThat(inbox().put(account, letter("a", 1), Keep.ALWAYS)).isTrue();
    assertThat(inbox().put(account, letter("a", 9), Keep.ALWAYS)).isFalse();
    assertThat(inbox().waiting(account, 10)).containsExactly(letter("a", 1));
    inbox().acknowledge(account, List.of("a"), NOW);
    assertThat(inbox().put(account, letter("a", 1), Keep.ALWAYS)).isFalse();
    assertThat(waiting()).isEmpty();
  }

  @Test
  void whatTellsOfMoneyNeverGoesForWantOfRoom() {
    inbox().put(account, letter("money", 0), Keep.ALWAYS);
    for (int i = 1; i <= Inbox.SPARE + 3; i++) {
      inbox().put(account, letter("spare" + i, i), Keep.NEWEST);
    }
    assertThat(waiting())
        .hasSize(Inbox.SPARE + 1)
        .startsWith("money", "spare4")
        .endsWith("spare" + (Inbox.SPARE + 3));
  }
}
