package dev.offing.client.ledger;

import dev.offing.sync.economy.Boost;
import dev.offing.sync.economy.Catalog;
import dev.offing.sync.economy.Command;
import dev.offing.sync.economy.Commons;
import dev.offing.sync.economy.Money;
import dev.offing.sync.economy.Perk;
import dev.offing.sync.economy.Producer;
import dev.offing.sync.economy.Ratio;
import dev.offing.sync.economy.Rejection;
import dev.offing.sync.economy.Upgrade;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What was done, in words. The asides are drawn from the entry's id, so that a row always reads the
 * same; a refusal has none: there the reason comes first.
 *
 * @param catalog names things; what it does not know is called by its id
 */
record Wording(Catalog catalog) {
  private static final List<String> ONE =
      List.of(
          "The paint is still wet",
          "The yard asked no questions",
          "The cat has been aboard",
          "Launched without a speech",
          "She floats. That was the plan");

  private static final List<String> MANY =
      List.of(
          "The yard asked no questions",
          "The quay is getting shorter",
          "Named in alphabetical order",
          "The harbour master has stopped counting",
          "Rope not included");

  private static final DateTimeFormatter MONTH =
      DateTimeFormatter.ofPattern("MMMM yyyy", Locale.ENGLISH);

  private static final Pattern DEARER =
      Pattern.compile(
          ".* now costs ([0-9,]+) grains, more than the ([0-9,]+) that you agreed to\\.");

  private static final Pattern SHORT_BY = Pattern.compile("Short by ([0-9,]+) grains.*");

  /** The picture before it. */
  Tile tile(String kind, Map<String, String> args) {
    return switch (kind) {
      case Command.BUY -> vessel(args.getOrDefault("producer", ""));
      case Command.UPGRADE, Command.PERK -> Tile.icon("star");
      case Command.BOOST -> Tile.icon("crew");
      default -> Tile.icon("ledger");
    };
  }

  private Tile vessel(String id) {
    return catalog.producer(id).isPresent() ? Tile.vessel(id) : Tile.icon("sail");
  }

  /** What was done: {@code 20 schooners}. */
  String title(String kind, Map<String, String> args) {
    String id = args.getOrDefault("id", "");
    return switch (kind) {
      case Command.BUY -> bought(args);
      case Command.UPGRADE -> catalog.upgrade(id).map(Upgrade::name).orElse(id);
      case Command.BOOST -> catalog.boost(id).map(Wording::boost).orElse(id);
      case Command.CHARTER -> "A charter";
      case Command.PERK -> catalog.prestige().perk(id).map(Perk::name).orElse(id);
      case Command.ORDER -> ordered(args);
      case Command.CANCEL -> "Order taken back";
      case Command.GIFT -> "A gift";
      case Command.REDEEM -> "Code handed in";
      case "received" -> "A gift arrived";
      case "sent" -> "A gift that was sent";
      case "returned" -> "A gift came back";
      case "taken" -> "A gift was taken back";
      case "granted" -> "A code was good";
      case "refused" -> "A code was not good";
      case "fill" -> "Traded " + args.getOrDefault("count", "");
      case "expiry" -> "Order expired";
      case "dividend" -> "Dividend";
      case "season" -> "A season's prize";
      case "opening" -> "Brought forward";
      case "month" -> month(args);
      case "entry" -> "From the harbour office";
      default -> kind;
    };
  }

  private String ordered(Map<String, String> args) {
    String good = args.getOrDefault("good", "");
    String name = catalog.commons().good(good).map(Commons.Good::name).orElse(good);
    return (args.getOrDefault("side", "").equals("sell") ? "Offered " : "Ordered ")
        + args.getOrDefault("count", "")
        + " "
        + name.toLowerCase(Locale.ROOT);
  }

  /** What the book has instead of a month's rows: {@code October 2026, 1,204 entries}. */
  private static String month(Map<String, String> args) {
    try {
      String month = MONTH.format(YearMonth.parse(args.getOrDefault("month", "")));
      long rows = Long.parseLong(args.getOrDefault("rows", "0"));
      return month + ", " + (rows == 1 ? "1 entry" : Scribe.number(rows) + " entries");
    } catch (DateTimeParseException | NumberFormatException _) {
      return "Older entries";
    }
  }

  private String bought(Map<String, String> args) {
    String id = args.getOrDefault("producer", "");
    String name = catalog.producer(id).map(Producer::name).orElse(id);
    String count = args.getOrDefault("count", "1");
    return count.equals("1") ? name : count + " " + several(name);
  }

  private static String boost(Boost it) {
    Ratio by = it.multiplier();
    BigDecimal factor =
        new BigDecimal(by.num()).divide(new BigDecimal(by.den()), 2, RoundingMode.DOWN);
    return it.name() + " \u00d7" + factor.stripTrailingZeros().toPlainString();
  }

  /** {@code fishing smacks}, {@code dinghies}, {@code Indiamen}. */
  static String several(String name) {
    String plural;
    if (name.endsWith("man")) {
      plural = name.substring(0, name.length() - 2) + "en";
    } else if (name.endsWith("y") && !name.matches(".*[aeiou]y")) {
      plural = name.substring(0, name.length() - 1) + "ies";
    } else {
      plural = name + "s";
    }
    boolean proper = name.startsWith("India"); // named after a country
    return proper ? plural : plural.substring(0, 1).toLowerCase(Locale.ROOT) + plural.substring(1);
  }

  /** The aside of something that acted. */
  String aside(String kind, Map<String, String> args, String entryId) {
    String id = args.getOrDefault("id", "");
    return switch (kind) {
      case Command.BUY -> pick(args.getOrDefault("count", "1").equals("1") ? ONE : MANY, entryId);
      case Command.UPGRADE -> catalog.upgrade(id).map(it -> first(it.text())).orElse("");
      case Command.BOOST -> catalog.boost(id).map(it -> first(it.text())).orElse("");
      case Command.CHARTER -> "The old run is history, and history is in here";
      case Command.PERK -> catalog.prestige().perk(id).map(it -> first(it.text())).orElse("");
      default -> "";
    };
  }

  /** The first sentence, without its stop: the effect stands elsewhere. */
  static String first(String text) {
    int stop = text.indexOf(". ");
    String first = stop < 0 ? text : text.substring(0, stop);
    return first.endsWith(".") ? first.substring(0, first.length() - 1) : first;
  }

  private static String pick(List<String> asides, String id) {
    return asides.get(Math.floorMod(id.hashCode(), asides.size()));
  }

  /** Why something was refused: {@code short by 91,820,407. Nothing was taken.} */
  static String reason(@Nullable String code, @Nullable String text) {
    String all = text == null || text.isBlank() ? "no reason was given." : text;
    if (Rejection.FUNDS.equals(code)) {
      Matcher lack = SHORT_BY.matcher(all);
      if (lack.matches()) {
        return "short by " + coins(lack.group(1)) + ". Nothing was taken.";
      }
    }
    if (Rejection.PRICE_CHANGED.equals(code)) {
      Matcher dearer = DEARER.matcher(all);
      if (dearer.matches()) {
        return "the price rose from %s to %s. Nothing was taken."
            .formatted(coins(dearer.group(2)), coins(dearer.group(1)));
      }
    }
    String sentence = all.endsWith(".") ? all : all + ".";
    return sentence.contains("Nothing was taken") ? sentence : sentence + " Nothing was taken.";
  }

  private static String coins(String grains) {
    return Amounts.price(Money.parse(grains.replace(",", "")));
  }
}
