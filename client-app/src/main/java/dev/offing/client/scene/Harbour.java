package dev.offing.client.scene;

import dev.offing.client.art.Gallery;
import dev.offing.client.art.Palette;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.Group;

/**
 * All parts of the scene, back to front, and the light they were painted by. May be made on any
 * thread; once its nodes are shown it belongs to the toolkit's.
 */
final class Harbour {

  /** What is not asked for by name elsewhere before it is painted. */
  private static final List<String> DRAWINGS =
      List.of(
          "hill-1",
          "hill-2",
          "hill-3",
          "shore-1",
          "row-2",
          "row-3",
          "row-4",
          "row-5",
          "quay",
          "quay-water",
          "rails",
          "crane",
          "crane-load",
          "cat",
          "mill-sails",
          "headland",
          "lighthouse",
          "wisp");

  /** How much a colour, 0 to 1, may differ from that of the hour. */
  static final double EYE = 3.0 / 255;

  /** How far the orb may lag, in units of the scene. */
  private static final double ORB_LAG = 1.5;

  private final SkyPart heaven;
  private final SeaPart sea;
  private final TowerPart tower;
  private final TownPart town;
  private final ShipsPart ships;
  private final GullsPart gulls;
  private final List<Part> parts;
  private final Deque<Part> toFit = new ArrayDeque<>();
  private Frame frame;
  private Sky sky;
  private LocalDateTime lookedAt = LocalDateTime.MIN;

  /**
   * Reads the drawings and makes the nodes.
   *
   * @param onShip told the id of a vessel that was clicked
   */
  Harbour(Gallery gallery, Bakery bakery, Frame frame, SceneState first, Consumer<String> onShip) {
    DRAWINGS.forEach(gallery::drawing);
    first.kinds().forEach(gallery::vessel);
    this.frame = frame;
    sky = Sky.at(first.time());
    heaven = new SkyPart(bakery, sky, frame);
    sea = new SeaPart(bakery, sky, frame);
    tower = new TowerPart(gallery, bakery, sky, frame, first);
    town = new TownPart(gallery, bakery, sky, frame, first);
    ships = new ShipsPart(gallery, bakery, sky, frame, first, onShip, town::unload);
    gulls = new GullsPart(frame);
    parts = List.of(heaven, sea, tower, town, ships, gulls);
  }

  List<Group> nodes() {
    return List.of(
        heaven.root(),
        sea.root(),
        ships.far(),
        tower.beams(),
        tower.root(),
        town.hill(),
        ships.middle(),
        town.quay(),
        ships.near(),
        gulls.root());
  }

  Frame frame() {
    return frame;
  }

  Palette palette() {
    return sky.palette();
  }

  void show(SceneState state) {
    tower.show(state);
    town.show(state);
    ships.show(state);
  }

  ShipsPart ships() {
    return ships;
  }

  /** Fits all of it to a window, one part for each {@link #fitNext}. */
  void fitLater(Frame to) {
    frame = to;
    toFit.addAll(parts);
  }

  boolean fitting() {
    return !toFit.isEmpty();
  }

  /** Fits one of the parts that wait. False when none did. */
  boolean fitNext() {
    Part next = toFit.poll();
    if (next != null) {
      next.fit(frame);
      next.light(sky);
    }
    return next != null;
  }

  /** Fits all of it at once. */
  void fit(Frame to) {
    fitLater(to);
    fitAll();
  }

  /** Fits all that waits. */
  void fitAll() {
    while (fitting()) {
      fitNext();
    }
  }

  /** Takes the light of the hour, when an eye can tell it from the last. True when it did. */
  boolean light(SceneState state) {
    LocalDateTime second = state.time().truncatedTo(ChronoUnit.SECONDS);
    if (second.equals(lookedAt)) {
      return false;
    }
    lookedAt = second;
    Sky now = Sky.at(second);
    if (now.palette().differs(sky.palette(), EYE)) {
      sky = now;
      parts.forEach(it -> it.light(now));
      return true;
    }
    if (now.orb().far(sky.orb(), ORB_LAG)) {
      sky = now;
      heaven.orb(now);
      sea.orb(now);
    }
    return false;
  }

  /**
   * Moves it.
   *
   * @param seconds of everything that stands still with reduced motion
   * @param lampSeconds of lamp and answers, which do not
   * @param everything also what is so slow that every other frame is enough for it
   */
  void move(double seconds, double lampSeconds, boolean everything) {
    if (everything || Beam.fast(Beam.turn(lampSeconds))) {
      tower.move(lampSeconds);
    }
    if (everything) {
      heaven.move(seconds);
      sea.move(seconds);
      town.move(lampSeconds);
      ships.move(lampSeconds);
      gulls.move(seconds);
    } else {
      ships.moveSailing(lampSeconds);
    }
  }
}
