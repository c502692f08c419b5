package dev.offing.server.action;

import dev.offing.server.world.WorldBoard;
import dev.offing.sync.account.World;
import dev.offing.sync.protocol.Calls;

/** {@code world {since}}: the rows of the world list after a number. */
public final class WorldAction implements Action<Calls.WorldParams> {
  private final WorldBoard board;

  /** Answers from this board. */
  public WorldAction(WorldBoard board) {
    this.board = board;
  }

  @Override
  public String name() {
    return Calls.WORLD;
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public Class<Calls.WorldParams> params() {
    return Calls.WorldParams.class;
  }

  @Override
  public Calls.WorldResult answer(Caller caller, Calls.WorldParams params) {
    World world = board.view().world();
    return new Calls.WorldResult(
        world.epoch(), world.rows().stream().filter(row -> row.seq() > params.since()).toList());
  }
}
