package dev.offing.server.action;

/** What happens around every call, whichever action it is for. Safe for use by many threads. */
@FunctionalInterface
public interface Middleware {
  /**
   * Lets a call go on by {@code next}, at most once, or throws.
   *
   * @throws ActionException when the call goes no further
   */
  void around(Caller caller, Action<?> action, Runnable next);
}
