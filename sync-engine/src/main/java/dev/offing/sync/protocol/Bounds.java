package dev.offing.sync.protocol;

import dev.offing.sync.economy.Command;
import dev.offing.sync.mutation.Chained;
import java.util.Collection;
import java.util.Objects;
import java.util.regex.Pattern;

/** Limits of what may arrive, checked before anything else is done with it (sync.md 8). */
public final class Bounds {
  /** Mutations in one push. */
  public static final int PUSH_MUTATIONS = 256;

  /** Bytes of the mutations in one push, as JSON. */
  public static final int PUSH_BYTES = 192 * 1024;

  /** Bytes of one mutation, as JSON. */
  public static final int MUTATION_BYTES = 4 * 1024;

  /** Bytes of a frame before the key is proved. */
  public static final int FRAME_BEFORE_PROOF_BYTES = 8 * 1024;

  /** Bytes of a frame from a client that proved its key. */
  public static final int FRAME_BYTES = 256 * 1024;

  /** Bytes of a frame from the server. */
  public static final int SERVER_FRAME_BYTES = 1024 * 1024;

  /** Bytes of a state, as JSON. */
  public static final int STATE_BYTES = 192 * 1024;

  /** Depth of nested JSON. */
  public static final int DEPTH = 32;

  /** Characters of a JSON number: longer than any long, shorter than any bomb. */
  public static final int NUMBER_CHARS = 20;

  /** Characters of one chat line. */
  public static final int SAY_CHARS = 500;

  private static final Pattern ROOM = Pattern.compile("[a-z]{1,16}:[a-z0-9-]{1,40}");

  private Bounds() {}

  /** Bytes that a row of a push takes in JSON, or more, but never fewer; cheap. */
  public static int mutationBytesAtMost(Chained row) {
    Command command = row.mutation().command();
    int chars = command.kind().length();
    for (var arg : command.args().entrySet()) {
      chars += arg.getKey().length() + arg.getValue().length() + 2;
    }
    int cost = command.maxCost() == null ? 0 : command.maxCost().toString().length();
    // Names, hashes and numbers take less than 640; a character is written with six bytes at most.
    return 640 + 6 * chars + cost;
  }

  static String text(String text, int maxChars, String what) {
    Objects.requireNonNull(text, what);
    if (text.isEmpty() || text.length() > maxChars) {
      throw new IllegalArgumentException(what + " must have 1 to " + maxChars + " characters");
    }
    return text;
  }

  static void size(Collection<?> items, int max, String what) {
    if (items.size() > max) {
      throw new IllegalArgumentException(what + " may list at most " + max);
    }
  }

  static void room(String room) {
    Objects.requireNonNull(room, "room");
    if (!ROOM.matcher(room).matches()) {
      throw new IllegalArgumentException(
          "room must be a kind and a name, such as port:lobby: small letters, digits and hyphens");
    }
  }
}
