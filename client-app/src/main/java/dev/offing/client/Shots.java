package dev.offing.client;

import dev.offing.assets.Assets;
import dev.offing.client.port.PortViewModel;
import dev.offing.client.settings.PreferencesFile;
import dev.offing.client.settings.ThemeChoice;
import dev.offing.client.shell.Screen;
import dev.offing.client.soak.Folders;
import dev.offing.client.soak.RichCatalog;
import dev.offing.client.soak.StubProcess;
import dev.offing.sync.Link;
import dev.offing.sync.SyncStatus;
import dev.offing.sync.clock.DeviceClock;
import dev.offing.sync.economy.Catalog;
import dev.offing.sync.economy.Command;
import dev.offing.sync.economy.Economy;
import dev.offing.sync.economy.EconomyState;
import dev.offing.sync.economy.Money;
import dev.offing.sync.ledger.Profile;
import dev.offing.sync.protocol.CatalogReader;
import dev.offing.sync.session.SyncEvent;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.TextField;
import org.jspecify.annotations.Nullable;

/**
 * Takes the pictures. What is on them was played: by the real window over the real engine against a
 * real server with its Redis, in the order that a seed draws. Only three things are set: the purse
 * at the start, so that it need not be earned in real hours; the clock of the device, so that an
 * absence passes at once; the hour of the sky.
 */
final class Shots implements AutoCloseable {

  /** How the fleet of the busy harbour is meant to be. */
  private static final Map<String, Integer> FLEET = fleet();

  private static final List<String> UPGRADES =
      List.of("long-oars", "tarred-nets", "dry-hay", "copper-sheathing");
  private static final int TEN = 10;
  private static final long PATIENCE_S = 60;
  private static final int MINUTE_MS = 60_000;
  private static final int MORNING_MS = 290 * MINUTE_MS;
  private static final int TEN_MINUTES_SHORT_MS = (7 * 60 + 12) * MINUTE_MS;
  private static final int ABSENCE_MS = (9 * 60 + 12) * MINUTE_MS;

  private static final LocalDateTime DAY = LocalDateTime.of(2026, 6, 11, 14, 20);
  private static final LocalDateTime NIGHT = LocalDateTime.of(2026, 11, 24, 21, 40);
  private static final LocalDateTime DAWN = LocalDateTime.of(2026, 6, 11, 6, 54);

  private static final int PURSE_LEFT = 1_284_506;
  private static final long THOUSAND_GRAINS = 1_000_000;

  private final Path out;
  private final long seed;
  private final Consumer<String> progress;
  private final Path folder;
  private final Catalog catalog;
  private final StubProcess stub;
  private final ShiftedClock clock = new ShiftedClock();
  private final SetClock sky = new SetClock(ZoneId.systemDefault(), DAY);
  private int taken;
  private @Nullable Game game;
  private @Nullable GameWindow window;

  private Shots(
      Path out,
      long seed,
      Consumer<String> progress,
      Path folder,
      Catalog catalog,
      StubProcess stub) {
    this.out = out;
    this.seed = seed;
    this.progress = progress;
    this.folder = folder;
    this.catalog = catalog;
    this.stub = stub;
  }

  /**
   * Starts the server.
   *
   * @param progress is told what is done
   */
  static Shots begin(Path out, long seed, Consumer<String> progress) throws Exception {
    Files.createDirectories(out);
    Path folder = Files.createTempDirectory("offing-shots-");
    Catalog poor = CatalogReader.read(Assets.catalogName(), Assets.catalog());
    String text = RichCatalog.text(fortune(poor).grains().toString());
    Catalog rich = CatalogReader.read(Assets.catalogName(), text.getBytes(StandardCharsets.UTF_8));
    progress.accept("starting a server");
    StubProcess stub =
        StubProcess.start(RichCatalog.write(folder.resolve("rules"), text), folder.resolve("stub"));
    CompletableFuture<Boolean> ready = new CompletableFuture<>();
    Toolkit.startHeadless(() -> {
      Platform.setImplicitExit(false);
      ready.complete(true);
    });
    ready.get();
    return new Shots(out, seed, progress, folder, rich, stub);
  }

  /** What the fleet costs, and what is to be left. */
  private static Money fortune(Catalog catalog) {
    Money sum = Money.of(PURSE_LEFT * THOUSAND_GRAINS);
    EconomyState none = Economy.genesis(catalog, 0);
    for (String upgrade : UPGRADES) {
      sum = sum.plus(catalog.upgrade(upgrade).orElseThrow().cost());
    }
    for (Map.Entry<String, Integer> it : FLEET.entrySet()) {
      sum = sum.plus(Economy.price(catalog, none, it.getKey(), it.getValue()));
    }
    return sum;
  }

