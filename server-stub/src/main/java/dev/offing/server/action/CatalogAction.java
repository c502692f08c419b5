package dev.offing.server.action;

import dev.offing.sync.protocol.Calls;
import java.util.Set;

/** {@code catalog {hash}}: a catalog of the world list, byte for byte. */
public final class CatalogAction implements Action<Calls.CatalogParams> {
  @Override
  public String name() {
    return Calls.CATALOG;
  }

  @Override
  public String does() {
    return "Tells a catalog of the world list, byte for byte.";
  }

  @Override
  public Class<Calls.CatalogParams> params() {
    return Calls.CatalogParams.class;
  }

  @Override
  public Class<Calls.CatalogResult> result() {
    return Calls.CatalogResult.class;
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
  public Calls.CatalogResult answer(Caller caller, Calls.CatalogParams asked, ActionParts parts) {
    String text =
        parts
            .world()
            .catalogText(asked.hash())
            .orElseThrow(() -> new ActionException("unknown_catalog", "no catalog has this hash"));
    return new Calls.CatalogResult(asked.hash(), text);
  }
}
