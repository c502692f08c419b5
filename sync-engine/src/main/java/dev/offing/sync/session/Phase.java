package dev.offing.sync.session;

/**
 * Where a session stands. Legal transitions:
 *
 * <pre>
 *   OFFLINE   -> WAITING                           a server was named
 *   WAITING   -> DIALLING                          the wait is over, or somebody pressed the button
 *   DIALLING  -> GREETING | WAITING                the socket opened, or did not
 *   GREETING  -> PROVING | HALTED | WAITING        challenge; another server
 *   PROVING   -> READY | HEALING | LEARNING | LINKING | HALTED | WAITING   welcome
 *   LEARNING  -> READY | HEALING | WAITING         world rows and catalogs are here
 *   HEALING   -> READY | LEARNING | HALTED | WAITING   the server took over what it forgot
 *   LINKING   -> WAITING                           linked, or not; the connection ended
 *   READY     -> LEARNING | WAITING                a newer world; the connection ended
 *   HALTED    -> WAITING                           by the button: it takes a person
 *   HALTED    -> DIALLING                          unlinked: now and then, it may be listed again
 *   any       -> OFFLINE | CLOSED
 * </pre>
 */
public enum Phase {
  /** No server is wanted. */
  OFFLINE,
  /** Between two attempts. */
  WAITING,
  /** The socket is being opened. */
  DIALLING,
  /** Hello is on its way. */
  GREETING,
  /** The proof is on its way. */
  PROVING,
  /** World rows or catalogs are on their way; what needs them waits. */
  LEARNING,
  /** What the server forgot is on its way to it. */
  HEALING,
  /** The device asks to be linked to an account; it waits until somebody allows it. */
  LINKING,
  /** The session stands. */
  READY,
  /** Going on would be wrong; see {@link Halt}. Everything is kept, nothing is sent. */
  HALTED,
  /** The engine was closed. */
  CLOSED
}
