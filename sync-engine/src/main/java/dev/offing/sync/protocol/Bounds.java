package dev.offing.sync.protocol;

import dev.offing.sync.economy.Command;
import dev.offing.sync.economy.Money;
import dev.offing.sync.mutation.Chained;
import dev.offing.sync.mutation.Ids;
import dev.offing.sync.mutation.Mutation;
import java.util.Collection;
import java.util.List;
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

  /** Bytes of a frame from a client that was asked to heal: a state does not fit the others. */
  public static final int HEAL_FRAME_BYTES = 512 * 1024;

  /** Bytes of a frame from the server. */
  public static final int SERVER_FRAME_BYTES = 1024 * 1024;

  /** Bytes of a state, as JSON. */
  public static final int STATE_BYTES = 192 * 1024;

  /** Depth of nested JSON. */
  public static final int DEPTH = 32;

  /** Characters of a JSON number: longer than any long, shorter than any bomb. */
  public static final int NUMBER_CHARS = 20;

  /** Characters of a key of a JSON object. */
  public static final int KEY_CHARS = 256;

  /** Characters of one chat line. */
  public static final int SAY_CHARS = 500;

  private static final Pattern ROOM = Pattern.compile("[a-z]{1,16}:[a-z0-9-]{1,64}");

  /** A row without its values: names, colons, commas, quotes around what needs no escapes. */
  private static final int FRAME_OF_A_ROW =
      """
      {"seq":,"hash":"","id":"","origin":{"incarnation":"","seq":},"at":,"kind":,"args":{},"catalog":"","run":}\
      """
          .length();

  private static final int MAX_COST_KEY = ",\"maxCost\":\"\"".length();

  private Bounds() {}

  /**
   * Bytes that a row of a push takes, spelt as the codec spells it; without blanks, however it
   * came.
   */
  public static int mutationBytes(Chained row) {
    Mutation m = row.mutation();
    Command command = m.command();
    int bytes = FRAME_OF_A_ROW;
    bytes += digits(row.seq()) + row.hash().length() + m.id().length();
    bytes += m.origin().incarnation().length() + digits(m.origin().seq()) + digits(m.at());
    bytes += quoted(command.kind()) + m.catalog().length() + digits(command.run());
    for (var arg : command.args().entrySet()) {
      bytes += quoted(arg.getKey()) + quoted(arg.getValue()) + 2;
    }
    if (!command.args().isEmpty()) {
      bytes--; // no comma after the last
    }
    Money most = command.maxCost();
    return most == null ? bytes : bytes + most.toString().length() + MAX_COST_KEY;
  }

  private static int digits(long number) {
    return Long.toString(number).length();
  }

  /** UTF-8 bytes of a JSON text with its quotes. */
  private static int quoted(String text) {
    int bytes = 2;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      bytes +=
          switch (c) {
            case '"', '\\', '\b', '\t', '\n', '\f', '\r' -> 2;
            default -> c < 0x20 ? 6 : c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
          };
    }
    return bytes;
  }

  static void mutations(List<Chained> rows) {
    size(rows, PUSH_MUTATIONS, "mutations");
    int bytes = 0;
    for (Chained row : rows) {
      int one = mutationBytes(row);
      if (one > MUTATION_BYTES) {
        throw tooLarge("a mutation has at most " + MUTATION_BYTES + " bytes");
      }
      bytes += one;
    }
    if (bytes > PUSH_BYTES) {
      throw tooLarge("the mutations of a push have at most " + PUSH_BYTES + " bytes");
    }
  }

  static String text(String text, int maxChars, String what) {
    Ids.unicode(text, what);
    if (text.isEmpty()) {
      throw new IllegalArgumentException(what + " must not be empty");
    }
    if (text.length() > maxChars) {
      throw tooLarge(what + " has at most " + maxChars + " characters");
    }
    return text;
  }

  static void size(Collection<?> items, int max, String what) {
    if (items.size() > max) {
      throw tooLarge(what + " may list at most " + max);
    }
  }

  static ProtocolException tooLarge(String sentence) {
    return new ProtocolException(ProtocolException.TOO_LARGE, sentence);
  }

  static void room(String room) {
    Objects.requireNonNull(room, "room");
    if (!ROOM.matcher(room).matches()) {
      throw new IllegalArgumentException(
          "room must be a kind and a name, such as chat:lobby: small letters, digits and hyphens");
    }
  }
}
