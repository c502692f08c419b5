package dev.offing.client.scene;

import java.util.Set;

/**
 * The stages of the harbour (docs/design/look.md "Growth"): a beach; stone with the first smack;
 * the full front row with the first barge; the customs house with the first brig; the yard with the
 * first clipper.
 */
final class Growth {

  /** How long a stage rises, in seconds. */
  static final double RISE_S = 2.4;

  private Growth() {}

  static int stage(Set<String> owned) {
    if (owned.contains("clipper")) {
      return 5;
    }
    if (owned.contains("brig")) {
      return 4;
    }
    if (owned.contains("barge")) {
      return 3;
    }
    return owned.contains("smack") ? 2 : 1;
  }
}
