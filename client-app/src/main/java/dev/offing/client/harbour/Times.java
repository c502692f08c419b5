package dev.offing.client.harbour;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How spans and times of day are written for people. Milliseconds in, text out. */
public final class Times {

  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
  private static final DateTimeFormatter DAY_AND_CLOCK =
      DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.ENGLISH);
  private static final long MINUTE_S = 60;
  private static final long HOUR_S = 3_600;
  private static final long DAY_S = 86_400;

  private Times() {}

  /** {@code 5:29}, {@code 1 h 47} or {@code 2 d 3 h}; begun seconds count as whole ones. */
  public static String span(long ms) {
    long s = Math.ceilDiv(Math.max(0, ms), 1_000L);
    if (s < HOUR_S) {
      return s / MINUTE_S + ":" + twoDigits(s % MINUTE_S);
    }
    if (s < DAY_S) {
      return s / HOUR_S + " h " + twoDigits(s % HOUR_S / MINUTE_S);
    }
    return s / DAY_S + " d " + s % DAY_S / HOUR_S + " h";
  }

  /** {@code 48 min}, {@code 8 h} or {@code 3 h 31}; begun minutes count as whole ones. */
  public static String hours(long ms) {
    long minutes = Math.ceilDiv(Math.max(0, ms), MINUTE_S * 1_000);
    long rest = minutes % 60;
    if (minutes < 60) {
      return minutes + " min";
    }
    return minutes / 60 + " h" + (rest == 0 ? "" : " " + twoDigits(rest));
  }

  /** {@code 9 h 12 min}, for a sentence; whole minutes, a second at least. */
  public static String words(long ms) {
    long s = Math.max(1_000, ms) / 1_000;
    if (s < MINUTE_S) {
      return s + " s";
    }
    if (s < HOUR_S) {
      return s / MINUTE_S + " min";
    }
    if (s < DAY_S) {
      long minutes = s % HOUR_S / MINUTE_S;
      return s / HOUR_S + " h" + (minutes == 0 ? "" : " " + minutes + " min");
    }
    long hours = s % DAY_S / HOUR_S;
    return s / DAY_S + " d" + (hours == 0 ? "" : " " + hours + " h");
  }

  /** {@code 18:40}, and with its day where it is not the day of {@code nowMs}. */
  public static String clock(long ms, long nowMs, ZoneId zone) {
    ZonedDateTime at = Instant.ofEpochMilli(ms).atZone(zone);
    boolean today = at.toLocalDate().equals(Instant.ofEpochMilli(nowMs).atZone(zone).toLocalDate());
    return (today ? CLOCK : DAY_AND_CLOCK).format(at);
  }

  private static String twoDigits(long n) {
    return n < 10 ? "0" + n : Long.toString(n);
  }
}
