package dev.offing.sync.ledger;

import org.jspecify.annotations.Nullable;

/** A database that cannot be trusted: it is set aside. Never leaves the package. */
final class DamagedException extends Exception {
  DamagedException(String what) {
    super(what);
  }

  DamagedException(String what, @Nullable Throwable cause) {
    super(what, cause);
  }
}
