package dev.offing.server.gateway;

import java.net.InetAddress;

/**
 * One client, whatever protocol it speaks. Frames are text. Sending never blocks: what a slow
 * reader does not take waits in a bounded queue, by class ({@link Outbound}). Safe for use by many
 * threads.
 */
public interface Connection {
  /** Unique in this process. */
  long id();

  /** Where it comes from. */
  InetAddress remote();

  /** The host and port that the client dialled, as its Host header says, in lower case. */
  String dialledHost();

  /** The frame goes out in its turn; nothing happens on a closed connection. */
  void send(Outbound frame);

  /** Whether nothing waits to be written: a tick to a busy reader is skipped, not queued. */
  boolean idle();

  /**
   * From now on larger frames are taken, and the time to authenticate no longer runs.
   *
   * @param frameBytes the most bytes of a frame
   */
  void proved(int frameBytes);

  /**
   * What was sent goes out, then it closes; a reader that does not take it is cut.
   *
   * @param code a close code of RFC 6455 or {@link CloseCode}
   */
  void close(int code, String reason);

  /** Whether it can still be sent to. */
  boolean open();
}
