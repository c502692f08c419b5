package dev.offing.client;

import dev.offing.client.bridge.EngineBridge;
import dev.offing.client.bridge.Watcher;
import dev.offing.client.control.PageHead;
import dev.offing.client.harbour.HarbourPage;
import dev.offing.client.harbour.HarbourViewModel;
import dev.offing.client.look.Appearance;
import dev.offing.client.settings.SettingsView;
import dev.offing.client.settings.SettingsViewModel;
import dev.offing.client.shell.CrashView;
import dev.offing.client.shell.DialogLayer;
import dev.offing.client.shell.Page;
import dev.offing.client.shell.Screen;
import dev.offing.client.shell.ShellView;
import dev.offing.client.shell.ShellViewModel;
import dev.offing.client.tester.Plug;
import dev.offing.client.tester.TesterView;
import dev.offing.client.tester.TesterViewModel;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/**
 * What a window shows of a game: the ViewModels over one bridge, and the pages over them. Belongs
 * to the toolkit's thread.
 */
final class Screens implements AutoCloseable {

  private final EngineBridge bridge;
  private final HarbourViewModel harbour;
  private final List<Watcher> watchers = new ArrayList<>();
  private final ShellView view;
  private final @Nullable TesterViewModel tester;
  private final ExecutorService sockets =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().name("tester").daemon(true).factory());

  Screens(Game game, SettingsViewModel choices, Appearance appearance) {
    bridge = EngineBridge.over(game.engine(), () -> {});
    harbour = new HarbourViewModel(bridge, ZoneId.systemDefault());
    Plug plug = game.plug();
    tester = plug == null ? null : new TesterViewModel(plug, sockets);
    ShellViewModel shell = new ShellViewModel();
    watchers.add(harbour);
    watchers.add(choices);
    pulse(System.nanoTime());
    Map<Screen, Supplier<Page>> pages =
        Map.of(
            Screen.HARBOUR,
            () -> new HarbourPage(harbour),
            Screen.PORT,
            () -> new SettingsView(choices, head("Port", "")),
            Screen.LEDGER,
            () -> new SettingsView(choices, head("Ledger", "Every coin, in ink.")),
            Screen.SETTINGS,
            () -> new SettingsView(choices, head("Settings", "How you like it.")));
    view = new ShellView(shell, pages, new Region(), banner(), appearance.still());
  }

  /** The node to put into a scene. */
  Parent root() {
    return view.root();
  }

  HarbourViewModel harbour() {
    return harbour;
  }

  /** Tells that a part of the program failed. */
  void broke(String report, Optional<Path> file) {
    DialogLayer dialogs = view.dialogs();
    CrashView crash = new CrashView(report, file, dialogs::close);
    dialogs.open(crash.root(), Pos.CENTER, crash.first(), () -> {});
  }

  /** Carries the engine's news over. */
  void pulse(long nowNanos) {
    bridge.pulse(nowNanos, watchers);
  }

  private @Nullable Node banner() {
    TesterViewModel testing = tester;
    if (testing == null) {
      return null;
    }
    Node tag = new TesterView(testing).root();
    tag.sceneProperty()
        .subscribe(scene -> {
          if (scene != null) {
            scene.getAccelerators().put(new KeyCodeCombination(KeyCode.F12), testing::toggle);
          }
        });
    return tag;
  }

  private static PageHead head(String title, String motto) {
    return new PageHead(title, motto, new Region(), new Region());
  }

  @Override
  public void close() {
    bridge.close();
    sockets.shutdown();
  }
}
