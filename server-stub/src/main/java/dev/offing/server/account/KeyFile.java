package dev.offing.server.account;

import dev.offing.server.fault.PrivateFile;
import dev.offing.server.fault.Reasons;
import dev.offing.server.fault.StubFailure;
import dev.offing.sync.account.Checkpoint;
import dev.offing.sync.account.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
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
 *
 * <p>It may hold several keys. The newest seals; an older one only shows that a checkpoint is ours
 * whose state is from before its retirement, which is when the next one began (sync.md 6).
 */
public final class KeyFile {
  /** Its name in the data folder. */
  public static final String NAME = "offing.key";

  private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");
  private static final Pattern KEY_ID = Pattern.compile("[0-9a-f]{32}");
  private static final Pattern KEY = Pattern.compile("[0-9a-f]{64}");
  private static final HexFormat HEX = HexFormat.of();
  private static final List<String> HEAD =
      List.of(
          "# Offing: who this server is. Keep it secret, and keep a copy: without it the devices'",
          "# checkpoints prove nothing, and their profiles are bound to another server.");

  private static final Pattern SINCE = Pattern.compile("[0-9]{1,15}");

  private final String serverId;
  private final List<Key> keys;

  /** No record: what it holds is in no text of it. */
  private static final class Key {
    final String id;
    final byte[] bytes;

    /** When it began to seal, ms of server time; 0 for the first. */
    final long since;

    Key(String id, byte[] bytes, long since) {
      this.id = id;
      this.bytes = bytes;
      this.since = since;
    }
  }

  private KeyFile(String serverId, List<Key> keys) {
    this.serverId = serverId;
    this.keys = List.copyOf(keys);
  }

  /**
   * Keys that lie in no file, for simulations: nothing is kept of them.
   *
   * @param key 32 bytes
   */
  public static KeyFile inMemory(String serverId, String keyId, byte[] key) {
    return new KeyFile(serverId, List.of(new Key(keyId, Arrays.copyOf(key, key.length), 0)));
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

  /** The id of the newest key; goes into each checkpoint. */
  public String keyId() {
    return keys.getLast().id;
  }

  /** Whether a key of this id is here, be it the newest or an older one. */
  public boolean holds(String keyId) {
    return keys.stream().anyMatch(key -> key.id.equals(keyId));
  }

  /** The seal of the newest key on a state. */
  Checkpoint seal(State state) {
    return Checkpoint.seal(state, keyId(), keys.getLast().bytes, serverId);
  }

  /** Whether this server sealed it: with its newest key, or with an older one in its time. */
  boolean verifies(Checkpoint shown) {
    for (int i = 0; i < keys.size(); i++) {
      Key key = keys.get(i);
      if (key.id.equals(shown.keyId())) {
        long retired = i + 1 < keys.size() ? keys.get(i + 1).since : Long.MAX_VALUE;
        return shown.serverId().equals(serverId)
            && shown.asOf() < retired
            && shown.verifies(key.bytes);
      }
    }
    return false;
  }

  /**
   * Adds a key, which seals from the next start on. The caller holds the lock of the folder.
   *
   * @param now ms of server time
   * @return the file as it is now
   * @throws StubFailure when it cannot be read, is damaged, or cannot be written
   */
  public static KeyFile rotate(Path data, SecureRandom random, long now) {
    KeyFile before = open(data);
    List<String> lines = new ArrayList<>(HEAD);
    lines.add("server-id = " + before.serverId);
    before.keys.forEach(key -> lines.addAll(lines(key)));
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    long since = Math.max(now, before.keys.getLast().since + 1);
    lines.addAll(lines(new Key(randomHex(random, 16), bytes, since)));
    write(data, lines);
    return open(data);
  }

  private static List<String> lines(Key key) {
    List<String> lines = new ArrayList<>();
    lines.add("key-id = " + key.id);
    lines.add("key = " + HEX.formatHex(key.bytes));
    if (key.since > 0) {
      lines.add("since = " + key.since);
    }
    return lines;
  }

  private static void create(Path data, SecureRandom random) {
    List<String> lines = new ArrayList<>(HEAD);
    lines.add("server-id = " + randomHex(random, 16));
    lines.add("key-id = " + randomHex(random, 16));
    lines.add("key = " + randomHex(random, 32));
    write(data, lines);
  }

  private static void write(Path data, List<String> lines) {
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
    Map<String, String> first = new HashMap<>();
    List<Map<String, String>> blocks = new ArrayList<>();
    for (String line : lines) {
      int split = line.indexOf('=');
      if (line.startsWith("#") || split <= 0) {
        continue;
      }
      String name = line.substring(0, split).strip();
      if (name.equals("key-id")) {
        blocks.add(new HashMap<>());
      }
      (blocks.isEmpty() ? first : blocks.getLast()).put(name, line.substring(split + 1).strip());
    }
    if (blocks.isEmpty()) {
      blocks.add(first);
    }
    List<Key> keys = new ArrayList<>();
    for (Map<String, String> block : blocks) {
      keys.add(
          new Key(
              take(file, block, "key-id", KEY_ID),
              HEX.parseHex(take(file, block, "key", KEY)),
              keys.isEmpty() ? 0 : Long.parseLong(take(file, block, "since", SINCE))));
    }
    return new KeyFile(take(file, first, "server-id", ID), keys);
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
