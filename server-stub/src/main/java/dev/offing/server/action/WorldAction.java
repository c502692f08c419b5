package dev.offing.server.action;

import dev.offing.sync.account.World;
import dev.offing.sync.protocol.Calls;
import java.util.Set;

/** {@code world {since}}: the rows of the world list after a number. */
public final class WorldAction implements Action<Calls.WorldParams> {
  @Override
  public String name() {
    return Calls.WORLD;
  }

  @Override
  public String does() {
    return "Tells the rows of the world list after a number; 0 for all of them.";
  }

  @Override
  public Class<Calls.WorldParams> params() {
    return Calls.WorldParams.class;
  }

  @Override
  public Class<Calls.WorldResult> result() {
    return Calls.WorldResult.class;
  }

  @Override
  public Set<Role> roles() {
    return Set.of(Role.ANYONE, Role.PLAYER, Role.ADMIN);
  }

  @Override
  public boolean readsOnly() {
    return true;
  }

  @Override
  public Calls.WorldResult answer(Caller caller, Calls.WorldParams asked, ActionParts parts) {
    World world = parts.world().view().world();
    return new Calls.WorldResult(
        world.epoch(), world.rows().stream().filter(row -> row.seq() > asked.since()).toList());
  }
}
