package dev.offing.server.gateway;

import java.nio.charset.StandardCharsets;
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
  /** A place in the order. A gap mark keeps its place while what it stands for grows. */
  private static final class Slot {
    final byte[] bytes;
    final boolean chat;
    final @Nullable String gapOf;
    @Nullable Supplier<String> gapMark;

    Slot(byte[] bytes, boolean chat) {
      this.bytes = bytes;
      this.chat = chat;
      this.gapOf = null;
    }

    Slot(String room) {
      this.bytes = new byte[0];
      this.chat = false;
      this.gapOf = room;
    }
  }

  private final int mostBytes;
  private final int mostChatBytes;
  private final ArrayDeque<Slot> slots = new ArrayDeque<>();
  private final Map<String, Slot> gaps = new HashMap<>();
  private final Map<String, byte[]> latest = new LinkedHashMap<>();
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
      case Outbound.Important(String json) -> put(new Slot(utf8(json), false));
      case Outbound.Latest(String key, String json) -> latest.put(key, utf8(json));
      case Outbound.Chat chat -> offerChat(chat);
    }
    return bytes <= mostBytes;
  }

  /** The next frame to write, or null. */
  public byte @Nullable [] poll() {
    Slot slot = slots.poll();
    if (slot == null) {
      return pollLatest();
    }
    bytes -= slot.bytes.length;
    if (slot.chat) {
      chatBytes -= slot.bytes.length;
    }
    if (slot.gapMark == null) {
      return slot.bytes;
    }
    gaps.remove(slot.gapOf);
    return utf8(slot.gapMark.get());
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

  private byte @Nullable [] pollLatest() {
    Iterator<byte[]> waiting = latest.values().iterator();
    if (!waiting.hasNext()) {
      return null;
    }
    byte[] next = waiting.next();
    waiting.remove();
    return next;
  }

  private void offerChat(Outbound.Chat chat) {
    Slot gap = gaps.get(chat.room());
    byte[] text = utf8(chat.json());
    if (gap == null && chatBytes + text.length <= mostChatBytes) {
      put(new Slot(text, true));
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
    bytes += slot.bytes.length;
    if (slot.chat) {
      chatBytes += slot.bytes.length;
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
