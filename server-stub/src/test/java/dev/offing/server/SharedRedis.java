package dev.offing.server;

import dev.offing.server.account.KeyFile;
import dev.offing.server.redis.EmbeddedRedis;
import dev.offing.server.redis.RedisBinary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * The real Redis that all tests of one JVM share, with the key file of its server. Tests use
 * accounts and rooms of their own, so they do not meet.
 */
public final class SharedRedis {
  private static final SharedRedis ONLY = new SharedRedis();

  private final Path data;
  private final EmbeddedRedis redis;
  private final KeyFile keys;

  private SharedRedis() {
    try {
      data = Files.createTempDirectory("offing-test");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    keys = KeyFile.openOrCreate(data, new SecureRandom());
    redis = EmbeddedRedis.start(data, RedisBinary.ofThisMachine());
    Runtime.getRuntime().addShutdownHook(new Thread(this::remove));
  }

  public static URI address() {
    return ONLY.redis.address();
  }

  public static Path data() {
    return ONLY.data;
  }

  public static KeyFile keys() {
    return ONLY.keys;
  }

  private void remove() {
    redis.close();
    try (Stream<Path> files = Files.walk(data)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
