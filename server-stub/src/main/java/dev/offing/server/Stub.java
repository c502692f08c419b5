package dev.offing.server;

import java.util.concurrent.CountDownLatch;

/** A running stub, in this process or over several. */
interface Stub extends AutoCloseable {
  /** What it says of itself when it is ready. */
  RunningStub description();

  /** Is counted down when it ended by itself. */
  CountDownLatch ended();

  /** 0 when it ended as it should. */
  int exitCode();

  /** Stops it in order, within 10 s. */
  @Override
  void close();
}
