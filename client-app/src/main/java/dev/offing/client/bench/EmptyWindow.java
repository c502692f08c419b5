package dev.offing.client.bench;

import atlantafx.base.theme.PrimerLight;
import java.lang.management.ManagementFactory;
import javafx.animation.AnimationTimer;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;

/** The floor: an empty window in AtlantaFX. Prints the milliseconds until its first frame. */
public final class EmptyWindow {

  private EmptyWindow() {}

  /** Shows it, once. */
  public static void main(String[] args) {
    Platform.startup(() -> {
      Application.setUserAgentStylesheet(new PrimerLight().getUserAgentStylesheet());
      Stage stage = new Stage();
      stage.setScene(new Scene(new StackPane(), 960, 720));
      stage.show();
      new FirstFrame().start();
    });
  }

  /** The second pulse comes after the first frame. */
  private static final class FirstFrame extends AnimationTimer {
    private int pulses;

    @Override
    public void handle(long now) {
      if (++pulses == 2) {
        long start = ManagementFactory.getRuntimeMXBean().getStartTime();
        System.out.println(System.currentTimeMillis() - start);
        Platform.exit();
      }
    }
  }
}
