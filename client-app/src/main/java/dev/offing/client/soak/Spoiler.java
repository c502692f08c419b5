package dev.offing.client.soak;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Spoils bytes the way disks, wires and people do: mostly a little, now and then a lot. */
final class Spoiler {
  private static final String TEXT = "0123456789abcdef\"{}[]:,.-+eE\\ntrue\u00e4";

  private final RandomGenerator random;

  Spoiler(RandomGenerator random) {
    this.random = random;
  }

  /** The bytes with one to four faults in them; the same array is never given back. */
  byte[] spoilt(byte[] bytes) {
    byte[] at = bytes.clone();
    for (int faults = 1 + random.nextInt(4); faults > 0 && at.length > 0; faults--) {
      at = once(at);
    }
    return at;
  }

  /** A text with such faults, of characters that stand in messages. */
  String spoilt(String text) {
    StringBuilder at = new StringBuilder(text);
    for (int faults = 1 + random.nextInt(4); faults > 0 && !at.isEmpty(); faults--) {
      int place = random.nextInt(at.length());
      switch (random.nextInt(5)) {
        case 0 -> at.setCharAt(place, TEXT.charAt(random.nextInt(TEXT.length())));
        case 1 -> at.deleteCharAt(place);
        case 2 -> at.insert(place, TEXT.charAt(random.nextInt(TEXT.length())));
        case 3 -> {
          int end = Math.min(at.length(), place + random.nextInt(40));
          at.insert(random.nextInt(at.length()), at.substring(place, end));
        }
        default -> digit(at, place);
      }
    }
    return at.toString();
  }

  /** Another digit in place of one: what is still a message, and says something else. */
  private void digit(StringBuilder text, int from) {
    for (int i = 0; i < text.length(); i++) {
      int place = (from + i) % text.length();
      if (Character.isDigit(text.charAt(place))) {
        text.setCharAt(place, (char) ('0' + random.nextInt(10)));
        return;
      }
    }
  }

  private byte[] once(byte[] bytes) {
    int place = random.nextInt(bytes.length);
    switch (random.nextInt(6)) {
      case 0, 1 -> bytes[place] ^= (byte) (1 << random.nextInt(8));
      case 2 -> bytes[place] = (byte) random.nextInt();
      case 3 -> {
        int end = Math.min(bytes.length, place + 1 + random.nextInt(4_096));
        Arrays.fill(bytes, place, end, (byte) 0);
      }
      case 4 -> {
        byte[] word = TEXT.getBytes(StandardCharsets.UTF_8);
        int length = Math.min(word.length, bytes.length - place);
        System.arraycopy(word, 0, bytes, place, length);
      }
      default -> {
        return Arrays.copyOf(bytes, place);
      }
    }
    return bytes;
  }
}
