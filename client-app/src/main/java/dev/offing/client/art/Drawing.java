package dev.offing.client.art;

/**
 * A picture as its file has it, in its own colours. Immutable.
 *
 * @param name the file's, for messages
 * @param title what is seen on it, for those who do not see; empty where the file has none
 * @param minX of the box that the file gives; so on
 */
public record Drawing(
    String name,
    String title,
    double minX,
    double minY,
    double width,
    double height,
    Mark.Group root) {

  /**
   * The part of the drawing with this id, as a drawing of its own.
   *
   * @throws ArtException when the file has none
   */
  public Drawing part(String id) {
    for (Mark mark : root.children()) {
      if (mark instanceof Mark.Group group && group.id().equals(id)) {
        return new Drawing(name, title, minX, minY, width, height, group);
      }
    }
    throw new ArtException(name + " has no group with the id \"" + id + "\".");
  }
}
