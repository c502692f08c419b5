package dev.offing.client.port;

/**
 * A place on the standing.
 *
 * @param rank from 1
 * @param account the first characters of whose
 * @param name as people call them, {@code You} for oneself
 * @param earned what they have ever earned, in coins
 * @param self whether it is oneself
 */
public record Place(long rank, String account, String name, String earned, boolean self) {
  /** All of it in one sentence, for who hears it. */
  String words() {
    return "Number %,d: %s, %s coins earned".formatted(rank, name, earned);
  }
}
