package dev.offing.client;

import dev.offing.client.art.ArtView;
import dev.offing.client.art.Gallery;
import dev.offing.client.art.Pictures;
import dev.offing.client.bridge.EngineBridge;
import dev.offing.client.bridge.EngineDesk;
import dev.offing.client.bridge.Watcher;
import dev.offing.client.control.PageHead;
import dev.offing.client.control.PillView;
import dev.offing.client.harbour.HarbourPage;
import dev.offing.client.harbour.HarbourToasts;
import dev.offing.client.harbour.HarbourViewModel;
import dev.offing.client.harbour.WelcomeDialog;
import dev.offing.client.ledger.LedgerView;
import dev.offing.client.ledger.LedgerViewModel;
import dev.offing.client.ledger.Notice;
import dev.offing.client.look.Appearance;
import dev.offing.client.market.MarketView;
import dev.offing.client.market.MarketViewModel;
import dev.offing.client.port.PortView;
import dev.offing.client.port.PortViewModel;
import dev.offing.client.port.StandingViewModel;
import dev.offing.client.scene.Band;
import dev.offing.client.scene.HarbourScene;
import dev.offing.client.settings.DataViewModel;
import dev.offing.client.settings.DevicesViewModel;
import dev.offing.client.settings.SettingsView;
import dev.offing.client.settings.SettingsViewModel;
import dev.offing.client.settings.ThemeChoice;
import dev.offing.client.shell.CrashView;
import dev.offing.client.shell.DialogLayer;
import dev.offing.client.shell.Page;
import dev.offing.client.shell.Screen;
import dev.offing.client.shell.ShellView;
import dev.offing.client.shell.ShellViewModel;
import dev.offing.client.shell.Toast;
import dev.offing.client.tester.Plug;
import dev.offing.client.tester.TesterView;
import dev.offing.client.tester.TesterViewModel;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.SnapshotParameters;
import javafx.scene.image.Image;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.paint.Color;
import org.jspecify.annotations.Nullable;

/**
 * What a window shows of a game: the ViewModels over one bridge, and the pages over them. Belongs
 * to the toolkit's thread.
 */
final class Screens implements AutoCloseable {

  private static final double BRAND = 34;
  private static final double ICON = 128;

