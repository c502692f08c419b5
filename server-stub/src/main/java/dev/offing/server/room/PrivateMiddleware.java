package dev.offing.server.room;

/** A room that is not open takes its owner, and whom the owner or an admin let in. */
public final class PrivateMiddleware implements RoomMiddleware {
  static final String CODE = "not_let_in";

  /** For ServiceLoader. */
  public PrivateMiddleware() {}

  @Override
  public void join(RoomMember member, RoomNow room, Runnable next) {
    if (!room.kind().open() && !room.owns(member.account()) && !room.guest(member.account())) {
      throw new RoomException(
          CODE,
          "%s is private. Its owner can let you in: by action letIn, with your account id."
              .formatted(room.name()));
    }
    next.run();
  }
}
