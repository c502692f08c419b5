package dev.offing.server.action;

/**
 * An action: adding one is writing one such class and listing it in the {@link ActionRegistry}.
 * Called on virtual threads, by many at once.
 *
 * @param <P> its parameters, a record whose constructor checks them; an unknown one is an error
 */
public interface Action<P> {
  /** As a client calls it. */
  String name();

  /** From 1; a change that old clients would not understand is another version. */
  int version();

  /** The record of its parameters. */
  Class<P> params();

  /** Whether a device that asks to be linked may call it; none that plays needs to then. */
  default boolean linksDevices() {
    return false;
  }

  /**
   * The answer, a record of the protocol.
   *
   * @throws ActionException with a code when there is none
   */
  Object answer(Caller caller, P params);
}
