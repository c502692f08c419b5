package dev.offing.client.bench;

import atlantafx.base.theme.PrimerLight;
import java.lang.management.ManagementFactory;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javafx.animation.AnimationTimer;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;

/**
 * The floor: an empty window in AtlantaFX. Prints the milliseconds until its first frame; with the
 * argument {@value #FIGURES} it takes the figures of a window whose only content is a label that a
 * thread of its own changes on demand.
 */
public final class EmptyWindow {

  /** Asks for the figures. */
  static final String FIGURES = "figures";

  private EmptyWindow() {}

  /** Shows it, once. */
  public static void main(String[] args) {
    Platform.startup(() -> {
      Application.setUserAgentStylesheet(new PrimerLight().getUserAgentStylesheet());
      Stage stage = new Stage();
      Label label = new Label("0");
      stage.setScene(new Scene(new StackPane(label), 1280, 720));
      stage.show();
      if (args.length == 0) {
        new FirstFrame().start();
      } else {
        Figures.take(
            new Counter(stage, label),
            line -> {
              System.out.println(line);
              Platform.exit();
            });
      }
    });
  }

  /** A label that counts. */
  private static final class Counter implements Figures.Subject {
    private final ExecutorService elsewhere =
        Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon(true).factory());
    private final Stage stage;
    private final Label label;
    private int count;

    Counter(Stage stage, Label label) {
      this.stage = stage;
      this.label = label;
    }

    @Override
    public Stage stage() {
      return stage;
    }

    @Override
    public void gesture(Runnable shown) {
      elsewhere.execute(() ->
          Platform.runLater(() -> {
            label.setText(Integer.toString(++count));
            shown.run();
          }));
    }

    @Override
    public boolean playOn() {
      return false;
    }
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
