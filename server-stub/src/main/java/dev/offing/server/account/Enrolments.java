package dev.offing.server.account;

import java.net.InetAddress;

/** How many accounts one address may begin in an hour, over all nodes (docs/design/sync.md 8). */
public interface Enrolments {
  /** Whether the address may begin another account now; counts nothing. */
  boolean available(InetAddress address);

  /** Counts an account; false when it is one too many. */
  boolean take(InetAddress address);
}
