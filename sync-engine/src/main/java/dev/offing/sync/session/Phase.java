package dev.offing.sync.session;

/**
 * Where a session stands. Legal transitions:
 *
 * <pre>
 *   OFFLINE   -> WAITING                           a server was named
 *   WAITING   -> DIALLING                          the wait is over, or somebody pressed the button
 *   DIALLING  -> GREETING | WAITING                the socket opened, or did not
 *   GREETING  -> PROVING | HALTED | WAITING        challenge; another server
 *   PROVING   -> READY | LEARNING | HALTED | WAITING   welcome
 *   LEARNING  -> READY | WAITING                   world rows and catalogs are here
 *   READY     -> LEARNING | WAITING                a newer world; the connection ended
 *   HALTED    -> WAITING                           only by the button: it takes a person
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
  /** The session stands. */
  READY,
  /** Going on would be wrong; see {@link Halt}. Everything is kept, nothing is sent. */
  HALTED,
  /** The engine was closed. */
  CLOSED
}
