package dev.offing.server.cli;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Spans of time as people write them: {@code 1d2h3m4s5ms}, exact to the millisecond. */
public final class Spans {
  private static final Pattern FORM =
      Pattern.compile("(?:(\\d+)d)?(?:(\\d+)h)?(?:(\\d+)m)?(?:(\\d+)s)?(?:(\\d+)ms)?");
  private static final String[] UNITS = {"d", "h", "m", "s", "ms"};
  private static final long[] MS = {86_400_000, 3_600_000, 60_000, 1_000, 1};

  private Spans() {}

  /** As people write it; ms, not below 0. */
  public static String of(long ms) {
    StringBuilder text = new StringBuilder();
    long left = ms;
    for (int i = 0; i < UNITS.length; i++) {
      if (left >= MS[i]) {
        text.append(left / MS[i]).append(UNITS[i]);
        left %= MS[i];
      }
    }
    return text.isEmpty() ? "0s" : text.toString();
  }

  /** In ms; empty where it is no such time, or a longer one than a long holds. */
  public static OptionalLong parse(String text) {
    Matcher parts = FORM.matcher(text.replace(" ", ""));
    if (text.isBlank() || !parts.matches()) {
      return OptionalLong.empty();
    }
    long ms = 0;
    try {
      for (int i = 0; i < MS.length; i++) {
        String part = parts.group(i + 1);
        ms = part == null ? ms : Math.addExact(ms, Math.multiplyExact(Long.parseLong(part), MS[i]));
      }
    } catch (ArithmeticException | NumberFormatException _) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(ms);
  }
}
