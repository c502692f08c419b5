package dev.offing.server;

import dev.offing.server.account.Books;
import dev.offing.server.account.KeyFile;
import dev.offing.server.account.RedisAccountStore;
import dev.offing.server.fault.StubFailure;
import dev.offing.server.redis.EmbeddedRedis;
import dev.offing.server.redis.RedisBinary;
import dev.offing.server.redis.RedisLink;
import dev.offing.server.world.RedisWorldStore;
import dev.offing.sync.account.World;
import dev.offing.sync.economy.Catalog;
import dev.offing.sync.economy.Economy;
import dev.offing.sync.economy.Rulebook;
import dev.offing.sync.protocol.CatalogException;
import dev.offing.sync.protocol.CatalogReader;
import dev.offing.sync.protocol.Codec;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The books of a data folder, opened for somebody who is no player: over the Redis of the stub that
 * runs on it, or, where none runs, over one that is started for as long as this is open.
 */
final class OpenBooks implements AutoCloseable {
  private final @Nullable DataLock lock;
  private final @Nullable EmbeddedRedis own;
  private final RedisLink link;
  private final KeyFile keys;
  private final Map<String, Catalog> catalogs = new ConcurrentHashMap<>();
  private @Nullable Rulebook rules;

  private OpenBooks(
      @Nullable DataLock lock, @Nullable EmbeddedRedis own, RedisLink link, KeyFile keys) {
    this.lock = lock;
    this.own = own;
    this.link = link;
    this.keys = keys;
  }

  /**
   * Opens them.
   *
   * @param data the stub's data folder
   * @param redis where a Redis runs that is not the stub's own; null for that one
   * @throws StubFailure when they cannot be opened, in a plain sentence
   */
  static OpenBooks open(Path data, @Nullable URI redis, RedisBinary binary) {
    KeyFile keys = KeyFile.open(data);
    if (redis != null) {
      return new OpenBooks(null, null, link(redis), keys);
    }
    if (RunningStub.find(data).isPresent()) {
      return new OpenBooks(null, null, link(runningRedis(data)), keys);
    }
    DataLock lock = DataLock.take(data);
    EmbeddedRedis own = null;
    try {
      own = EmbeddedRedis.start(data, binary);
      return new OpenBooks(lock, own, link(own.address()), keys);
    } catch (RuntimeException e) {
      if (own != null) {
        own.close();
      }
      lock.close();
      throw e;
    }
  }

  private static URI runningRedis(Path data) {
    String told = RunningStub.find(data).map(RunningStub::redis).orElse("");
    Optional<URI> own = EmbeddedRedis.recordedAddress(data);
    if (own.isEmpty() || !ServerConfig.withoutPassword(own.get()).equals(told)) {
      throw new StubFailure(
          "The stub on %s uses the Redis at %s. Nothing was changed. Name it with --redis."
              .formatted(data, told));
    }
    return own.get();
  }

  private static RedisLink link(URI address) {
    return RedisLink.open(address, ServerConfig.withoutPassword(address));
  }

  KeyFile keys() {
    return keys;
  }

  RedisLink link() {
    return link;
  }

  /** Deletes accounts that an older dump brought back. */
  void bury(Set<String> accounts, long now) {
    RedisAccountStore store = new RedisAccountStore(link, new Codec());
    accounts.forEach(account -> store.delete(account, now));
  }

  Books books() {
    return new Books(
        new RedisAccountStore(link, new Codec()),
        keys,
        asOf -> Economy.genesis(rules().at(asOf), asOf).purse());
  }

  /** Read when the first account asks for it: without accounts there may be none. */
  private synchronized Rulebook rules() {
    Rulebook known = rules;
    if (known == null) {
      RedisWorldStore store = new RedisWorldStore(link);
      known = new World("0".repeat(32), store.read().rows()).rulebook(it -> catalog(store, it));
      rules = known;
    }
    return known;
  }

  private Catalog catalog(RedisWorldStore store, String hash) {
    return catalogs.computeIfAbsent(
        hash,
        _ -> {
          String text = store.catalogText(hash);
          if (text == null) {
            throw new IllegalStateException("catalog " + hash + " is not in Redis");
          }
          try {
            return CatalogReader.read(hash, text.getBytes(StandardCharsets.UTF_8));
          } catch (CatalogException e) {
            throw new IllegalStateException(e.getMessage(), e);
          }
        });
  }

  @Override
  public void close() {
    link.close();
    if (own != null) {
      own.close();
    }
    if (lock != null) {
      lock.close();
    }
  }
}