  private static Map<String, Integer> fleet() {
    Map<String, Integer> fleet = new LinkedHashMap<>();
    fleet.put("rowboat", 152);
    fleet.put("dinghy", 121);
    fleet.put("smack", 104);
    fleet.put("lugger", 87);
    fleet.put("barge", 63);
    fleet.put("schooner", 48);
    fleet.put("brig", 26);
    fleet.put("indiaman", 11);
    fleet.put("paddler", 3);
    return Collections.unmodifiableMap(fleet);
  }

  /**
   * Takes them all.
   *
   * @return how many
   */
  int take() throws Exception {
    firstStart();
    busy();
    offline();
    welcomeBack();
    refused();
    return taken;
  }

  private void firstStart() throws Exception {
    Path rules = folder.resolve("poor");
    String text = new String(Assets.catalog(), StandardCharsets.UTF_8);
    try (StubProcess poor = StubProcess.start(RichCatalog.write(rules, text), rules)) {
      open(
          "first", CatalogReader.read(Assets.catalogName(), Assets.catalog()), List.of(poor.uri()));
      Stagehand.until("the server", () -> playing().engine().status().link() == Link.ONLINE);
      both("first-start", Screen.HARBOUR);
      shut();
    }
  }

  /**
   * A morning without a network, then the server. The profile is younger than the pictures: it was
   * played on a clock that stood hours back, as one is that was never connected.
   */
  private void busy() throws Exception {
    List<Command> orders = orders();
    clock.advance(-MORNING_MS);
    Game playing = open("busy", catalog, List.of());
    progress.accept("buying a fleet");
    for (Command order : orders) {
      playing.engine().submit(order);
      clock.advance(MORNING_MS / orders.size());
    }
    playing.engine().useServer(stub.uri());
    Stagehand.until(
        "the server's word on it",
        () -> {
          SyncStatus status = playing.engine().status();
          return status.link() == Link.ONLINE && status.pending() == 0;
        });
    shut();
    open("busy", catalog, List.of(stub.uri()));
    Stagehand.until("the server", () -> playing().engine().status().link() == Link.ONLINE);
    Stagehand.until("the letter to whoever begins", () -> node(".toast-act") != null);
    Stagehand.run(() -> press(".toast-act"));
    Stagehand.run(() -> press("#amount-10"));
    both("harbour", Screen.HARBOUR);
    Stagehand.run(() -> press("#tab-upgrades"));
    both("upgrades", Screen.HARBOUR);
    Stagehand.run(() -> press("#tab-fleet"));
    port();
    market();
    both("settings", Screen.SETTINGS);
  }

  /** The fleet by tens and what is left of each kind, in the seed's order, and some upgrades. */
  private List<Command> orders() {
    List<Command> orders = new ArrayList<>();
    FLEET.forEach((vessel, count) -> {
      for (int left = count; left > 0; left -= TEN) {
        orders.add(Command.buy(vessel, Math.min(TEN, left), 0, null));
      }
    });
    Collections.shuffle(orders, new Random(seed));
    for (int i = 0; i < UPGRADES.size(); i++) {
      orders.add(orders.size() - 2 * i - 1, Command.upgrade(UPGRADES.get(i), 0, null));
    }
    orders.add(orders.size() - 1, Command.boost("crew-bonus", 0, null));
    return orders;
  }

  /** Two other players, each with a device of its own, talk in the port. */
  private void port() throws Exception {
    try (Game ines = neighbour("ines");
        Game tam = neighbour("tam")) {
      say(ines, "Fog lifted off Halvard. The amber boats are out.");
      say(tam, "My boat is still drying. So is the cat.");
      say(ines, "Anyone short of timber? The yard here has a cousin.");
      say(tam, "Forty would mend her. I can pay in herring.");
      both("port", Screen.PORT);
    }
  }

  /** A player who deals in several goods. */
  private void market() throws Exception {
    for (Command order :
        List.of(
            Command.order(false, "herring", 4_000, Money.of(9_000), 0),
            Command.order(false, "timber", 120, Money.of(3_000_000), 0),
            Command.order(false, "tea", 80, Money.of(4_000_000), 0))) {
      playing().engine().submit(order);
    }
    Stagehand.until(
        "goods in the warehouse",
        () -> playing().engine().view().core().dealings().free("herring") > 0);
    Command sells = Command.order(true, "herring", 200, Money.of(12_000), 0);
    playing().engine().submit(sells);
    both("market", Screen.MARKET);
  }

  private Game neighbour(String name) throws Exception {
    Settings settings =
        new Settings(
            folder, Profile.in(folder, name), folder.resolve("none"), List.of(stub.uri()), false);
    Game opened = Game.open(settings, catalog, DeviceClock.system(), sky);
    opened.engine().submit(Command.buy("rowboat", 1, 0, null));
    opened.connect();
    Stagehand.until(name + " on the server", () -> opened.engine().status().link() == Link.ONLINE);
    opened.engine().rooms().join(PortViewModel.ROOM);
    return opened;
  }

