package dev.offing.client.bridge;

import dev.offing.sync.SyncEngine;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/**
 * Where screens ask the engine what may wait for the disk: the book, a room. Questions are answered
 * in their order on a thread of the desk's own; the answers come on the thread of the screen.
 */
public final class EngineDesk implements AutoCloseable {
  /** The version of the actions that screens know. */
  private static final int ACTIONS = 1;

  private final SyncEngine engine;
  private final ExecutorService reader;
  private final Executor screen;

  /**
   * @param reader where questions are answered, one at a time; closed with the desk
   * @param screen runs something on the thread of the screen, later
   */
  public EngineDesk(SyncEngine engine, ExecutorService reader, Executor screen) {
    this.engine = engine;
    this.reader = reader;
    this.screen = screen;
  }

  /** A desk with a thread of its own. */
  public static EngineDesk over(SyncEngine engine, Executor screen) {
    return new EngineDesk(
        engine,
        Executors.newSingleThreadExecutor(Thread.ofPlatform().name("desk").daemon(true).factory()),
        screen);
  }

  /**
   * Asks; from the thread of the screen. After the desk is closed nothing is asked and nothing
   * answered.
   *
   * @param question is put on the desk's thread
   * @param answer is told on the thread of the screen
   * @param failure is told there instead, with a sentence
   */
  public <T> void ask(
      Function<SyncEngine, T> question, Consumer<T> answer, Consumer<String> failure) {
    try {
      reader.execute(() -> {
        Runnable told = answered(question, answer, failure);
        screen.execute(told);
      });
    } catch (RejectedExecutionException e) {
      // The window closes; nobody is there to be told.
    }
  }

  /**
   * Asks the server, as {@link #ask} does the engine; where it does not answer, or there is no
   * connection, nothing is told.
   *
   * @param params become the action's JSON parameters
   * @param answer is told on the thread of the screen
   */
  public void call(String action, Object params, Consumer<JsonNode> answer) {
    ask(
        engine -> engine.call(action, ACTIONS, params).thenAcceptAsync(answer, screen),
        _ -> {},
        _ -> {});
  }

  private <T> Runnable answered(
      Function<SyncEngine, T> question, Consumer<T> answer, Consumer<String> failure) {
    try {
      T found = question.apply(engine);
      return () -> answer.accept(found);
    } catch (RuntimeException e) {
      String sentence = String.valueOf(e.getMessage());
      return () -> failure.accept(sentence);
    }
  }

  /** Answers what is asked already, for at most a few seconds. */
  @Override
  public void close() {
    reader.shutdown();
    try {
      if (!reader.awaitTermination(5, TimeUnit.SECONDS)) {
        reader.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
