package dev.offing.client.art;

/**
 * A picture as its file has it, in its own colours. Immutable.
 *
 * @param name the file's, for messages
 * @param minX of the box that the file gives; so on
 */
public record Drawing(
    String name, double minX, double minY, double width, double height, Mark.Group root) {

  /**
   * The part of the drawing with this id, as a drawing of its own.
   *
   * @throws ArtException when the file has none
   */
  public Drawing part(String id) {
    for (Mark mark : root.children()) {
      if (mark instanceof Mark.Group group && group.id().equals(id)) {
        return new Drawing(name, minX, minY, width, height, group);
      }
    }
    throw new ArtException(name + " has no group with the id \"" + id + "\".");
  }
}
