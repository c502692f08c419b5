package dev.offing.client.art;

import dev.offing.assets.Assets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The drawings, each read when it is first asked for and then kept. One for a window. Thread-safe:
 * reading them ahead on another thread keeps the screen's free.
 */
public final class Gallery {

  private final Map<String, Drawing> drawings = new ConcurrentHashMap<>();

  /**
   * A drawing of the assets.
   *
   * @throws ArtException when its file is not right; the message names the element
   */
  public Drawing drawing(String name) {
    return drawings.computeIfAbsent(name, it -> SvgReader.read(Assets.artName(it), Assets.art(it)));
  }

  /** The drawing of a kind of vessel: waterline at 0, bow right, hull about 100 long. */
  public Drawing vessel(String id) {
    return drawing(vesselName(id));
  }

  /** Whether there is such a drawing: a catalog may name what nobody drew. */
  public boolean has(String name) {
    return drawings.containsKey(name) || Assets.hasArt(name);
  }

  /** The name of the drawing of a kind of vessel. */
  public static String vesselName(String id) {
    return "vessel-" + id;
  }
}
