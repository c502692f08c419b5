package dev.offing.server.room;

/** {@code player:ACCOUNT}: a player's own room, for all devices of the account and its guests. */
public final class PlayerRooms implements RoomKind {
  /** For ServiceLoader. */
  public PlayerRooms() {}

  @Override
  public String name() {
    return "player";
  }

  @Override
  public boolean open() {
    return false;
  }

  @Override
  public boolean owns(String called, String account) {
    return called.equals(account);
  }
}
