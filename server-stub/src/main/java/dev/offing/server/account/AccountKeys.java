package dev.offing.server.account;

import dev.offing.server.redis.AccountTag;

/** The Redis keys of one account; all carry its {@link AccountTag}. */
final class AccountKeys {
  static final int PARTITIONS = AccountTag.PARTITIONS;

  private final String prefix;
  private final int partition;

  AccountKeys(String account) {
    this.partition = partition(account);
    this.prefix = AccountTag.of(account);
  }

  static int partition(String account) {
    return AccountTag.partition(account);
  }

  /** Sorted set: the errands of the account's partition, by when they began. */
  String errands() {
    return errands(partition);
  }

  static String errands(int partition) {
    return AccountTag.ofPartition(partition) + "errands";
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
