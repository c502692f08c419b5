package dev.offing.client.settings;

import java.io.File;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.layout.HBox;
import javafx.stage.FileChooser;

/** The rows of the settings about all that is kept. */
final class DataView {
  private final DataViewModel data;

  DataView(DataViewModel data) {
    this.data = data;
  }

  /** The rows, in their order. */
  Node[] rows() {
    return new Node[] {export(), delete(), said()};
  }

  private Node export() {
    PasswordField passphrase = new PasswordField();
    passphrase.setId("export-passphrase");
    passphrase.setPromptText("passphrase");
    passphrase.setAccessibleText("Passphrase for the key of this device, or nothing");
    Button export = SettingsRow.button("export", "Export...");
    export.disableProperty().bind(data.busy());
    export.setOnAction(_ -> {
      FileChooser chooser = new FileChooser();
      chooser.setTitle("Everything in one file");
      chooser.setInitialFileName(data.archiveName());
      File file = chooser.showSaveDialog(export.getScene().getWindow());
      if (file != null) {
        data.export(file.toPath(), passphrase.getText());
        passphrase.clear();
      }
    });
    HBox right = new HBox(8, passphrase, export);
    right.setAlignment(Pos.CENTER_RIGHT);
    return SettingsRow.of(
        "One file to keep or to move",
        "With a passphrase the key of this device goes along, and another computer can play on.",
        right);
  }

  private Node delete() {
    HBox right = new HBox(8);
    right.setAlignment(Pos.CENTER_RIGHT);
    Button delete = SettingsRow.button("account-delete", "Delete...");
    Button keep = SettingsRow.button("account-keep", "Keep");
    Button sure = SettingsRow.button("account-sure", "Delete for ever");
    sure.disableProperty().bind(data.busy());
    Label loss = new Label("There is no way back. Export first?");
    loss.getStyleClass().addAll("m", "s");
    delete.setOnAction(_ -> {
      right.getChildren().setAll(loss, keep, sure);
      keep.requestFocus(); // the safe one
    });
    keep.setOnAction(_ -> right.getChildren().setAll(delete));
    sure.setOnAction(_ -> data.delete());
    right.getChildren().add(delete);
    return SettingsRow.of(
        "Delete my account and data",
        "On the server, on every device as it comes, and here; then the game closes.",
        right);
  }

  private Node said() {
    Label label = new Label();
    label.setId("data-said");
    label.setWrapText(true);
    label.textProperty().bind(data.said());
    HBox row = new HBox(label);
    row.getStyleClass().add("settings-row");
    row.visibleProperty().bind(data.said().isNotEmpty());
    row.managedProperty().bind(row.visibleProperty());
    return row;
  }
}
