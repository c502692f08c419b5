package dev.offing.server.gateway;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What waits for a reader, bounded in bytes. Ticks conflate to the newest, chat is dropped beyond
 * its share and leaves one gap mark per room, everything else is kept until the bound is reached:
 * then the reader has to go. Not safe for use by many threads; its connection guards it.
 */
final class OutboundQueue {
  /** A slot keeps its place in the order while its bytes may be replaced. */
  private static final class Slot {
    byte[] bytes;
    final @Nullable String gapOf;

    /** Of chat, so that what is taken out no longer counts as chat. */
    final boolean chat;

    Slot(byte[] bytes, @Nullable String gapOf, boolean chat) {
      this.bytes = bytes;
      this.gapOf = gapOf;
      this.chat = chat;
    }
  }

  private final int mostBytes;
  private final int mostChatBytes;
  private final ArrayDeque<Slot> slots = new ArrayDeque<>();
  private final Map<String, Slot> gaps = new HashMap<>();
  private byte @Nullable [] tick;
  private long bytes;
  private long chatBytes;

  OutboundQueue(int mostBytes, int mostChatBytes) {
    this.mostBytes = mostBytes;
    this.mostChatBytes = mostChatBytes;
  }

  /** Puts a frame in; false when the bound is reached and the reader has to be closed. */
  boolean offer(Outbound frame) {
    switch (frame) {
      case Outbound.Tick(byte[] newest) -> tick = newest;
      case Outbound.Chat chat -> offerChat(chat);
      case Outbound.Important(byte[] important) -> put(new Slot(important, null, false));
    }
    return bytes <= mostBytes;
  }

  /** The next frame to write, or null; a tick goes out when nothing else waits. */
  byte @Nullable [] poll() {
    Slot slot = slots.poll();
    if (slot == null) {
      byte[] last = tick;
      tick = null;
      return last;
    }
    bytes -= slot.bytes.length;
    if (slot.chat) {
      chatBytes -= slot.bytes.length;
    }
    if (slot.gapOf != null) {
      gaps.remove(slot.gapOf);
    }
    return slot.bytes;
  }

  boolean isEmpty() {
    return slots.isEmpty() && tick == null;
  }

  void clear() {
    slots.clear();
    gaps.clear();
    tick = null;
    bytes = 0;
    chatBytes = 0;
  }

  private void offerChat(Outbound.Chat chat) {
    Slot gap = gaps.get(chat.room());
    boolean full = chatBytes + chat.bytes().length > mostChatBytes;
    if (gap == null && !full) {
      put(new Slot(chat.bytes(), null, true));
    } else if (gap == null) {
      Slot mark = new Slot(chat.gapMark(), chat.room(), false);
      gaps.put(chat.room(), mark);
      put(mark);
    } else {
      bytes += chat.gapMark().length - gap.bytes.length;
      gap.bytes = chat.gapMark();
    }
  }

  private void put(Slot slot) {
    slots.add(slot);
    bytes += slot.bytes.length;
    if (slot.chat) {
      chatBytes += slot.bytes.length;
    }
  }
}
