package dev.offing.server.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offing.server.gateway.Outbound.Chat;
import dev.offing.server.gateway.Outbound.Entered;
import dev.offing.server.gateway.Outbound.Important;
import dev.offing.server.gateway.Outbound.Latest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class OutboundQueueTest {
  private final OutboundQueue queue = new OutboundQueue(100, 20);

  private List<String> drained() {
    List<String> out = new ArrayList<>();
    for (Frame next = queue.poll(); next != null; next = queue.poll()) {
      out.add(new String(next.bytes(), StandardCharsets.UTF_8));
    }
    return out;
  }

  private static Chat chat(String room, int number) {
    return new Chat(room, "chat-" + number, () -> "gap-" + number);
  }

  @Test
  void keepsTheOrderOfWhatMustArrive() {
    queue.offer(new Important("a"));
    queue.offer(chat("r", 1));
    queue.offer(new Important("b"));

    assertThat(drained()).containsExactly("a", "chat-1", "b");
    assertThat(queue.isEmpty()).isTrue();
  }

  @Test
  void keepsOnlyTheNewestTickAndSendsItLast() {
    queue.offer(new Latest("tick", "old"));
    queue.offer(new Important("a"));
    queue.offer(new Latest("tick", "new"));
    queue.offer(new Latest("presence", "p"));

    assertThat(drained()).containsExactly("a", "new", "p");
  }

  @Test
  void dropsChatBeyondItsShareAndLeavesOneMarkForAllOfIt() {
    for (int i = 1; i <= 9; i++) {
      assertThat(queue.offer(chat("r", i))).isTrue();
    }

    assertThat(drained()).containsExactly("chat-1", "chat-2", "chat-3", "gap-9");
    queue.offer(chat("r", 10));
    assertThat(drained()).as("and goes on after it").containsExactly("chat-10");
  }

  @Test
  void whatIsDroppedAfterARoomWasEnteredAgainHasAMarkBehindThat() {
    for (int i = 1; i <= 5; i++) {
      queue.offer(chat("r", i));
    }
    queue.offer(new Entered("r", new Frame("entered")));
    queue.offer(chat("r", 6));
    queue.offer(chat("r", 7));

    assertThat(drained())
        .containsExactly("chat-1", "chat-2", "chat-3", "gap-5", "entered", "gap-7");
  }

  @Test
  void marksEachRoomForItself() {
    for (int i = 1; i <= 4; i++) {
      queue.offer(chat("r", i));
      queue.offer(chat("s", i));
    }

    assertThat(drained()).containsExactly("chat-1", "chat-1", "chat-2", "gap-4", "gap-4");
  }

  @Test
  void neverDropsWhatMustArriveButSaysWhenItIsTooMuch() {
    assertThat(queue.offer(new Important("x".repeat(100)))).isTrue();
    assertThat(queue.offer(new Important("y"))).isFalse();
  }

  @Test
  void countsBytesNotCharacters() {
    assertThat(queue.offer(new Important("\u20ac".repeat(34)))).isFalse();
  }
}
