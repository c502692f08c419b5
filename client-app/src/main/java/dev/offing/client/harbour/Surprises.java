package dev.offing.client.harbour;

/** Why a purse holds other than was expected, in words. */
final class Surprises {
  private Surprises() {}

  static String title(String cause) {
    return switch (cause) {
      case "catalog" -> "The rules changed";
      case "events" -> "Something was going on";
      case "contact" -> "The lamp burned otherwise";
      case "refused" -> "Moves were refused";
      case "received" -> "Gifts arrived";
      case "sent" -> "A gift was remembered";
      case "returned" -> "Gifts came back";
      case "taken" -> "Gifts were taken back";
      case "granted" -> "A code was good";
      case "fill" -> "The market traded";
      case "dividend" -> "Dividends were paid";
      case "season" -> "A season ended";
      default -> "Something else happened";
    };
  }
}
