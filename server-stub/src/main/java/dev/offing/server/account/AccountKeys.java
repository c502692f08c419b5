package dev.offing.server.account;

/**
 * The Redis keys of one account. All carry the hash tag of its partition, one of 1,024, so that one
 * script finds them on one slot of a cluster (docs/design/sync.md 7).
 */
final class AccountKeys {
  static final int PARTITIONS = 1_024;
  private static final int HEX = 16;

  private final String prefix;
  private final int partition;

  AccountKeys(String account) {
    this.partition = partition(account);
    this.prefix = "offing:{p" + partition + "}:a:" + account;
  }

  static int partition(String account) {
    // The account's id is a hash already: its first digits are as good as any.
    return Integer.parseInt(account.substring(0, 4), HEX) % PARTITIONS;
  }

  /** Sorted set: the errands of the account's partition, by when they began. */
  String errands() {
    return errands(partition);
  }

  static String errands(int partition) {
    return "offing:{p" + partition + "}:errands";
  }

  /** Hash: epoch, version, run, checkpoint, one field per section. */
  String account() {
    return prefix;
  }

  /** Hash: outcomes by origin and id. */
  String outcomes() {
    return prefix + ":outcomes";
  }

  /** Hash: what they moved, until the client has it. */
  String moved() {
    return prefix + ":moved";
  }

  /** List: the commits, oldest first. */
  String journal() {
    return prefix + ":journal";
  }

  /** String: what stands in place of the journal's oldest rows. */
  String opening() {
    return prefix + ":opening";
  }

  /** Sorted set: the ids that an incarnation carried, by its number. */
  String numbers(String incarnation) {
    return prefix + ":numbers:" + incarnation;
  }
}
