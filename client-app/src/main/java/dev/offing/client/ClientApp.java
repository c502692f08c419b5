package dev.offing.client;

import dev.offing.client.settings.PreferencesFile;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
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
              preferences(), window -> play(opening, window, err), () -> closed.complete(0)));
      await(closed);
      Platform.exit();
      return opening.isCompletedExceptionally() ? 1 : 0;
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

  private static void play(CompletableFuture<Game> opening, GameWindow window, PrintWriter err) {
    whenOpen(
        opening,
        game ->
            window.play(
                game,
                () -> {
                  game.connect();
                  window.decorate();
                }),
        failure -> {
          err.println("offing play: " + sentence(failure));
          window.tell(sentence(failure));
        });
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

  private static void await(CompletableFuture<Integer> closed) throws InterruptedException {
    try {
      closed.get();
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
