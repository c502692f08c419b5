package dev.offing.sync.session;

import java.net.URI;
import java.util.List;

/** The doors of one server, and at which of them is knocked. Belongs to the session. */
final class Doors {
  private List<URI> all = List.of();
  private int at;

  boolean none() {
    return all.isEmpty();
  }

  boolean are(List<URI> others) {
    return all.equals(others);
  }

  /** The first of them is here, then. */
  void use(List<URI> others) {
    all = others;
    at = 0;
  }

  URI here() {
    return all.get(at);
  }

  /** One node may be gone while the others are there. */
  void next() {
    at = all.isEmpty() ? 0 : (at + 1) % all.size();
  }
}
