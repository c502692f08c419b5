package dev.offing.client.harbour;

import dev.offing.client.art.Pictures;
import dev.offing.client.scene.HarbourScene;
import dev.offing.client.shell.KeyHint;
import dev.offing.client.shell.Page;
import java.util.List;
import javafx.beans.value.ObservableBooleanValue;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.Parent;

/** The harbour as a page of the shell. */
public final class HarbourPage implements Page {

  private final HarbourView view;
  private final HarbourScene sea;

  /**
   * @param sea lies under the cards
   * @param still whether nothing is to move
   */
  public HarbourPage(
      HarbourViewModel harbour, Pictures pictures, HarbourScene sea, ObservableBooleanValue still) {
    this.view = new HarbourView(harbour, pictures, still);
    this.sea = sea;
    sea.setOnShip(view::point);
    sea.coveredProperty().bind(view.covers());
  }

  @Override
  public Node backdrop() {
    return sea;
  }

  @Override
  public ObservableValue<Insets> besideToasts() {
    return view.besideToasts();
  }

  @Override
  public Node first() {
    return view.first();
  }

  @Override
  public Parent root() {
    return view.root();
  }

  @Override
  public List<KeyHint> keys() {
    return List.of(
        new KeyHint("1", "Buy one at a time; 2 ten, 3 a hundred"),
        new KeyHint("4", "Buy up to the next doubling; 5 as many as can be paid"),
        new KeyHint("F", "Fleet; U upgrades, B boosts"),
        new KeyHint("Ctrl+C", "Copy every digit of the purse, when it has the focus"));
  }
}
