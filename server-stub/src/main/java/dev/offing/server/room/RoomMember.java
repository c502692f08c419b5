package dev.offing.server.room;

import dev.offing.server.gateway.Outbound;
import java.util.function.Consumer;

/**
 * A session in rooms.
 *
 * @param session names it on its node
 * @param account the account's id
 * @param out sends to it, without blocking
 */
public record RoomMember(String session, String account, Consumer<Outbound> out) {
  /** Characters of an account by which a room shows its member. */
  public static final int SHOWN_CHARS = 8;

  /** How others see it: the first characters of its account. */
  public String name() {
    return account.substring(0, SHOWN_CHARS);
  }
}
