package dev.offing.server.action;

import dev.offing.server.world.WorldBoard;
import dev.offing.sync.protocol.Calls;

/** {@code catalog {hash}}: a catalog of the world list, byte for byte. */
public final class CatalogAction implements Action<Calls.CatalogParams> {
  private final WorldBoard board;

  /** Answers from this board. */
  public CatalogAction(WorldBoard board) {
    this.board = board;
  }

  @Override
  public String name() {
    return Calls.CATALOG;
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public Class<Calls.CatalogParams> params() {
    return Calls.CatalogParams.class;
  }

  @Override
  public Calls.CatalogResult answer(Caller caller, Calls.CatalogParams params) {
    String text =
        board
            .catalogText(params.hash())
            .orElseThrow(() -> new ActionException("unknown_catalog", "no catalog has this hash"));
    return new Calls.CatalogResult(params.hash(), text);
  }
}
