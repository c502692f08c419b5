package dev.offing.client.art;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Checks path data by the grammar of SVG, as JavaFX draws bad data up to the mistake and says
 * nothing.
 */
final class PathData {

  private static final Pattern TOKEN =
      Pattern.compile(
          "[\\s,]*([MmZzLlHhVvCcSsQqTtAa]|[-+]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][-+]?\\d+)?)");

  private PathData() {}

  /** What is wrong with it, or null. */
  static @Nullable String fault(String data) {
    Matcher token = TOKEN.matcher(data);
    int at = 0;
    char command = 0;
    int numbers = 0;
    while (token.find(at) && token.start() == at) {
      String text = token.group(1);
      at = token.end();
      if (!Character.isLetter(text.charAt(0))) {
        numbers++;
        continue;
      }
      if (command == 0 && Character.toLowerCase(text.charAt(0)) != 'm') {
        return "it does not begin with M";
      }
      if (command != 0 && !fits(command, numbers)) {
        return "%d numbers after %s".formatted(numbers, command);
      }
      command = text.charAt(0);
      numbers = 0;
    }
    if (!data.substring(at).isBlank()) {
      return "\"%s\" is no path data".formatted(data.substring(at).strip());
    }
    if (command == 0) {
      return "it is empty";
    }
    return fits(command, numbers) ? null : "%d numbers after %s".formatted(numbers, command);
  }

  private static boolean fits(char command, int numbers) {
    int each =
        switch (Character.toLowerCase(command)) {
          case 'z' -> 0;
          case 'h', 'v' -> 1;
          case 'm', 'l', 't' -> 2;
          case 's', 'q' -> 4;
          case 'c' -> 6;
          default -> 7;
        };
    return each == 0 ? numbers == 0 : numbers > 0 && numbers % each == 0;
  }
}
