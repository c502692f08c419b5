package dev.offing.client;

import dev.offing.assets.Assets;
import dev.offing.client.bench.Figures;
import dev.offing.client.harbour.HarbourViewModel;
import dev.offing.client.settings.PreferencesFile;
import dev.offing.client.soak.RichCatalog;
import dev.offing.sync.ledger.Profile;
import dev.offing.sync.protocol.CatalogReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javafx.application.Platform;
import javafx.scene.control.ButtonBase;
import javafx.stage.Stage;

/**
 * The figures of the real window, for {@code ./offing bench client}: a new profile in the folder
 * that is the argument, with a purse that is never empty, and nobody at its server.
 */
public final class WindowFigures {

  private static final String PURSE = "1" + "0".repeat(30);
  private static final String VESSEL = "rowboat";
  private static final int HOUR_S = 3_600;
  private static final int STEP_S = 1;
  private static final int STEPS_A_PULSE = 60;
  private static final int GESTURE_EVERY_S = 10;

  private WindowFigures() {}

  /** Prints one line of JSON. */
  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[0]);
    ShiftedClock clock = new ShiftedClock();
    Game game =
        Game.open(
            new Settings(
                folder,
                Profile.in(folder, "bench"),
                folder.resolve("server"),
                List.of(URI.create("ws://127.0.0.1:1")),
                /* tester= */ false),
            CatalogReader.read(
                Assets.catalogName(), RichCatalog.text(PURSE).getBytes(StandardCharsets.UTF_8)),
            clock,
            Clock.system(ZoneId.systemDefault()));
    CompletableFuture<String> figures = new CompletableFuture<>();
    Toolkit.startInSoftware(() ->
        new GameWindow(
            new PreferencesFile(folder),
            window -> {
              HarbourViewModel harbour = window.play(game, () -> {});
              harbour.buy(VESSEL, 1);
              game.connect();
              Figures.take(new Harbour(window, harbour, clock), figures::complete);
            },
            () -> {}));
    System.out.println(figures.get());
    Platform.exit();
    game.close();
  }

  private static final class Harbour implements Figures.Subject {
    private final GameWindow window;
    private final HarbourViewModel harbour;
    private final ShiftedClock clock;
    private Runnable shown = () -> {};
    private int playedS;

    Harbour(GameWindow window, HarbourViewModel harbour, ShiftedClock clock) {
      this.window = window;
      this.harbour = harbour;
      this.clock = clock;
      harbour.answer().addListener((observed, before, after) -> shown.run());
    }

    @Override
    public Stage stage() {
      return (Stage) window.scene().getWindow();
    }

    @Override
    public void gesture(Runnable then) {
      shown = then;
      ((ButtonBase) window.scene().lookup("#buy-" + VESSEL)).fire();
    }

    @Override
    public boolean playOn() {
      shown = () -> {};
      for (int i = 0; i < STEPS_A_PULSE && playedS < HOUR_S; i++) {
        playedS += STEP_S;
        clock.advance(STEP_S * 1_000L);
        if (playedS % GESTURE_EVERY_S == 0) {
          harbour.buy(VESSEL, 1);
        }
        window.pulse();
      }
      return playedS < HOUR_S;
    }
  }
}
