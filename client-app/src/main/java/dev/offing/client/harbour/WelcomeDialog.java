package dev.offing.client.harbour;

import dev.offing.client.art.Pictures;
import dev.offing.client.shell.DialogLayer;
import javafx.application.Platform;
import javafx.geometry.Pos;
import org.jspecify.annotations.Nullable;

/**
 * Opens the welcome while there is one to be told. However it is closed, it was read then; a game
 * that is killed before tells it again.
 */
public final class WelcomeDialog {

  /** How much of the window's right it hides. */
  static final double COVERS = WelcomeView.WIDTH + DialogLayer.SIDE;

  /** What it leaves free of the foot, about. */
  static final double BELOW = 80;

  private final WelcomeViewModel welcome;
  private final Pictures pictures;
  private final DialogLayer dialogs;
  private final Runnable ledger;
  private @Nullable WelcomeView open;

  private WelcomeDialog(
      WelcomeViewModel welcome, Pictures pictures, DialogLayer dialogs, Runnable ledger) {
    this.welcome = welcome;
    this.pictures = pictures;
    this.dialogs = dialogs;
    this.ledger = ledger;
  }

  /**
   * Opens the welcome now, if there is one, and whenever there is.
   *
   * @param ledger goes to the ledger
   */
  public static void watch(
      WelcomeViewModel welcome, Pictures pictures, DialogLayer dialogs, Runnable ledger) {
    WelcomeDialog dialog = new WelcomeDialog(welcome, pictures, dialogs, ledger);
    welcome.welcome().subscribe(dialog::show);
  }

  private void show(@Nullable Welcome it) {
    WelcomeView shown = open;
    if (it == null) {
      return;
    }
    if (shown != null) {
      shown.show(it);
      return;
    }
    WelcomeView view = new WelcomeView(it, pictures, dialogs::close, this::toLedger);
    open = view;
    dialogs.open(view.root(), Pos.CENTER_RIGHT, view.first(), this::closed);
    // At the start the window gets the page only after this, and gives the focus away.
    Platform.runLater(() -> view.first().requestFocus());
  }

  private void toLedger() {
    dialogs.close();
    ledger.run();
  }

  private void closed() {
    open = null;
    welcome.dismiss();
  }
}
