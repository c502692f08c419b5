package dev.offing.client.harbour;

import dev.offing.client.shell.Page;
import javafx.scene.Parent;

/** The harbour as a page of the shell. */
public final class HarbourPage implements Page {

  private final HarbourView view;

  public HarbourPage(HarbourViewModel harbour) {
    this.view = new HarbourView(harbour);
  }

  @Override
  public Parent root() {
    return view.root();
  }
}
