package dev.offing.sync;

/** How a device and its server stand, in the words of a person who looks at the game. */
public enum Link {
  /** No server is wanted: everything stays here. */
  OFFLINE,
  /** The server is not there; the next attempt has its time. */
  WAITING,
  /** An attempt is under way. */
  CONNECTING,
  /** Connected, and mutations are on their way. */
  SYNCING,
  /** Connected, and the server has everything. */
  ONLINE,
  /** The server lost its memory of the account: everything is kept, nothing is sent. */
  FORGOTTEN,
  /** The profile belongs to another server: nothing is sent. */
  OTHER_SERVER,
  /** The server does not list this device: nothing is sent. */
  UNLINKED,
  /** The account was deleted: nothing is sent. */
  DELETED,
  /** The program is too old for the server: nothing is sent. */
  UPGRADE,
  /** The server is too old for the program: nothing is sent. */
  SERVER_TOO_OLD,
  /** Server and device do not agree even on a fresh copy: nothing is sent. */
  DIFFERS,
  /** The disk refuses: nothing new is accepted, nothing that was saved is lost. */
  DISK,
  /** The engine was closed. */
  CLOSED
}
