package dev.offing.client.harbour;

/**
 * What became of one gesture, once it is on disk or refused. Each gesture has one, in their order.
 * Compared by identity, so that equal ones in a row are two changes of a property.
 */
public sealed interface Answer {

  /** It is on disk, and will reach the server. */
  final class Saved implements Answer {
    private final String mutationId;

    Saved(String mutationId) {
      this.mutationId = mutationId;
    }

    /** The mutation's id. */
    public String mutationId() {
      return mutationId;
    }
  }

  /** Nothing was written. */
  final class Refused implements Answer {
    private final Refusal refusal;

    Refused(Refusal refusal) {
      this.refusal = refusal;
    }

    /** What and why. */
    public Refusal refusal() {
      return refusal;
    }
  }

  /** The disk refused; nothing was written. */
  final class Failed implements Answer {
    private final Refusal refusal;

    Failed(Refusal refusal) {
      this.refusal = refusal;
    }

    /** What, and the disk's reason. */
    public Refusal refusal() {
      return refusal;
    }
  }
}
