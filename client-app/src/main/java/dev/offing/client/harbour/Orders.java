package dev.offing.client.harbour;

import dev.offing.client.bridge.Gestures;
import dev.offing.sync.View;
import dev.offing.sync.economy.Command;
import dev.offing.sync.session.Submission;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Carries out gestures one at a time. One that comes while another is on its way to the disk waits,
 * and is priced against the account as it is shown then: so two quick clicks buy two, each at the
 * price on its label. At most {@value #MOST} wait; more are not taken.
 */
final class Orders {

  /** Clicks that may wait for a slow disk; nobody means more than this. */
  static final int MOST = 32;

  private final Gestures gestures;
  private final Consumer<Answer> answered;
  private final Queue<Wish> waiting = new ArrayDeque<>();
  private boolean busy;
  private @Nullable View view;

  /**
   * @param answered is told what became of each
   */
  Orders(Gestures gestures, Consumer<Answer> answered) {
    this.gestures = gestures;
    this.answered = answered;
  }

  /** The account as it is shown from now on. */
  void show(View now) {
    view = now;
  }

  /** The account as it is shown; null before the first. */
  @Nullable View view() {
    return view;
  }

  /** Takes a wish; does nothing before the first account. */
  void take(Wish wish) {
    if (view != null && waiting.size() < MOST) {
      waiting.add(wish);
      next();
    }
  }

  private void next() {
    View now = view;
    if (busy || now == null || waiting.isEmpty()) {
      return;
    }
    busy = true;
    Command command = waiting.remove().command(now);
    gestures.submit(
        command,
        submission -> finish(answer(command, submission)),
        sentence -> finish(new Answer.Failed(new Refusal(Wish.title(now, command), sentence))));
  }

  private Answer answer(Command command, Submission submission) {
    return switch (submission) {
      case Submission.Saved saved -> new Answer.Saved(saved.mutationId());
      case Submission.Refused it -> {
        View now = view;
        if (now == null) {
          throw new IllegalStateException("an answer before the first account");
        }
        yield new Answer.Refused(Wish.refusal(now, command, it.why()));
      }
    };
  }

  private void finish(Answer it) {
    busy = false;
    answered.accept(it);
    next();
  }
}
