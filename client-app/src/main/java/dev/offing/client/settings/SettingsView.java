package dev.offing.client.settings;

import dev.offing.client.control.Card;
import dev.offing.client.control.OneOf;
import dev.offing.client.control.PageHead;
import dev.offing.client.control.Press;
import dev.offing.client.harbour.Notation;
import dev.offing.client.shell.Page;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The settings: a row for each choice, then the facts. */
public final class SettingsView implements Page {

  private static final double ENDS = 180;

  private final PageHead head;
  private final VBox root = new VBox();
  private @Nullable Node first;

  /**
   * @param head what stands above the card: the band with the title
   */
  public SettingsView(
      SettingsViewModel settings, DevicesViewModel devices, DataViewModel data, PageHead head) {
    this.head = head;
    Card choices =
        new Card(
            section(
                "How it looks",
                choice(
                    "theme",
                    "Theme",
                    "Paper by day, ink by night, or whatever the computer does.",
                    List.of(ThemeChoice.values()),
                    ThemeChoice::title,
                    settings.preferences().map(Preferences::theme),
                    settings::choose),
                choice(
                    "motion",
                    "Motion",
                    "Reduced keeps the sea still. The lamp burns on.",
                    List.of(Motion.values()),
                    Motion::title,
                    settings.preferences().map(Preferences::motion),
                    settings::choose),
                choice(
                    "notation",
                    "Numbers",
                    "How large sums are written. Every digit is one hover away.",
                    List.of(Notation.values()),
                    Notation::title,
                    settings.notation(),
                    settings::choose)));
    Card facts =
        new Card(
            section(
                "This harbour",
                account(settings.account()),
                fact("Server", settings.server()),
                fact("Profile", settings.facts().profile()),
                fact("Kept in", settings.facts().folder()),
                fact("Version", settings.facts().version())));
    Card family = new Card(section("Devices", new DevicesView(devices).rows()));
    Card belongings = new Card(section("Your data", new DataView(data).rows()));
    VBox cards = new VBox(16, choices, family, belongings, facts);
    cards.getStyleClass().add("settings-cards");
    ScrollPane scroll = new ScrollPane(cards);
    scroll.setFitToWidth(true);
    scroll.setFocusTraversable(false);
    VBox.setVgrow(scroll, Priority.ALWAYS);
    root.getChildren().addAll(head, scroll);
    root.getStyleClass().add("settings");
    root.getStylesheets().add(SettingsView.class.getResource("settings.css").toExternalForm());
  }

  @Override
  public ObservableValue<Insets> besideToasts() {
    return head.free();
  }

  @Override
  public Parent root() {
    return root;
  }

  @Override
  public @Nullable Node first() {
    return first;
  }

  private static VBox section(String title, Node... rows) {
    Label heading = new Label(title);
    heading.getStyleClass().add("h2");
    VBox head = new VBox(heading);
    head.getStyleClass().add("section-head");
    Region scale = new Region();
    scale.getStyleClass().add("scale");
    VBox section = new VBox(head, scale);
    section.getChildren().addAll(rows);
    return section;
  }

  private <T> Node choice(
      String id,
      String title,
      String text,
      List<T> values,
      Function<T, String> name,
      ObservableValue<T> now,
      Consumer<T> choose) {
    HBox buttons = new HBox();
    buttons.getStyleClass().add("seg");
    OneOf<T> choice = new OneOf<>(now, choose);
    for (T value : values) {
      ToggleButton button = new ToggleButton(name.apply(value));
      button.setId(id + "-" + value.toString().toLowerCase(Locale.ROOT));
      button.setAccessibleText(title + ": " + name.apply(value));
      buttons.getChildren().add(choice.add(button, value));
    }
    if (first == null) {
      first = buttons.getChildren().getFirst();
    }
    return SettingsRow.of(title, text, buttons);
  }

  /** Too long to be read: its ends, all of it in the tooltip and by a press in the clipboard. */
  private static Node account(ObservableValue<String> id) {
    Label ends = new Label();
    ends.getStyleClass().add("m");
    ends.textProperty().bind(id);
    ends.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
    ends.setMaxWidth(ENDS);
    Tooltip all = new Tooltip();
    all.textProperty().bind(id);
    ends.setTooltip(all);
    Button copy = new Button("Copy");
    copy.setId("account-copy");
    copy.setAccessibleText("Copy the account");
    copy.getStyleClass().addAll("btn", "ghost", "small");
    copy.setOnAction(event -> {
      ClipboardContent content = new ClipboardContent();
      content.putString(id.getValue());
      Clipboard.getSystemClipboard().setContent(content);
    });
    Press.onEnter(copy);
    HBox right = new HBox(12, ends, copy);
    right.setAlignment(Pos.CENTER_RIGHT);
    return SettingsRow.of("Account", "", right);
  }

  private static Node fact(String title, ObservableValue<String> value) {
    Label label = new Label();
    label.getStyleClass().add("m");
    label.textProperty().bind(value);
    return SettingsRow.of(title, "", label);
  }

  private static Node fact(String title, String value) {
    Label label = new Label(value);
    label.getStyleClass().add("m");
    return SettingsRow.of(title, "", label);
  }
}
