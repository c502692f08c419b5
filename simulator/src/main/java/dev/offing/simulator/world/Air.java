package dev.offing.simulator.world;

/** The network around one device, as it is now. Counters, because faults overlap. */
final class Air {
  int offline;
  int halfOpen;
  int noneUp;
  int noneDown;
  int latency;
  int jitter;
  int stall;
  int slowClose;
  int lostAck;
  int handshakeStall;
  int duplicate;
  int corrupt;
  int slowConsumer;

  boolean carriesUp() {
    return halfOpen == 0 && noneUp == 0;
  }

  boolean carriesDown() {
    return halfOpen == 0 && noneDown == 0;
  }
}
