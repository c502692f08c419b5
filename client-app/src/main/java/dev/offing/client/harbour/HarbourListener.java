package dev.offing.client.harbour;

/** Who is told what a player must not miss, wherever they look. On the thread of the screen. */
public interface HarbourListener {

  /** Something was not done. */
  void refused(Refusal refusal);

  /**
   * The server had lost a part of its books.
   *
   * @param text what became of them
   */
  void restored(String text);

  /**
   * A letter came. It comes again with the next connection until it is read.
   *
   * @param read to be run when it was
   */
  void letter(String title, String text, Runnable read);

  /**
   * The lamp burns for ten more minutes at most; told once.
   *
   * @param clock when it goes out, {@code 18:40}
   */
  void lampLow(String clock);
}
