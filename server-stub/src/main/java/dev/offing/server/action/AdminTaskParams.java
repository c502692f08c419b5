package dev.offing.server.action;

/**
 * Which task an admin means.
 *
 * @param kind its kind
 * @param id its id
 */
public record AdminTaskParams(String kind, String id) {
  /** Lets known kinds pass. */
  static void check(String kind, ActionParts parts) {
    if (!parts.tasks().kinds().names().contains(kind)) {
      throw new ActionException(
          "unknown_kind",
          "there is no task '%s'; there are %s".formatted(kind, parts.tasks().kinds().names()));
    }
  }

  /** What came of it. */
  public record Changed(boolean changed) {}
}
