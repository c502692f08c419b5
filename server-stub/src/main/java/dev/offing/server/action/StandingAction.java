package dev.offing.server.action;

import dev.offing.server.room.RoomMember;
import dev.offing.server.standing.Standings;
import dev.offing.sync.protocol.Calls;
import java.util.List;
import java.util.Set;

/** {@code standing {top}}: who has earned how much. */
public final class StandingAction implements Action<Calls.StandingParams> {
  @Override
  public String name() {
    return Calls.STANDING;
  }

  @Override
  public String does() {
    return "Tells the first of the standing, and where the caller stands.";
  }

  @Override
  public Class<Calls.StandingParams> params() {
    return Calls.StandingParams.class;
  }

  @Override
  public Class<Calls.StandingResult> result() {
    return Calls.StandingResult.class;
  }

  @Override
  public Set<Role> roles() {
    return Set.of(Role.PLAYER, Role.ADMIN);
  }

  @Override
  public boolean readsOnly() {
    return true;
  }

  @Override
  public Calls.StandingResult answer(Caller caller, Calls.StandingParams asked, ActionParts parts) {
    Standings standings = parts.standings();
    Calls.Place own =
        caller instanceof Caller.Player player
            ? standings.of(player.account()).map(StandingAction::shown).orElse(null)
            : null;
    List<Calls.Place> top =
        asked.top() == 0
            ? List.of()
            : standings.top(asked.top()).stream().map(StandingAction::shown).toList();
    return new Calls.StandingResult(standings.size(), own, top);
  }

  private static Calls.Place shown(Standings.Place place) {
    return new Calls.Place(
        place.rank(), place.account().substring(0, RoomMember.SHOWN_CHARS), place.earned());
  }
}
