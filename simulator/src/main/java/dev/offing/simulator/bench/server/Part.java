package dev.offing.simulator.bench.server;

/** What of the benchmark can be asked for alone. */
enum Part {
  /** Calls, with and without Redis. */
  ACTION,
  /** Lines in a room of two nodes. */
  ROOM,
  /** Coming in: connect, prove, join. */
  CONNECT,
  /** What a connection keeps. */
  MEMORY,
  /** Work that is put into queues and done. */
  TASKS,
  /** How many are shown their accounts in each cycle. */
  PLAYERS
}
