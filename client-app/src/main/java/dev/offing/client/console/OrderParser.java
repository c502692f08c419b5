package dev.offing.client.console;

import dev.offing.sync.economy.Catalog;
import dev.offing.sync.economy.Money;
import dev.offing.sync.protocol.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Understands what is typed, or says what would be right. */
final class OrderParser {

  /** The longest wait, in seconds: a day. */
  static final int MAX_SECONDS = 86_400;

  /** The most rows of the book that are printed at once. */
  static final int MAX_ROWS = 10_000;

  private static final long DRAIN_MS = 30_000;
  private static final int MOST_WORDS = 10;
  private static final int JOURNAL_ROWS = 20;
  private static final long ASKS_MS = 60_000;
  private static final String NAME = "console";

  private static final List<String> WORDS =
      List.of(
          "buy",
          "upgrade",
          "boost",
          "charter",
          "perk",
          "order",
          "gift",
          "redeem",
          "wait",
          "drain",
          "status",
          "fleet",
          "journal",
          "outbox",
          "connect",
          "delete-account",
          "devices",
          "link",
          "asks",
          "allow",
          "refuse",
          "join",
          "revoke",
          "recovery",
          "recover",
          "help",
          "quit");

  private final String line;
  private final List<String> args;

  private OrderParser(String line, List<String> args) {
    this.line = line;
    this.args = args;
  }

  /**
   * The orders of a script, separated by semicolons or lines; empty ones are passed over.
   *
   * @throws OrderException at the first that is not understood
   */
  static List<Order> script(String text) throws OrderException {
    List<Order> orders = new ArrayList<>();
    for (String line : text.split("[;\n]", -1)) {
      if (!line.isBlank()) {
        orders.add(parse(line));
      }
    }
    return orders;
  }

  /**
   * One line that is not blank.
   *
   * @throws OrderException with a sentence that names what is right
   */
  static Order parse(String line) throws OrderException {
    List<String> words = List.of(line.strip().split("\\s+", -1));
    OrderParser parser = new OrderParser(line.strip(), words.subList(1, words.size()));
    return parser.order(words.getFirst());
  }

