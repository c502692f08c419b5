package dev.offing.client.ledger;

import dev.offing.client.harbour.Coins;
import dev.offing.client.harbour.Times;
import dev.offing.client.ledger.LedgerRow.Sign;
import dev.offing.client.ledger.LedgerRow.State;
import dev.offing.sync.Outgoing;
import dev.offing.sync.account.Outcome;
import dev.offing.sync.account.Result;
import dev.offing.sync.economy.Catalog;
import dev.offing.sync.economy.Command;
import dev.offing.sync.economy.Money;
import dev.offing.sync.economy.Rejection;
import dev.offing.sync.ledger.JournalRow;
import dev.offing.sync.ledger.SettledRow;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes what the engine tells of the book as it is read. Pure; any thread.
 *
 * @param online whether what waits is on its way
 */
record Scribe(Catalog catalog, ZoneId zone, long nowMs, boolean online) {
  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
  private static final DateTimeFormatter SHORT_DATE =
      DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("d MMMM", Locale.ENGLISH);
  private static final DateTimeFormatter DATE_OF_ANOTHER_YEAR =
      DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH);
  private static final JsonMapper JSON = new JsonMapper();
  private static final long FAST_MS = 1_000;
  private static final long SOON_MS = 60_000;

  LedgerRow row(JournalRow row) {
    Map<String, String> args = args(row.args());
    ZonedDateTime at = Instant.ofEpochMilli(row.at()).atZone(zone);
    boolean today = at.toLocalDate().equals(today());
    State state = state(row.status());
    return new LedgerRow(
        row.entryId(),
        row.at(),
        at.toLocalDate(),
        CLOCK.format(at),
        today ? "" : SHORT_DATE.format(at),
        wording().tile(row.kind(), args),
        wording().title(row.kind(), args),
        note(row, args, state),
        row.earned().signum() == 0 ? "" : Amounts.signed(row.earned()),
        Amounts.signed(row.moved()),
        Amounts.plain(row.balance()),
        exact(row),
        sign(row.moved()),
        state);
  }

  private Wording wording() {
    return new Wording(catalog);
  }

  private String note(JournalRow row, Map<String, String> args, State state) {
    return switch (state) {
      case PENDING -> online ? "On its way to the server" : "Waits for the server";
      case PENDING_REFUSED -> "Will be refused: " + Wording.reason(row.code(), row.text());
      case DONE ->
          row.kind().equals("opening")
              ? opening(row)
              : wording().aside(row.kind(), args, row.entryId());
      case REFUSED -> "Refused: " + Wording.reason(row.code(), row.text());
      case FORGOTTEN -> "The server no longer knows what became of it. It is not done again.";
    };
  }

  /** The first row of all begins an empty purse; later ones bring what the server knew alone. */
  private static String opening(JournalRow row) {
    return row.moved().equals(row.balance())
        ? "What the purse held when the page was turned"
        : "Brought into line with the server's book";
  }

  private static String exact(JournalRow row) {
    return "Earned since %s\nAmount %s\nBalance %s"
        .formatted(
            Amounts.exact(row.earned()), Amounts.exact(row.moved()), Coins.exact(row.balance()));
  }

  private static Sign sign(Money moved) {
    return switch (moved.signum()) {
      case 0 -> Sign.NONE;
      case 1 -> Sign.IN;
      default -> Sign.OUT;
    };
  }

  private static State state(JournalRow.Status status) {
    return switch (status) {
      case PREDICTED -> State.PENDING;
      case PREDICTED_REFUSED -> State.PENDING_REFUSED;
      case CONFIRMED -> State.DONE;
      case REFUSED -> State.REFUSED;
      case FORGOTTEN -> State.FORGOTTEN;
    };
  }

  OutboxRow row(Outgoing it) {
    Command command = it.command();
    Rejection expected = it.expected();
    String note =
        expected != null
            ? "Will be refused: " + Wording.reason(expected.code(), expected.text())
            : it.cost().signum() == 0 ? "Takes nothing" : Amounts.signed(it.cost().negated());
    return new OutboxRow(
        it.mutationId(),
        wording().tile(command.kind(), command.args()),
        wording().title(command.kind(), command.args()),
        note,
        it.sent(),
        expected != null);
  }

  SettledLine line(SettledRow it) {
    Command command = it.mutation().command();
    Result result = it.result();
    Rejection why = result.rejection();
    boolean refused = result.outcome() == Outcome.REJECTED;
    String note;
    if (why != null) {
      note = capital(Wording.reason(why.code(), why.text()));
    } else if (result.outcome() == Outcome.OUTCOME_FORGOTTEN) {
      note = "The server no longer knows what became of it.";
    } else {
      note = Times.clock(it.settledAt(), nowMs, zone) + took(it) + ".";
    }
    return new SettledLine(
        it.mutation().id(),
        wording().tile(command.kind(), command.args()),
        wording().title(command.kind(), command.args()),
        note,
        refused);
  }

  /** How long it took; nothing where the clock was set right in between. */
  private static String took(SettledRow it) {
    long ms = it.settledAt() - it.mutation().at();
    if (ms < 0) {
      return "";
    }
    if (ms < FAST_MS) {
      return ", in " + ms + " ms";
    }
    if (ms < SOON_MS) {
      return ", in " + ms / 1_000 + "." + ms % 1_000 / 100 + " s";
    }
    return ", after " + Times.span(ms);
  }

  DayLine day(LocalDate day, long entries, @Nullable Money balance) {
    boolean today = day.equals(today());
    DateTimeFormatter full = day.getYear() == today().getYear() ? DATE : DATE_OF_ANOTHER_YEAR;
    String name = today ? "Today, " : day.equals(today().minusDays(1)) ? "Yesterday, " : "";
    return new DayLine(
        name + full.format(day),
        entries == 1 ? "1 entry" : number(entries) + " entries",
        today ? "stands at" : "closed at",
        balance == null ? "" : Amounts.plain(balance));
  }

  /** The first moment of a day, ms of server time. */
  static long startOf(LocalDate day, ZoneId zone) {
    return day.atStartOfDay(zone).toInstant().toEpochMilli();
  }

  static String number(long n) {
    return String.format(Locale.ROOT, "%,d", n);
  }

  private LocalDate today() {
    return Instant.ofEpochMilli(nowMs).atZone(zone).toLocalDate();
  }

  private static String capital(String text) {
    return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }

  /** The arguments of a command; a text that is none has none. */
  static SortedMap<String, String> args(String json) {
    SortedMap<String, String> args = new TreeMap<>();
    JSON.readTree(json).properties().forEach(it -> args.put(it.getKey(), it.getValue().asString()));
    return args;
  }
}
