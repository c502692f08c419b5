package dev.offing.server.room;

/** {@code port:NAME}: open to everybody, nobody's own. */
public final class PortRooms implements RoomKind {
  /** For ServiceLoader. */
  public PortRooms() {}

  @Override
  public String name() {
    return "port";
  }

  @Override
  public boolean open() {
    return true;
  }

  @Override
  public boolean owns(String called, String account) {
    return false;
  }
}
