package dev.offing.sync.session;

/** Why a session stopped of its own accord. Play goes on without a network in each case. */
public enum Halt {
  /** The profile belongs to another server. */
  OTHER_SERVER(
      /* mayPass= */ false,
      "This profile belongs to another server. Nothing was sent; play goes on here. "
          + "Use the server it was made on, or another profile."),
  /** The server no longer knows what it once confirmed, and cannot be told. */
  FORGOTTEN(
      /* mayPass= */ true,
      "The server lost its memory of this account, and does not know its own seal on it either. "
          + "Everything is kept on this device and nothing is sent until the server's books and "
          + "its key file are restored."),
  /** The server does not list this device: it was taken off the account, or never was on it. */
  UNLINKED(
      /* mayPass= */ true,
      "This device is not linked to its account any more. What it had not sent is kept here and "
          + "counts for nothing until another device of the account links it again."),
  /** The server is older than the program. */
  SERVER_TOO_OLD(
      /* mayPass= */ true,
      "This game is newer than its server. Everything is kept and play goes on here; it is sent as "
          + "soon as the server is brought up to date."),
  /** Somebody deleted the account. */
  DELETED(
      /* mayPass= */ false,
      "This account was deleted, on this or on another device, and the server will never take it "
          + "back. What lies on this device is kept until you delete it, too."),
  /** The program is older than the server. */
  UPGRADE(
      /* mayPass= */ true,
      "The server is newer than this game. Everything is kept and play goes on here; please update "
          + "the game."),
  /** The same history gives different states on both sides, even from a fresh copy. */
  DIFFERS(
      /* mayPass= */ false,
      "Server and device do not agree on the account, even from a fresh copy. Everything is kept "
          + "here and nothing is sent. Please report it.");

  private final boolean mayPass;
  private final String text;

  Halt(boolean mayPass, String text) {
    this.mayPass = mayPass;
    this.text = text;
  }

  /** Whether the server may think otherwise later, so that it is worth asking again. */
  boolean mayPass() {
    return mayPass;
  }

  /** What happened, what was kept and what to do, for a person. */
  public String text() {
    return text;
  }
}