  private final EngineBridge bridge;
  private final HarbourViewModel harbour;
  private final EngineDesk desk;
  private final LedgerViewModel ledger;
  private final PortViewModel port;
  private final StandingViewModel standing;
  private final MarketViewModel market;
  private final List<Watcher> watchers = new ArrayList<>();
  private final ShellViewModel shell = new ShellViewModel();
  private final SettingsViewModel choices;
  private final DevicesViewModel devices;
  private final ShellView view;
  private final Gallery gallery;
  private final HarbourScene scene;
  private final SceneFeed feed;
  private final @Nullable TesterViewModel tester;
  private final ExecutorService sockets =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().name("tester").daemon(true).factory());

  /** Carries calls out that may wait for a gesture that is being written. */
  private final ExecutorService calls =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().name("devices").daemon(true).factory());

  /**
   * @param leave closes the game
   */
  Screens(Game game, SettingsViewModel choices, Appearance appearance, Runnable leave) {
    this.choices = choices;
    bridge = EngineBridge.over(game.engine(), () -> {});
    harbour =
        new HarbourViewModel(
            bridge, ZoneId.systemDefault(), choices.notation(), appearance.still());
    Plug plug = game.plug();
    tester = plug == null ? null : new TesterViewModel(plug, sockets);
    desk = EngineDesk.over(game.engine(), Platform::runLater);
    ledger = new LedgerViewModel(desk, ZoneId.systemDefault());
    port = new PortViewModel(desk, ZoneId.systemDefault(), () -> UUID.randomUUID().toString());
    standing = new StandingViewModel(desk);
    market =
        new MarketViewModel(
            desk,
            bridge,
            why -> shell.toasts().show(new Toast(Toast.Kind.REFUSED, "Not traded", why, null)));
    devices =
        new DevicesViewModel(
            game.engine().linking(), calls, ZoneId.systemDefault(), game.deviceName());
    DataViewModel data =
        new DataViewModel(
            desk,
            game.settings().profile(),
            game.farewell(),
            new SecureRandom(),
            Platform::runLater,
            leave);
    gallery = new Gallery();
    if (tester != null) {
      tester.pulled().subscribe(pulled -> harbour.status().simulate(pulled ? "plug pulled" : ""));
    }
    HarbourScene sea = new HarbourScene(gallery);
    feed = new SceneFeed(game.sky(), appearance.still());
    feed.tell(sea::show);
    this.scene = sea;
    harbour.listen(feed);
    watchers.add(feed);
    ledger.unseen().subscribe(n -> shell.badge(Screen.LEDGER, n.intValue()));
    harbour.listen(new HarbourToasts(shell.toasts(), harbour.status()::connect));
    watchers.add(harbour);
    watchers.add(choices);
    watchers.add(devices);
    watchers.add(ledger);
    watchers.add(port);
    watchers.add(standing);
    watchers.add(market);
    bridge.pulse(System.nanoTime(), watchers);
    Pictures pictures = new Pictures(gallery, appearance.theme());
    Map<Screen, Supplier<Page>> pages =
        Map.of(
            Screen.HARBOUR,
            () -> new HarbourPage(harbour, pictures, sea, appearance.still()),
            Screen.MARKET,
            () ->
                new MarketView(
                    market,
                    head("Market", "Buy fog, sell lamps.", appearance),
                    gallery,
                    ZoneId.systemDefault()),
            Screen.PORT,
            () ->
                new PortView(
                    port, standing, head("Port", "Gossip, fresh daily.", appearance), pictures),
            Screen.LEDGER,
            () ->
                new LedgerView(
                    ledger,
                    head("Ledger", "Every coin, in ink.", appearance),
                    pictures,
                    new ArtView(gallery, "bottle", 354),
                    LedgerView::askWhere,
                    it -> shell.toasts().show(toast(it))),
            Screen.SETTINGS,
            () ->
                new SettingsView(
                    choices, devices, data, head("Settings", "How you like it.", appearance)));
    view =
        new ShellView(
            shell, pages, new ArtView(gallery, "brand", BRAND), banner(), appearance.still());
    WelcomeDialog.watch(harbour.welcome(), pictures, view.dialogs(), () -> shell.go(Screen.LEDGER));
  }

  /** The node to put into a scene. */
  Parent root() {
    return view.root();
  }

  HarbourViewModel harbour() {
    return harbour;
  }

  /** What the window is known by among others. */
  Image icon() {
    SnapshotParameters clear = new SnapshotParameters();
    clear.setFill(Color.TRANSPARENT);
    return new ArtView(gallery, "brand", ICON).snapshot(clear, null);
  }

  /** Tells that a part of the program failed. */
  void broke(String report, Optional<Path> file) {
    DialogLayer dialogs = view.dialogs();
    CrashView crash = new CrashView(report, file, dialogs::close);
    dialogs.open(crash.root(), Pos.CENTER, crash.first(), () -> {});
  }

  /** Goes to a screen. */
  void go(Screen to) {
    shell.go(to);
  }

  /** Chooses a theme. */
  void choose(ThemeChoice theme) {
    choices.choose(theme);
  }

  /** Whether all that is drawn by hand is drawn. */
  boolean drawn() {
    return shell.screen().get() != Screen.HARBOUR || scene.ready();
  }

  /** Carries the engine's news over. */
  void pulse(long nowNanos) {
    // Time is shown in the frames that the sea is moved in: more frames would only cost more.
    boolean atSea = scene.getScene() != null;
    boolean moved = atSea && scene.pulse(nowNanos);
    bridge.frame(nowNanos, watchers, moved || !atSea || !scene.ready());
  }

  /** Carries the engine's news over while nobody looks: the sea stands. */
  void unseenPulse(long nowNanos) {
    bridge.frame(nowNanos, watchers, /* steady= */ true);
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

  private static Toast toast(Notice it) {
    return new Toast(it.good() ? Toast.Kind.DONE : Toast.Kind.REFUSED, it.title(), it.text(), null);
  }

  private PageHead head(String title, String motto, Appearance appearance) {
    PillView pill = new PillView(harbour.status(), /* withLamp= */ false, appearance.still());
    Band band = new Band(gallery, PageHead.BAND);
    feed.tell(band::show);
    PageHead head = new PageHead(title, motto, band, pill);
    band.darkProperty().subscribe(head::onDark);
    return head;
  }

  @Override
  public void close() {
    bridge.close();
    sockets.shutdown();
    calls.shutdown();
    desk.close();
  }
}