  private Order order(String word) throws OrderException {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "buy" -> {
        bounded(1, 2, "buy VESSEL [N|max]");
        yield new Order.Buy(args.getFirst(), args.size() == 1 ? 1 : count(args.get(1)));
      }
      case "upgrade" -> {
        bounded(1, 1, "upgrade ID");
        yield new Order.Improve(args.getFirst());
      }
      case "boost" -> {
        bounded(1, 1, "boost ID");
        yield new Order.Lift(args.getFirst());
      }
      case "charter" -> {
        bounded(0, 1, "charter [yes]");
        if (!args.isEmpty() && !args.getFirst().equalsIgnoreCase("yes")) {
          throw new OrderException("\"%s\" is not understood: charter [yes]".formatted(line));
        }
        yield new Order.Charter(!args.isEmpty());
      }
      case "perk" -> {
        bounded(0, 1, "perk [ID]");
        yield args.isEmpty() ? new Order.Perks() : new Order.Learn(args.getFirst());
      }
      case "order" -> {
        String usage = "order buy|sell GOOD N GRAINS";
        bounded(4, 4, usage);
        String side = args.getFirst().toLowerCase(Locale.ROOT);
        if (!side.equals("buy") && !side.equals("sell")) {
          throw new OrderException("\"%s\" is not understood: %s".formatted(line, usage));
        }
        yield new Order.Trade(
            side.equals("sell"),
            args.get(1),
            number(args.get(2), Catalog.MAX_OWNED),
            grains(args.get(3)));
      }
      case "gift" -> {
        bounded(2, 2, "gift ACCOUNT GRAINS");
        yield new Order.Give(args.getFirst(), grains(args.get(1)));
      }
      case "redeem" -> {
        bounded(1, 1, "redeem CODE");
        yield new Order.HandIn(args.getFirst());
      }
      case "wait" -> {
        bounded(1, 1, "wait SECONDS");
        yield new Order.Wait(millis(args.getFirst()));
      }
      case "drain" -> {
        bounded(0, 1, "drain [SECONDS]");
        yield new Order.Drain(args.isEmpty() ? DRAIN_MS : millis(args.getFirst()));
      }
      case "journal" -> {
        bounded(0, 1, "journal [N]");
        yield new Order.Journal(args.isEmpty() ? JOURNAL_ROWS : number(args.getFirst(), MAX_ROWS));
      }
      case "status" -> alone(new Order.Status(), word);
      case "fleet" -> alone(new Order.Fleet(), word);
      case "outbox" -> alone(new Order.Outbox(), word);
      case "connect" -> alone(new Order.Connect(), word);
      case "devices" -> alone(new Order.Devices(), word);
      case "link" -> alone(new Order.Link(), word);
      case "asks" -> {
        bounded(0, 1, "asks [SECONDS]");
        yield new Order.Asks(args.isEmpty() ? ASKS_MS : millis(args.getFirst()));
      }
      case "allow" -> alone(new Order.Answer(true), word);
      case "refuse" -> alone(new Order.Answer(false), word);
      case "join" -> {
        bounded(1, MOST_WORDS, "join CODE [NAME]");
        yield new Order.Join(args.getFirst(), named());
      }
      case "revoke" -> {
        bounded(1, 2, "revoke MARK");
        yield new Order.Revoke(String.join("", args).toUpperCase(Locale.ROOT));
      }
      case "recovery" -> alone(new Order.Recovery(), word);
      case "recover" -> {
        bounded(1, MOST_WORDS, "recover CODE [NAME]");
        yield new Order.Recover(args.getFirst(), named());
      }
      case "delete-account" -> {
        bounded(0, 1, "delete-account ID");
        yield new Order.DeleteAccount(args.isEmpty() ? "" : args.getFirst());
      }
      case "help", "?" -> alone(new Order.Help(), word);
      case "quit", "exit" -> alone(new Order.Quit(), word);
      default ->
          throw new OrderException(
              "there is no order \"%s\". Did you mean %s? (help lists them)"
                  .formatted(word, Nearest.to(word, WORDS).orElse("help")));
    };
  }

  private Order alone(Order order, String usage) throws OrderException {
    bounded(0, 0, usage);
    return order;
  }

  private void bounded(int least, int most, String usage) throws OrderException {
    if (args.size() < least || args.size() > most) {
      throw new OrderException("\"%s\" is not understood: %s".formatted(line, usage));
    }
  }

  /** What people call this device: the words behind the code. */
  private String named() {
    return args.size() == 1 ? NAME : String.join(" ", args.subList(1, args.size()));
  }

  private int count(String text) throws OrderException {
    return text.equalsIgnoreCase("max") ? 0 : number(text, Catalog.MAX_OWNED);
  }

  private int number(String text, int most) throws OrderException {
    if (text.matches("[1-9][0-9]{0,5}") && Integer.parseInt(text) <= most) {
      return Integer.parseInt(text);
    }
    throw new OrderException("\"%s\": %s is not a number from 1 to %d".formatted(line, text, most));
  }

  private Money grains(String text) throws OrderException {
    if (text.matches("[1-9][0-9]{0,299}")) {
      return Money.parse(text);
    }
    throw new OrderException("\"%s\": %s is not a number of grains".formatted(line, text));
  }

  /** Seconds, with up to three decimals, as milliseconds. */
  private long millis(String text) throws OrderException {
    if (text.matches("[0-9]{1,5}(\\.[0-9]{1,3})?")) {
      String[] parts = (text + (text.contains(".") ? "000" : ".000")).split("\\.", -1);
      long ms = Long.parseLong(parts[0]) * 1_000 + Long.parseLong(parts[1].substring(0, 3));
      if (ms <= MAX_SECONDS * 1_000L) {
        return ms;
      }
    }
    throw new OrderException(
        "\"%s\": %s is not a number of seconds up to %d".formatted(line, text, MAX_SECONDS));
  }
}
