package dev.offing.client.harbour;

/** Several of a kind, in English. */
final class Plural {

  private Plural() {}

  /** {@code Indiamen}, {@code Luggers}. */
  static String of(String name) {
    return name.endsWith("man") ? name.substring(0, name.length() - 2) + "en" : name + "s";
  }
}
