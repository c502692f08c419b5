package dev.offing.sync.account;

import dev.offing.sync.mutation.Ids;
import org.jspecify.annotations.Nullable;

/**
 * A change of who may push for an account (docs/design/sync.md 8). The commit that makes it names
 * the key that wanted it; it moves no money.
 */
public sealed interface DeviceChange {
  /** Characters of a device's name. */
  int NAME_CHARS = 40;

  /**
   * A further device may push.
   *
   * @param key its Ed25519 public key (32 bytes, hexadecimal)
   * @param name what people call it, 1 to {@value #NAME_CHARS} characters
   * @param at when it was linked, ms of server time
   */
  record Linked(String key, String name, long at) implements DeviceChange {
    /** Checks the parts. */
    public Linked {
      Ids.hash(key, "key");
      DeviceChange.named(name);
    }
  }

  /** A device may not push any more: what it had not sent by then never acts. */
  record Revoked(String key) implements DeviceChange {
    /** Checks the parts. */
    public Revoked {
      Ids.hash(key, "key");
    }
  }

  /**
   * Another recovery key, which may link devices and nothing else.
   *
   * @param key its Ed25519 public key; null where the account has none from now on
   */
  record Recoverable(@Nullable String key) implements DeviceChange {
    /** Checks the parts. */
    public Recoverable {
      if (key != null) {
        Ids.hash(key, "key");
      }
    }
  }

  /**
   * The name, if it is one.
   *
   * @throws IllegalArgumentException when it is empty, too long or not to be shown
   */
  static String named(String name) {
    Ids.unicode(name, "name");
    if (name.isBlank() || name.length() > NAME_CHARS || name.chars().anyMatch(c -> c < ' ')) {
      throw new IllegalArgumentException(
          "the name of a device has 1 to " + NAME_CHARS + " characters");
    }
    return name;
  }
}
