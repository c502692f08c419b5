package dev.offing.server.redis;

import java.util.List;

/**
 * Where in Redis an account lies: all keys of one carry the hash tag of its partition, one of
 * 1,024, so that one script finds them on one slot of a cluster (docs/design/sync.md 7).
 */
public final class AccountTag {
  /** How many there are. */
  public static final int PARTITIONS = 1_024;

  private static final int HEX = 16;

  private AccountTag() {}

  /** The partition of an account, from 0. */
  public static int partition(String account) {
    // The account's id is a hash already: its first digits are as good as any.
    return Integer.parseInt(account.substring(0, 4), HEX) % PARTITIONS;
  }

  /** With what every key of a partition begins. */
  public static String ofPartition(int partition) {
    return "offing:{p" + partition + "}:";
  }

  /** With what every key of an account begins; the account itself is the key of this name. */
  public static String of(String account) {
    return ofPartition(partition(account)) + "a:" + account;
  }

  /** The keys of an account's letters: by id, by time, those that may go, those that were read. */
  public static List<String> inbox(String account) {
    String letters = of(account) + ":inbox";
    return List.of(letters, letters + ":order", letters + ":spare", letters + ":read");
  }
}
