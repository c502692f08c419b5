package dev.offing.server.inbox;

import dev.offing.sync.protocol.ServerMessage.Notice;

/** Brings letters to players, whether or not they are there. */
@FunctionalInterface
public interface PostOffice {
  /**
   * Puts a letter into the inbox, once by its id, and shows it to whoever plays the account now.
   * Blocks.
   *
   * @throws RuntimeException when it cannot; to be asked again with the same letter
   */
  void deliver(String account, Notice letter);
}
