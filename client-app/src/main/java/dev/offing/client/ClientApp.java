package dev.offing.client;

import dev.offing.client.settings.PreferencesFile;
import dev.offing.client.shell.CrashDesk;
import dev.offing.client.shell.Doorbell;
import dev.offing.server.cli.BuildInfo;
import dev.offing.sync.ledger.LedgerException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import javafx.application.Platform;
import org.jspecify.annotations.Nullable;

/**
 * The game in a window. Opening the profile and starting the toolkit take about as long as each
 * other, so they are done side by side. The window is drawn, empty, as soon as the toolkit is
 * there, the harbour in it as soon as the profile is, and not before that first frame.
 */
final class ClientApp {

  private final Settings settings;

  ClientApp(Settings settings) {
    this.settings = settings;
  }

  /**
   * Plays until the window is closed. A game that cannot be opened is told on {@code err} and in
   * the window.
   *
   * @return the exit code
   */
  int window(PrintWriter err) throws NoDisplayException, InterruptedException {
    Toolkit.requireDisplay();
    CompletableFuture<Game> opening = open();
    CompletableFuture<Integer> closed = new CompletableFuture<>();
    try {
      Toolkit.start(() ->
          new GameWindow(
              preferences(),
              window -> {
                reportCrashes(window);
                play(opening, window, err, closed);
              },
              () -> closed.complete(opening.isCompletedExceptionally() ? 1 : 0)));
      int code = await(closed);
      Platform.exit();
      return code;
    } finally {
      close(opening);
    }
  }

  /** Plays by robot on the headless platform. */
  HeadlessRun.Outcome headless(HeadlessRun.Plan plan) throws Exception {
    CompletableFuture<Game> opening = open();
    CompletableFuture<HeadlessRun.Outcome> done = new CompletableFuture<>();
    try {
      Toolkit.startHeadless(() ->
          new GameWindow(preferences(), window -> play(opening, window, plan, done), () -> {}));
      return done.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    } finally {
      Platform.exit();
      close(opening);
    }
  }

  private void play(
      CompletableFuture<Game> opening,
      GameWindow window,
      PrintWriter err,
      CompletableFuture<Integer> closed) {
    whenOpen(
        opening,
        game ->
            window.play(
                game,
                () -> {
                  game.connect();
                  window.settle(game);
                }),
        failure -> {
          Runnable told =
              () -> {
                err.println("offing play: " + sentence(failure));
                window.tell(sentence(failure));
              };
          if (isOpenElsewhere(failure)) {
            ring(window, err, closed, told);
          } else {
            told.run();
          }
        });
  }

  /** Rings at the window that has the game open, and closes this one; or else does otherwise. */
  private void ring(
      GameWindow window, PrintWriter err, CompletableFuture<Integer> closed, Runnable otherwise) {
    Thread.ofVirtual()
        .start(() -> {
          boolean answered = Doorbell.ring(settings.profile().folder());
          Platform.runLater(() -> {
            if (answered) {
              err.println("offing play: this game is open already; its window is in front now.");
              closed.complete(0);
              window.close();
            } else {
              otherwise.run();
            }
          });
        });
  }

  private static boolean isOpenElsewhere(Throwable failure) {
    return failure instanceof LedgerException e && e.reason() == LedgerException.Reason.IN_USE;
  }

  /** From now on, what nobody catches is reported. */
  private void reportCrashes(GameWindow window) {
    try {
      Thread.setDefaultUncaughtExceptionHandler(
          new CrashDesk(
              settings.dataFolder(),
              new BuildInfo().version(),
              Clock.systemUTC(),
              (report, file) -> Platform.runLater(() -> window.broke(report, file))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void play(
      CompletableFuture<Game> opening,
      GameWindow window,
      HeadlessRun.Plan plan,
      CompletableFuture<HeadlessRun.Outcome> done) {
    long firstFrame = System.currentTimeMillis();
    whenOpen(
        opening,
        game -> {
          HeadlessRun run = new HeadlessRun(plan, game.engine(), window.scene(), done);
          run.follow(
              window.play(
                  game,
                  () -> {
                    run.begin(sinceStart(firstFrame), sinceStart(System.currentTimeMillis()));
                    game.connect();
                  }));
        },
        failure -> done.completeExceptionally(failure));
  }

  private PreferencesFile preferences() {
    return new PreferencesFile(settings.dataFolder());
  }

  private CompletableFuture<Game> open() {
    CompletableFuture<Game> opening = new CompletableFuture<>();
    Thread.ofPlatform()
        .name("open-game")
        .start(() -> {
          try {
            opening.complete(Game.open(settings));
          } catch (Throwable e) {
            opening.completeExceptionally(e);
          }
        });
    return opening;
  }

  /** On the toolkit's thread. */
  private static void whenOpen(
      CompletableFuture<Game> opening, Consumer<Game> then, Consumer<Throwable> otherwise) {
    var _ =
        opening.whenComplete((@Nullable Game game, @Nullable Throwable failure) ->
            Platform.runLater(() -> {
              if (game != null) {
                then.accept(game);
              } else if (failure != null) {
                otherwise.accept(failure);
              }
            }));
  }

  private static int await(CompletableFuture<Integer> closed) throws InterruptedException {
    try {
      return closed.get();
    } catch (ExecutionException e) {
      throw new CompletionException(e.getCause());
    }
  }

  /** Closes the game, if it was opened; one that is still opening is waited for. */
  private static void close(CompletableFuture<Game> opening) {
    if (opening.handle((@Nullable Game game, @Nullable Throwable failure) -> game != null).join()) {
      opening.join().close();
    }
  }

  private static String sentence(Throwable failure) {
    return failure.getMessage() == null ? failure.toString() : failure.getMessage();
  }

  /** Milliseconds from the start of the JVM to a moment. */
  private static long sinceStart(long wallMs) {
    return wallMs - ManagementFactory.getRuntimeMXBean().getStartTime();
  }
}
