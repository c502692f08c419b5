package dev.offing.client.settings;

import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableValue;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.print.PrinterJob;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/** The rows of the settings about devices. */
final class DevicesView {
  private final DevicesViewModel devices;
  private final VBox list = new VBox();

  DevicesView(DevicesViewModel devices) {
    this.devices = devices;
    devices.rows().addListener((ListChangeListener<DevicesViewModel.Row>) _ -> list());
    list();
  }

  /** The rows, in their order; some are not always there. */
  Node[] rows() {
    return new Node[] {
      list,
      shownWhile(devices.begun(), link()),
      shownWhile(devices.begun(), paper()),
      shownWhile(devices.canJoin(), join()),
      said()
    };
  }

  private void list() {
    list.getChildren().setAll(devices.rows().stream().map(this::device).toList());
  }

  private Node device(DevicesViewModel.Row it) {
    HBox right = new HBox(8);
    right.setAlignment(Pos.CENTER_RIGHT);
    if (!it.own()) {
      Button off = SettingsRow.button("device-off-" + it.key().substring(0, 8), "Take off...");
      Button keep = SettingsRow.button("device-keep-" + it.key().substring(0, 8), "Keep");
      Button sure = SettingsRow.button("device-sure-" + it.key().substring(0, 8), "Take off");
      Label loss = new Label("What it has not sent never counts.");
      loss.getStyleClass().addAll("m", "s");
      off.setOnAction(_ -> {
        right.getChildren().setAll(loss, keep, sure);
        keep.requestFocus(); // the safe one
      });
      keep.setOnAction(_ -> right.getChildren().setAll(off));
      sure.setOnAction(_ -> devices.revoke(it.key()));
      right.getChildren().add(off);
    }
    return SettingsRow.of(it.title(), it.text(), right);
  }

  private Node link() {
    Button show = SettingsRow.button("link-show", "Show a code");
    show.setOnAction(_ -> devices.offer());
    Label code = code("link-code", devices.code());
    Label hint = new Label("Type it there: Settings, Join. It is good for five minutes.");
    hint.getStyleClass().addAll("m", "s");
    Label who = new Label();
    who.setId("link-asks");
    who.textProperty().bind(devices.asks().map(it -> it.map(DevicesView::asks).orElse("")));
    Button yes = SettingsRow.button("link-allow", "Let it in");
    yes.setOnAction(_ -> devices.answer(true));
    Button no = SettingsRow.button("link-refuse", "Refuse");
    no.setOnAction(_ -> devices.answer(false));
    HBox answer = new HBox(8, who, no, yes);
    answer.setAlignment(Pos.CENTER_RIGHT);
    VBox open =
        new VBox(4, code, hint, shownWhile(devices.asks().map(Optional::isPresent), answer));
    open.setAlignment(Pos.CENTER_RIGHT);
    ObservableValue<Boolean> offered = devices.code().map(it -> !it.isEmpty());
    HBox right = new HBox(shownWhile(offered.map(it -> !it), show), shownWhile(offered, open));
    return SettingsRow.of(
        "Another device", "Play this game on two, each also without a network.", right);
  }

  private static String asks(DevicesViewModel.Row it) {
    return it.title() + " asks. " + it.text();
  }

  private Node paper() {
    Button make = SettingsRow.button("paper-make", "Make a code");
    make.textProperty()
        .bind(devices.recoverable().map(it -> it ? "Make a new code" : "Make a code"));
    make.setOnAction(_ -> devices.makePaper());
    Label code = code("paper-code", devices.paper());
    Label hint = new Label("It is shown once. Keep it on paper; the one before is worth nothing.");
    hint.getStyleClass().addAll("m", "s");
    Button copy = SettingsRow.button("paper-copy", "Copy");
    copy.setOnAction(_ -> {
      ClipboardContent content = new ClipboardContent();
      content.putString(devices.paper().get());
      Clipboard.getSystemClipboard().setContent(content);
    });
    Button print = SettingsRow.button("paper-print", "Print");
    print.setOnAction(_ -> print(code));
    Button done = SettingsRow.button("paper-done", "Done");
    done.setOnAction(_ -> devices.putPaperAway());
    HBox buttons = new HBox(8, copy, print, done);
    buttons.setAlignment(Pos.CENTER_RIGHT);
    VBox open = new VBox(4, code, hint, buttons);
    open.setAlignment(Pos.CENTER_RIGHT);
    ObservableValue<Boolean> shown = devices.paper().map(it -> !it.isEmpty());
    HBox right = new HBox(shownWhile(shown.map(it -> !it), make), shownWhile(shown, open));
    return SettingsRow.of("Recovery code", "For the day on which this computer is lost.", right);
  }

  /** The person chooses the printer, or none. */
  private static void print(Node node) {
    PrinterJob job = PrinterJob.createPrinterJob();
    if (job != null && job.showPrintDialog(node.getScene().getWindow()) && job.printPage(node)) {
      job.endJob();
    }
  }

  private Node join() {
    TextField code = new TextField();
    code.setId("join-code");
    code.setPromptText("code");
    code.setAccessibleText("Code of the other device, or recovery code");
    code.disableProperty().bind(devices.joining());
    Button join = SettingsRow.button("join", "Join");
    join.disableProperty().bind(devices.joining());
    join.setOnAction(_ -> devices.join(code.getText()));
    code.setOnAction(_ -> devices.join(code.getText()));
    Button stop = SettingsRow.button("join-stop", "Stop");
    stop.setOnAction(_ -> devices.stopJoining());
    HBox right = new HBox(8, code, join, shownWhile(devices.joining(), stop));
    right.setAlignment(Pos.CENTER_RIGHT);
    return SettingsRow.of(
        "Join", "Type the code that another device shows, or a recovery code from paper.", right);
  }

  private Node said() {
    Label label = new Label();
    label.setId("devices-said");
    label.setWrapText(true);
    label.textProperty().bind(devices.said());
    HBox row = new HBox(label);
    row.getStyleClass().add("settings-row");
    return shownWhile(devices.said().map(it -> !it.isEmpty()), row);
  }

  private static Label code(String id, ObservableValue<String> text) {
    Label label = new Label();
    label.setId(id);
    label.getStyleClass().addAll("h2", "device-code");
    label.textProperty().bind(text);
    return label;
  }

  private static Node shownWhile(ObservableValue<Boolean> so, Node node) {
    node.visibleProperty().bind(Bindings.createBooleanBinding(so::getValue, so));
    node.managedProperty().bind(node.visibleProperty());
    return node;
  }
}