  /** Says it, and waits until it was heard. */
  private static void say(Game speaker, String text) throws Exception {
    CompletableFuture<Boolean> heard = new CompletableFuture<>();
    Runnable end =
        speaker
            .engine()
            .subscribe(event -> {
              if (event instanceof SyncEvent.Said said && said.own()) {
                heard.complete(true);
              }
            });
    speaker.engine().rooms().say(PortViewModel.ROOM, text);
    heard.get(PATIENCE_S, TimeUnit.SECONDS);
    end.run();
  }

  private void offline() throws Exception {
    Game playing = playing();
    playing.engine().useServer(null);
    clock.advance(TEN_MINUTES_SHORT_MS);
    Stagehand.run(() -> shown().screens().go(Screen.HARBOUR));
    // Of what the clock seems to have earned meanwhile the server will know nothing.
    for (String vessel : List.of("smack", "smack", "smack", "schooner")) {
      Stagehand.run(() -> press("#buy-" + vessel));
      Stagehand.pulses(10);
    }
    both("offline", Screen.HARBOUR);
    both("ledger-offline", Screen.LEDGER);
    Stagehand.run(() -> shown().screens().go(Screen.PORT));
    Stagehand.run(() -> {
      write("Herring it is. Bring a cart.");
      write("And the cousin.");
    });
    both("port-offline", Screen.PORT);
    shut();
  }

  private void welcomeBack() throws Exception {
    clock.advance(ABSENCE_MS);
    sky.set(DAWN);
    open("busy", catalog, List.of());
    both("welcome-back", Screen.HARBOUR);
    Stagehand.run(() -> press("#welcome-back"));
    shut();
  }

  /** What was bought from a clock that ran ahead. */
  private void refused() throws Exception {
    sky.set(DAY);
    open("busy", catalog, List.of(stub.uri()));
    Stagehand.until(
        "the refusal",
        () -> playing().engine().status().pending() == 0 && node(".toast-close") != null);
    // Who looks at a toast keeps it.
    Stagehand.run(() -> Objects.requireNonNull(node(".toast-close")).requestFocus());
    both("refused", Screen.HARBOUR);
    Stagehand.run(() -> press(".toast-close"));
    both("ledger", Screen.LEDGER);
    shut();
  }

  // ---- the window -------------------------------------------------------------------------------

  private Game open(String profile, Catalog rules, List<URI> servers) throws Exception {
    Settings settings =
        new Settings(folder, Profile.in(folder, profile), folder.resolve("none"), servers, false);
    Game opened = Game.open(settings, rules, clock, sky);
    game = opened;
    CompletableFuture<GameWindow> drawn = new CompletableFuture<>();
    Stagehand.run(() -> new GameWindow(new PreferencesFile(folder), drawn::complete, () -> {}));
    GameWindow shown = drawn.get();
    window = shown;
    CompletableFuture<Boolean> playing = new CompletableFuture<>();
    Stagehand.run(() -> shown.play(opened, () -> playing.complete(true)));
    playing.get();
    if (!servers.isEmpty()) {
      opened.connect();
    }
    return opened;
  }

  private void shut() throws Exception {
    GameWindow shown = shown();
    Stagehand.run(shown::close);
    playing().close();
    window = null;
    game = null;
  }

  private void both(String name, Screen screen) throws Exception {
    for (ThemeChoice theme : List.of(ThemeChoice.LIGHT, ThemeChoice.DARK)) {
      if (!sky.instant().equals(new SetClock(sky.getZone(), DAWN).instant())) {
        sky.set(theme == ThemeChoice.LIGHT ? DAY : NIGHT);
      }
      shoot(name + "-" + theme.name().toLowerCase(Locale.ROOT), screen, theme);
    }
  }

  private void shoot(String name, Screen screen, ThemeChoice theme) throws Exception {
    GameWindow shown = shown();
    Stagehand.run(() -> {
      shown.screens().choose(theme);
      shown.screens().go(screen);
    });
    Stagehand.pulses(30);
    Stagehand.until("the scene", () -> shown.screens().drawn());
    Stagehand.pulses(60);
    Path file = out.resolve(name + ".png");
    Picture.write(Stagehand.on(() -> shown.scene().snapshot(null)), file);
    progress.accept(file.toString());
    taken++;
  }

  private void press(String id) {
    if (node(id) instanceof ButtonBase button) {
      button.fire();
    } else {
      throw new IllegalStateException("there is no button " + id);
    }
  }

  /** Says something in the port. */
  private void write(String line) {
    if (node("#chat-text") instanceof TextField text) {
      text.setText(line);
      press("#chat-send");
    }
  }

  private @Nullable Node node(String id) {
    return shown().scene().lookup(id);
  }

  private GameWindow shown() {
    if (window == null) {
      throw new IllegalStateException("no window is open");
    }
    return window;
  }

  private Game playing() {
    if (game == null) {
      throw new IllegalStateException("no game is open");
    }
    return game;
  }

  @Override
  public void close() throws IOException {
    Platform.exit();
    stub.close();
    Folders.delete(folder);
  }
}
