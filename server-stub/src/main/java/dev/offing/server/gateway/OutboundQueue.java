package dev.offing.server.gateway;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What waits for a reader, bounded in bytes. The newest of each key replaces the older one, chat is
 * dropped beyond its share and leaves one gap mark per room, everything else is kept until the
 * bound is reached: then the reader has to go. Not safe for use by many threads; its connection
 * guards it.
 */
public final class OutboundQueue {
  private static final Frame NOTHING = new Frame("");

  /** A place in the order. A gap mark keeps its place while what it stands for grows. */
  private static final class Slot {
    final Frame frame;
    final boolean chat;
    final @Nullable String gapOf;
    @Nullable Supplier<String> gapMark;

    Slot(Frame frame, boolean chat) {
      this.frame = frame;
      this.chat = chat;
      this.gapOf = null;
    }

    Slot(String room) {
      this.frame = NOTHING;
      this.chat = false;
      this.gapOf = room;
    }
  }

  private final int mostBytes;
  private final int mostChatBytes;
  private final ArrayDeque<Slot> slots = new ArrayDeque<>();
  private final Map<String, Slot> gaps = new HashMap<>();
  private final Map<String, Frame> latest = new LinkedHashMap<>();
  private long bytes;
  private long chatBytes;

  /**
   * An empty queue.
   *
   * @param mostBytes bound of all that waits
   * @param mostChatBytes waiting bytes beyond which chat is dropped
   */
  public OutboundQueue(int mostBytes, int mostChatBytes) {
    this.mostBytes = mostBytes;
    this.mostChatBytes = mostChatBytes;
  }

  /** Puts a frame in; false when the bound is reached and the reader has to be closed. */
  public boolean offer(Outbound frame) {
    switch (frame) {
      case Outbound.Important(Frame it) -> put(new Slot(it, false));
      case Outbound.Latest(String key, Frame it) -> latest.put(key, it);
      case Outbound.Chat chat -> offerChat(chat);
      case Outbound.Entered(String room, Frame it) -> {
        gaps.remove(room);
        put(new Slot(it, false));
      }
    }
    return bytes <= mostBytes;
  }

  /** The next frame to write, or null. */
  public @Nullable Frame poll() {
    Slot slot = slots.poll();
    if (slot == null) {
      return pollLatest();
    }
    bytes -= slot.frame.length();
    if (slot.chat) {
      chatBytes -= slot.frame.length();
    }
    if (slot.gapMark == null) {
      return slot.frame;
    }
    gaps.remove(slot.gapOf, slot);
    return new Frame(slot.gapMark.get());
  }

  /** Whether nothing waits. */
  public boolean isEmpty() {
    return slots.isEmpty() && latest.isEmpty();
  }

  /** Nothing waits any more. */
  public void clear() {
    slots.clear();
    gaps.clear();
    latest.clear();
    bytes = 0;
    chatBytes = 0;
  }

  private @Nullable Frame pollLatest() {
    Iterator<Frame> waiting = latest.values().iterator();
    if (!waiting.hasNext()) {
      return null;
    }
    Frame next = waiting.next();
    waiting.remove();
    return next;
  }

  private void offerChat(Outbound.Chat chat) {
    Slot gap = gaps.get(chat.room());
    if (gap == null && chatBytes + chat.frame().length() <= mostChatBytes) {
      put(new Slot(chat.frame(), true));
      return;
    }
    if (gap == null) {
      gap = new Slot(chat.room());
      gaps.put(chat.room(), gap);
      put(gap);
    }
    gap.gapMark = chat.gapMark();
  }

  private void put(Slot slot) {
    slots.add(slot);
    bytes += slot.frame.length();
    if (slot.chat) {
      chatBytes += slot.frame.length();
    }
  }
}
