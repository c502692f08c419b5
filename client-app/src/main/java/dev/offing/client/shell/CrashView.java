package dev.offing.client.shell;

import dev.offing.client.control.Press;
import java.nio.file.Path;
import java.util.Optional;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Tells that something broke, what was kept, and what to do next. */
public final class CrashView {

  private final VBox root = new VBox(12);
  private final Button goOn = new Button("Go on playing");

  /**
   * @param file where the report is; empty when it could not be written
   */
  public CrashView(String report, Optional<Path> file, Runnable dismiss) {
    Label title = new Label("Something broke");
    title.getStyleClass().add("h1");
    Label text =
        new Label(
            "A part of the program failed. What you earned and bought is saved: it is written before"
                + " you see it. If the screen looks odd, close the game and start it again.");
    Label where =
        new Label(
            file.map(it -> "The report is in " + it + ". It holds no key and no account.")
                .orElse("The report could not be written to the disk; you can copy it here."));
    where.getStyleClass().addAll("m", "s");
    for (Label it : new Label[] {text, where}) {
      it.setWrapText(true);
      it.setMaxWidth(WIDTH);
    }
    Button copy = new Button("Copy the report");
    copy.setId("crash-copy");
    copy.getStyleClass().addAll("btn", "ghost", "big");
    copy.setOnAction(event -> {
      ClipboardContent content = new ClipboardContent();
      content.putString(report);
      Clipboard.getSystemClipboard().setContent(content);
      copy.setText("Copied");
    });
    Press.onEnter(copy);
    goOn.setId("crash-go-on");
    goOn.getStyleClass().addAll("btn", "big");
    goOn.setOnAction(event -> dismiss.run());
    Press.onEnter(goOn);
    root.setId("crash");
    root.setPadding(new Insets(26, 32, 22, 32));
    root.getChildren().addAll(title, text, where, new HBox(10, goOn, copy));
  }

  private static final double WIDTH = 440;

  /** What the dialog holds. */
  public Region root() {
    return root;
  }

  /** What has the focus at first. */
  public Node first() {
    return goOn;
  }
}
