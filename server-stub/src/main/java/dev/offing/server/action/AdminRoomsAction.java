package dev.offing.server.action;

import dev.offing.sync.protocol.Calls.Nothing;
import java.util.Set;

/** {@code adminRooms}: the rooms that have members. */
public final class AdminRoomsAction implements Action<Nothing> {
  @Override
  public String name() {
    return "adminRooms";
  }

  @Override
  public String does() {
    return "Lists the rooms that have members on any node, how many those are, and which nodes did not say.";
  }

  @Override
  public Class<Nothing> params() {
    return Nothing.class;
  }

  @Override
  public Class<AdminParts.RoomsNow> result() {
    return AdminParts.RoomsNow.class;
  }

  @Override
  public Set<Role> roles() {
    return Set.of(Role.ADMIN);
  }

  @Override
  public boolean readsOnly() {
    return true;
  }

  @Override
  public AdminParts.RoomsNow answer(Caller caller, Nothing asked, ActionParts parts) {
    return parts.admin().rooms();
  }
}
