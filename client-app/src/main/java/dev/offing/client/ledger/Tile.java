package dev.offing.client.ledger;

/**
 * The small picture before a row.
 *
 * @param vessel whether {@code name} is a vessel's id, else an icon's name
 */
public record Tile(boolean vessel, String name) {
  static Tile vessel(String id) {
    return new Tile(/* vessel= */ true, id);
  }

  static Tile icon(String name) {
    return new Tile(/* vessel= */ false, name);
  }
}
