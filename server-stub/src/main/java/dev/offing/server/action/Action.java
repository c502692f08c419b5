package dev.offing.server.action;

import java.util.Set;
import java.util.function.Consumer;

/**
 * An action: adding one is writing one such class with a public constructor without parameters, and
 * its line in {@code META-INF/services/dev.offing.server.action.Action} (docs/add-an-action.md). It
 * is then served on every protocol. Called on virtual threads, by many at once; it may block, and
 * it keeps nothing.
 *
 * <p>An action never moves money: what does is a mutation, and {@code push} carries those.
 *
 * @param <P> its parameters, a record whose constructor checks them; an unknown one is an error
 */
public interface Action<P> {
  /** As a client calls it: a letter, then at most 63 letters and digits. */
  String name();

  /** From 1; a change that old clients would not understand is another version, beside the old. */
  default int version() {
    return 1;
  }

  /** What it does, in a sentence for people. */
  String does();

  /** The record of its parameters. */
  Class<P> params();

  /** The type of its answer, for its description. */
  Class<?> result();

  /** Who may call it. */
  default Set<Role> roles() {
    return Set.of(Role.PLAYER);
  }

  /** Whether nothing at all changes by it: then HTTP takes GET, too. */
  default boolean readsOnly() {
    return false;
  }

  /**
   * The answer.
   *
   * @param parts of the server that it may use
   * @throws ActionException with a code when there is none
   */
  Object answer(Caller caller, P params, ActionParts parts);

  /**
   * Gives the answer away, once, before it returns: for an action whose answer has a place among
   * other things that the session is sent.
   */
  default void answer(Caller caller, P params, ActionParts parts, Consumer<Object> to) {
    to.accept(answer(caller, params, parts));
  }
}
