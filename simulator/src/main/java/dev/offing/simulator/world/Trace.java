package dev.offing.simulator.world;

import org.jspecify.annotations.Nullable;

/**
 * What happened, folded into one number: two runs of a seed are the same exactly when their hashes
 * are. Whoever wants to read it listens.
 */
public final class Trace {
  /** Hears each thing that happens. */
  @FunctionalInterface
  public interface Listener {
    /**
     * One thing.
     *
     * @param atMs virtual time
     * @param who it happens to: {@code d0}, {@code n1}, {@code redis}, {@code world}
     * @param what in one word
     * @param detail the rest
     */
    void happened(long atMs, String who, String what, String detail);

    /**
     * A frame leaves. It may never arrive.
     *
     * @param atMs virtual time
     * @param frame its number among those of this world, from 1
     * @param from {@code d0}, {@code n1}
     * @param to likewise
     * @param text what it says, spoilt where the network spoils it
     */
    default void sent(long atMs, long frame, String from, String to, String text) {}

    /** A frame that left is there. */
    default void arrived(long atMs, long frame) {}
  }

  private final @Nullable Listener listener;
  private long hash = 0xCBF29CE484222325L;
  private long count;
  private long frames;

  Trace(@Nullable Listener listener) {
    this.listener = listener;
  }

  void note(long atMs, String who, String what, String detail) {
    mix(atMs);
    mix(who.hashCode());
    mix(what.hashCode());
    mix(detail.hashCode());
    count++;
    if (listener != null) {
      listener.happened(atMs, who, what, detail);
    }
  }

  /** Whether anybody listens: names need not be made for nobody. */
  boolean heard() {
    return listener != null;
  }

  /** A frame leaves; its number, or 0 when nobody listens. */
  long sends(long atMs, String from, String to, String text) {
    if (listener == null) {
      return 0;
    }
    listener.sent(atMs, ++frames, from, to, text);
    return frames;
  }

  void arrives(long atMs, long frame) {
    if (listener != null) {
      listener.arrived(atMs, frame);
    }
  }

  private void mix(long value) {
    hash = (hash ^ value) * 0x9E3779B97F4A7C15L;
    hash ^= hash >>> 32;
  }

  /** The hash so far, 16 hexadecimal digits. */
  public String hash() {
    return "%016x".formatted(hash);
  }

  /** How many things happened. */
  public long count() {
    return count;
  }
}
