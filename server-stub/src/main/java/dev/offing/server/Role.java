package dev.offing.server;

import java.util.Locale;

/** What a node does. */
enum Role {
  /** It lets clients in. */
  GATEWAY,
  /** It runs tasks. One that does nothing else opens no port. */
  WORKER;

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
