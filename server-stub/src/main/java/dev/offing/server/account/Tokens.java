package dev.offing.server.account;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Tokens for connections on which a device does not prove its key: HTTP, TCP, and protocols of
 * one's own (docs/design/sync.md 8). One is 256 bits by chance, ends by itself, and is worth
 * nothing as soon as the account does not list its device. Safe for use by many threads; calls
 * block.
 */
public final class Tokens {
  private static final Pattern TOKEN = Pattern.compile("[0-9a-f]{64}");

  private final TokenStore store;
  private final AccountService accounts;
  private final Supplier<String> random256;
  private final LongSupplier clock;
  private final long goodMs;

  /**
   * For whom a token acts.
   *
   * @param incarnation the life of the device's database, which its pushes carry on
   * @param protocol version of the messages that the device spoke when it was made
   * @param rules version of the economy's rules that it knew then
   */
  public record Holder(
      String account, String device, String incarnation, int protocol, int rules) {}

  /**
   * A new token.
   *
   * @param token told once
   * @param expiresAt ms of server time
   */
  public record Issued(String token, long expiresAt) {}

  /**
   * Tokens of these accounts.
   *
   * @param random256 makes 32 random bytes, hexadecimal
   * @param clock ms of server time
   * @param goodMs for which a token is good
   */
  public Tokens(
      TokenStore store,
      AccountService accounts,
      Supplier<String> random256,
      LongSupplier clock,
      long goodMs) {
    this.store = store;
    this.accounts = accounts;
    this.random256 = random256;
    this.clock = clock;
    this.goodMs = goodMs;
  }

  /**
   * Makes one for a device that has proved its key.
   *
   * @throws dev.offing.server.redis.RedisUnavailable when it could not be noted
   */
  public Issued issue(Holder holder) {
    String token = random256.get();
    long expiresAt = clock.getAsLong() + goodMs;
    store.put(hash(token), holder, goodMs);
    return new Issued(token, expiresAt);
  }

  /**
   * Whose token this is; empty when it is none, or not any more.
   *
   * @throws dev.offing.server.redis.RedisUnavailable when that cannot be known now
   */
  public Optional<Holder> check(String token) {
    return TOKEN.matcher(token).matches()
        ? store.find(hash(token)).filter(it -> accounts.mayAct(it.account(), it.device()))
        : Optional.empty();
  }

  private static String hash(String token) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest(token.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e); // every Java has it
    }
  }
}
