package dev.offing.server.action;

/** Lets only those call an action who have one of its roles. */
final class RolesMiddleware implements Middleware {
  @Override
  public void around(Caller caller, Action<?> action, Runnable next) {
    if (!action.roles().contains(caller.role())) {
      throw refused(caller, action);
    }
    next.run();
  }

  private static ActionException refused(Caller caller, Action<?> action) {
    return switch (caller) {
      case Caller.Anyone _ ->
          new ActionException("unauthorized", "action '%s' needs a token".formatted(action.name()));
      case Caller.Linking _ ->
          new ActionException(
              "wrong_session", "this session is for being linked, and nothing else");
      case Caller.Player _ ->
          action.roles().contains(Role.LINKING)
              ? new ActionException(
                  "wrong_session",
                  "this device belongs to an account; say hello with link to be linked")
              : new ActionException(
                  "forbidden", "action '%s' is not for players".formatted(action.name()));
      case Caller.Admin _ ->
          new ActionException(
              "forbidden", "action '%s' is of a player's device".formatted(action.name()));
    };
  }
}
