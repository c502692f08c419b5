package dev.offing.server.action;

import dev.offing.sync.protocol.Calls.Nothing;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** {@code mute {room, who, seconds}}: for a while nobody in a room hears somebody. */
public final class MuteAction implements Action<MuteAction.Params> {
  private static final long MOST_SECONDS = TimeUnit.DAYS.toSeconds(30);

  /**
   * Whom.
   *
   * @param who as the room shows members: the first 8 characters of the account
   * @param seconds 1 to 2,592,000 (30 days)
   */
  public record Params(String room, String who, long seconds) {
    /** Checks the parts. */
    public Params {
      RoomRuling.shown(who);
      if (seconds < 1 || seconds > MOST_SECONDS) {
        throw new IllegalArgumentException("seconds is from 1 to " + MOST_SECONDS);
      }
    }
  }

  @Override
  public String name() {
    return "mute";
  }

  @Override
  public String does() {
    return "Lets nobody in a room hear somebody for a while; of your own room, or by who looks after the server.";
  }

  @Override
  public Class<Params> params() {
    return Params.class;
  }

  @Override
  public Class<Nothing> result() {
    return Nothing.class;
  }

  @Override
  public Set<Role> roles() {
    return Set.of(Role.PLAYER, Role.ADMIN);
  }

  @Override
  public Nothing answer(Caller caller, Params asked, ActionParts parts) {
    RoomRuling.of(
        caller,
        by ->
            parts
                .moderation()
                .mute(by, asked.room(), asked.who(), TimeUnit.SECONDS.toMillis(asked.seconds())));
    return new Nothing();
  }
}
