package dev.offing.server.task;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is to be enqueued. {@code TaskRequest.of(params).id("welcome:" + account).in(60_000)}.
 *
 * @param id of whoever enqueues: of one id, one task; null for a random one
 * @param when ms of server time, 0 for now; negative: so long from now
 * @param params the record of the kind
 */
public record TaskRequest(@Nullable String id, long when, Object params) {
  private static final int MOST_ID_CHARS = 200;

  /** Checks the parts. */
  public TaskRequest {
    Objects.requireNonNull(params, "params");
    if (id != null && (id.isBlank() || id.length() > MOST_ID_CHARS)) {
      throw new IllegalArgumentException("the id of a task has 1 to 200 characters");
    }
  }

  /** To be done now. */
  public static TaskRequest of(Object params) {
    return new TaskRequest(null, 0, params);
  }

  /** The same, once: another request of this id within 30 days does nothing. */
  public TaskRequest id(String chosen) {
    return new TaskRequest(chosen, when, params);
  }

  /** The same, later. */
  public TaskRequest in(long ms) {
    return new TaskRequest(id, -Math.max(0, ms), params);
  }

  /** The same, at a time of the server in ms. */
  public TaskRequest at(long ms) {
    return new TaskRequest(id, Math.max(0, ms), params);
  }
}
