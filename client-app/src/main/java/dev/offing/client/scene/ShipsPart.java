package dev.offing.client.scene;

import dev.offing.client.art.Gallery;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javafx.scene.Cursor;
import javafx.scene.Group;
import javafx.scene.input.MouseButton;
import org.jspecify.annotations.Nullable;

/**
 * The player's vessels in their places, one at a time out and home again, a new one on its way in;
 * and the next one to own, guessed at.
 */
final class ShipsPart implements Part {

  private final Gallery gallery;
  private final Bakery bakery;
  private final Consumer<String> clicked;
  private final Runnable home;
  private final Group far = new Group();
  private final Group middle = new Group();
  private final Group near = new Group();
  private final List<Ship> ships = new ArrayList<>();
  private final Map<String, Double> arrivals = new HashMap<>();

  private Set<String> owned = Set.of();
  private Sky sky;
  private Frame frame;
  private SceneState state;
  private boolean burning;
  private double seconds;
  private boolean away;
  private long chosenFor = Long.MIN_VALUE;
  private String sailor = "";
  private String marked = "";

  /**
   * The ships of a state.
   *
   * @param clicked told the id of a vessel that was clicked
   * @param home called when one is in its place again
   */
  ShipsPart(
      Gallery gallery,
      Bakery bakery,
      Sky sky,
      Frame frame,
      SceneState state,
      Consumer<String> clicked,
      Runnable home) {
    this.gallery = gallery;
    this.bakery = bakery;
    this.sky = sky;
    this.frame = frame;
    this.state = state;
    this.clicked = clicked;
    this.home = home;
    burning = state.oil() > 0;
    owned = state.owned();
    place();
  }

  Group far() {
    return far;
  }

  Group middle() {
    return middle;
  }

  Group near() {
    return near;
  }

  void show(SceneState to) {
    state = to;
    if (!to.owned().equals(owned)) {
      Set<String> fresh = new HashSet<>(to.owned());
      fresh.removeAll(owned);
      fresh.forEach(it -> arrivals.put(it, seconds));
      owned = to.owned();
      place();
    }
    if (burning != to.oil() > 0) {
      burning = to.oil() > 0;
      ships.forEach(it -> it.light(sky, burning, bakery));
    }
  }

  /** Keeps every ship whose station is the same. */
  private void place() {
    Map<Station, Ship> before = new HashMap<>();
    ships.forEach(it -> before.put(it.station(), it));
    ships.clear();
    for (Station station : Fleet.of(state.kinds(), owned, frame.right())) {
      Ship kept = before.remove(station);
      ships.add(kept == null ? launch(station) : kept);
    }
    before.values().forEach(gone -> gone.layers().forEach(bakery::remove));
    far.getChildren().setAll(roots(it -> !it.near()));
    middle.getChildren().setAll(roots(it -> it.near() && !it.beforeQuay()));
    near.getChildren().setAll(roots(it -> it.near() && it.beforeQuay()));
  }

  private Ship launch(Station station) {
    Ship ship = new Ship(gallery, station, sky, frame);
    ship.fit(frame);
    ship.light(sky, burning, bakery);
    ship.move(course(station), seconds, /* still= */ true);
    answer(ship);
    return ship;
  }

  private List<Group> roots(Predicate<Station> which) {
    return ships.stream().filter(it -> which.test(it.station())).map(Ship::root).toList();
  }

  private void answer(Ship ship) {
    if (ship.station().guess()) {
      return;
    }
    ship.root().setCursor(Cursor.HAND);
    ship.root()
        .setOnMouseClicked(event -> {
          if (event.getButton() == MouseButton.PRIMARY) {
            hail(ship.station().vessel());
            event.consume();
          }
        });
  }

  /**
   * Puts the mark of the keyboard on the next vessel, from left to right and round.
   *
   * @param step 1 to the right, -1 to the left
   * @return what it is called; null where none lies near
   */
  @Nullable String mark(int step) {
    List<Ship> reached =
        ships.stream()
            .filter(it -> it.station().near())
            .sorted(Comparator.comparingDouble(it -> it.station().x()))
            .toList();
    if (reached.isEmpty()) {
      return null;
    }
    int at = -1;
    for (int i = 0; i < reached.size(); i++) {
      at = reached.get(i).station().vessel().equals(marked) ? i : at;
    }
    int to = at < 0 ? 0 : Math.floorMod(at + step, reached.size());
    marked = reached.get(to).station().vessel();
    showMark(true);
    return reached.get(to).name();
  }

  /** Shows or hides the mark. */
  void showMark(boolean shown) {
    ships.forEach(it -> it.mark(shown && it.station().vessel().equals(marked)));
  }

  /** Does what a click on the marked vessel does. */
  void hailMarked() {
    hail(marked);
  }

  /** What a click on a vessel does. */
  void hail(String vessel) {
    for (Ship ship : ships) {
      if (ship.station().vessel().equals(vessel) && !ship.station().guess()) {
        ship.hop(seconds);
        clicked.accept(vessel);
      }
    }
  }

  @Override
  public void fit(Frame to) {
    frame = to;
    place();
    ships.forEach(it -> it.fit(to));
  }

  @Override
  public void light(Sky to) {
    sky = to;
    ships.forEach(it -> it.light(to, burning, bakery));
  }

  @Override
  public void move(double to) {
    seconds = to;
    boolean still = state.reducedMotion();
    choose();
    for (Ship ship : ships) {
      ship.move(course(ship.station()), seconds, still || !ship.station().near());
    }
  }

  /** Moves only what is under way or jumps, between two moves of all. */
  void moveSailing(double to) {
    seconds = to;
    if (state.reducedMotion()) {
      return;
    }
    for (Ship ship : ships) {
      if (ship.station().near() && ship.lively(seconds)) {
        ship.move(course(ship.station()), seconds, /* still= */ false);
      }
    }
  }

  /** Whose trip it is stays so to its end, whatever is bought meanwhile. */
  private void choose() {
    long trip = (long) Math.floor(seconds / Course.TRIP_S);
    if (trip == chosenFor) {
      return;
    }
    chosenFor = trip;
    List<Station> sailors = ships.stream().map(Ship::station).filter(Station::near).toList();
    if (!sailors.isEmpty()) {
      sailor = sailors.get(Course.turn(seconds, sailors.size())).vessel();
    }
  }

  private Course course(Station station) {
    double edge = Math.min(frame.right(), frame.width());
    Double bought = arrivals.get(station.vessel());
    if (bought != null && station.near() && !state.reducedMotion()) {
      if (seconds - bought < Course.ARRIVAL_S) {
        return Course.arrival(station, seconds - bought, edge);
      }
      arrivals.remove(station.vessel());
      home.run();
    }
    if (state.reducedMotion() || !station.vessel().equals(sailor) || !station.near()) {
      return Course.moored(station);
    }
    Course course = Course.trip(station, seconds, edge);
    if (away && !course.underway()) {
      home.run();
    }
    away = course.underway();
    return course;
  }
}
