package dev.offing.client.harbour;

/** English plurals of vessels. */
final class Plural {

  private Plural() {}

  /** {@code Indiamen}, {@code Dinghies}, {@code Luggers}. */
  static String of(String name) {
    if (name.endsWith("man")) {
      return name.substring(0, name.length() - 2) + "en";
    }
    return name.endsWith("y") ? name.substring(0, name.length() - 1) + "ies" : name + "s";
  }
}
