package dev.offing.server.account;

import dev.offing.server.fault.PrivateFile;
import dev.offing.server.fault.Reasons;
import dev.offing.server.fault.StubFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Who this server is: its id, and the key that seals its checkpoints. It lies in a file of its
 * owner alone and never in Redis, so that whoever reads a backup of Redis cannot forge a checkpoint
 * (docs/design/sync.md 1). All nodes of a server read the same file.
 */
public final class KeyFile {
  private static final String NAME = "offing.key";
  private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");
  private static final Pattern KEY_ID = Pattern.compile("[0-9a-f]{32}");
  private static final Pattern KEY = Pattern.compile("[0-9a-f]{64}");
  private static final HexFormat HEX = HexFormat.of();

  private final String serverId;
  private final String keyId;
  private final byte[] key;

  private KeyFile(String serverId, String keyId, byte[] key) {
    this.serverId = serverId;
    this.keyId = keyId;
    this.key = key;
  }

  /**
   * Keys that lie in no file, for simulations: nothing is kept of them.
   *
   * @param key 32 bytes
   */
  public static KeyFile inMemory(String serverId, String keyId, byte[] key) {
    return new KeyFile(serverId, keyId, Arrays.copyOf(key, key.length));
  }

  /**
   * Reads the file of the data folder, or makes it where there is none. The caller holds the lock
   * of the folder.
   *
   * @throws StubFailure when it cannot be read, is damaged, or cannot be written
   */
  public static KeyFile openOrCreate(Path data, SecureRandom random) {
    Path file = data.resolve(NAME);
    if (Files.notExists(file)) {
      create(data, random);
    }
    return open(data);
  }

  /**
   * Reads the file of the data folder.
   *
   * @throws StubFailure when it cannot be read or is damaged
   */
  public static KeyFile open(Path data) {
    Path file = data.resolve(NAME);
    try {
      return parse(file, Files.readAllLines(file));
    } catch (NoSuchFileException e) {
      throw new StubFailure("There is no key file %s. Nothing was changed.".formatted(file), e);
    } catch (IOException e) {
      throw new StubFailure(
          ("The key file %s cannot be read (%s). Nothing was changed. Make it readable for the user"
                  + " who runs the stub.")
              .formatted(file, Reasons.of(e)),
          e);
    }
  }

  /** The id of this server, to which a client binds its profile. */
  public String serverId() {
    return serverId;
  }

  /** The id of the key; goes into each checkpoint. */
  public String keyId() {
    return keyId;
  }

  /** The key, 32 bytes; a copy. */
  public byte[] key() {
    return Arrays.copyOf(key, key.length);
  }

  private static void create(Path data, SecureRandom random) {
    List<String> lines =
        List.of(
            "# Offing: who this server is. Keep it secret, and keep a copy: without it the devices'",
            "# checkpoints prove nothing, and their profiles are bound to another server.",
            "server-id = " + randomHex(random, 16),
            "key-id = " + randomHex(random, 16),
            "key = " + randomHex(random, 32));
    try {
      PrivateFile.write(data, NAME, lines);
    } catch (IOException e) {
      throw new StubFailure(
          ("The key file %s cannot be written (%s). Nothing was changed. Free space there"
                  + " or make the folder writable.")
              .formatted(data.resolve(NAME), Reasons.of(e)),
          e);
    }
  }

  private static KeyFile parse(Path file, List<String> lines) {
    Map<String, String> settings = new HashMap<>();
    for (String line : lines) {
      int split = line.indexOf('=');
      if (!line.startsWith("#") && split > 0) {
        settings.put(line.substring(0, split).strip(), line.substring(split + 1).strip());
      }
    }
    return new KeyFile(
        take(file, settings, "server-id", ID),
        take(file, settings, "key-id", KEY_ID),
        HEX.parseHex(take(file, settings, "key", KEY)));
  }

  private static String take(Path file, Map<String, String> settings, String key, Pattern shape) {
    String value = settings.getOrDefault(key, "");
    if (!shape.matcher(value).matches()) {
      throw new StubFailure(
          ("The key file %s is damaged: '%s' is missing or not of its form. Nothing was changed."
                  + " Bring the file back from a copy. Only if the accounts of this server may be"
                  + " given up, move it away together with the folder 'redis'.")
              .formatted(file, key));
    }
    return value;
  }

  private static String randomHex(SecureRandom random, int bytes) {
    byte[] value = new byte[bytes];
    random.nextBytes(value);
    return HEX.formatHex(value);
  }
}
