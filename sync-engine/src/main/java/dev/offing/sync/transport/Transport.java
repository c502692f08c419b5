package dev.offing.sync.transport;

import java.net.URI;

/** Opens connections that carry text frames, in order, both ways. */
public interface Transport extends AutoCloseable {
  /**
   * Begins to open a connection; returns at once.
   *
   * @param listener hears of it from any thread, one call at a time; {@code closed} comes exactly
   *     once, and last
   */
  Wire dial(URI server, Listener listener);

  /** Ends all connections and threads. */
  @Override
  void close();

  /** An opening or open connection. */
  interface Wire {
    /** Queues a frame; does not block. A frame on a connection that ended is dropped. */
    void send(String frame);

    /** Ends it; what is queued is still sent where possible. Idempotent, does not block. */
    void close();
  }

  /** What happens on a connection. */
  interface Listener {
    /** Frames may be sent from now on. */
    void opened();

    /** A text frame arrived. */
    void frame(String text);

    /**
     * It ended, or could not be opened.
     *
     * @param why a sentence for a person
     */
    void closed(String why);
  }

  /** Over WebSockets, with OkHttp. */
  static Transport okHttp() {
    return new OkHttpTransport();
  }
}
