package dev.offing.client.bridge;

import dev.offing.sync.economy.Command;
import dev.offing.sync.session.AwayReport;
import dev.offing.sync.session.Submission;
import java.util.Optional;
import java.util.function.Consumer;

/** What a screen asks of the engine. Called on the thread of the screen, never blocks it. */
public interface Gestures {

  /**
   * Has a command written down. Commands are carried out in their order.
   *
   * @param answer called on the thread of the screen when it is on disk or refused, after the
   *     ViewModel was shown the account with it
   * @param failure called there instead, with a sentence, when it could not be written
   */
  void submit(Command command, Consumer<Submission> answer, Consumer<String> failure);

  /** Dials the server at once. */
  void connectNow();

  /** What happened while nobody was here, as of the last show; empty when nothing is to be told. */
  Optional<AwayReport> away();

  /** It was told. */
  void acknowledgeAway();

  /** A letter was read, and need not be shown again. */
  void read(String letter);
}
