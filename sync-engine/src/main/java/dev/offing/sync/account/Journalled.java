package dev.offing.sync.account;

/** One step of an account's history, as its journal keeps it. */
public sealed interface Journalled permits Commit, Heal {
  /** Whose history it is. */
  String account();

  /** The point of history that it makes. */
  EpochVersion to();
}
