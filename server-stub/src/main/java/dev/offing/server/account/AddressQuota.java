package dev.offing.server.account;

import java.net.InetAddress;

/**
 * How often one address may do something in a while, over all nodes (docs/design/sync.md 8): begin
 * an account, name a wrong code.
 */
public interface AddressQuota {
  /** Whether the address may do it once more now; counts nothing. */
  boolean available(InetAddress address);

  /** Counts once; false when it is once too often. */
  boolean take(InetAddress address);
}
