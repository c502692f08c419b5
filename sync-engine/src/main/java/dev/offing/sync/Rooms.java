package dev.offing.sync;

/**
 * The rooms of a server. What is heard comes as {@link dev.offing.sync.session.SyncEvent}s. A room
 * that was joined is joined again after every cut, since the last event seen; what was said and not
 * heard yet is said again, once.
 */
public interface Rooms {
  /** Enters a room, such as {@code chat:lobby}; now, or when there is a connection. */
  void join(String room);

  /** Leaves it. */
  void leave(String room);

  /**
   * Says something in a room that was joined; see {@link #say(String, String, String)}.
   *
   * @param text 1 to 500 characters
   * @return the id under which it will be heard
   * @throws IllegalArgumentException when the text is empty or too long
   */
  String say(String room, String text);

  /**
   * The same under an id of the caller's: what was said before under it is not said again. What
   * cannot wait, because too much waits already or the room was not joined, is told as {@link
   * dev.offing.sync.session.SyncEvent.Unsaid}.
   *
   * @param id 1 to 64 characters, chosen at random
   * @param text 1 to 500 characters
   * @throws IllegalArgumentException when the text is empty or too long
   */
  void say(String room, String id, String text);
}
