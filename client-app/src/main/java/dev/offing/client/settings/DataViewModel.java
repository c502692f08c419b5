package dev.offing.client.settings;

import dev.offing.client.bridge.EngineDesk;
import dev.offing.client.bridge.Farewell;
import dev.offing.sync.ledger.Profile;
import dev.offing.sync.ledger.ProfileArchive;
import java.nio.file.Path;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;

/** What a player may do with all that is kept: take it along, or delete it. */
public final class DataViewModel {
  private final EngineDesk desk;
  private final Profile profile;
  private final Farewell farewell;
  private final RandomGenerator random;
  private final Executor screen;
  private final Runnable leave;
  private final ReadOnlyStringWrapper said = new ReadOnlyStringWrapper("");
  private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();

  /**
   * @param random for keys, so a secure one
   * @param screen runs something on the thread of the screen, later
   * @param leave closes the game
   */
  public DataViewModel(
      EngineDesk desk,
      Profile profile,
      Farewell farewell,
      RandomGenerator random,
      Executor screen,
      Runnable leave) {
    this.desk = desk;
    this.profile = profile;
    this.farewell = farewell;
    this.random = random;
    this.screen = screen;
    this.leave = leave;
  }

  /** What came of it, for the player. */
  public ReadOnlyStringProperty said() {
    return said.getReadOnlyProperty();
  }

  /** Whether something is under way. */
  public ReadOnlyBooleanProperty busy() {
    return busy.getReadOnlyProperty();
  }

  /** What an archive is called that nobody named yet. */
  public String archiveName() {
    return profile.name() + ".offing";
  }

  /**
   * Writes everything into one file.
   *
   * @param passphrase for the device key; empty leaves it out
   */
  public void export(Path file, String passphrase) {
    begin();
    char @Nullable [] secret = passphrase.isEmpty() ? null : passphrase.toCharArray();
    desk.ask(
        engine -> {
          ProfileArchive.write(engine.book(), profile, file, secret, random);
          return secret == null
              ? "Everything is in %s, but for this device's key: it goes back only to this profile."
              : "Everything is in %s. Another computer takes it over with the passphrase.";
        },
        text -> end(text.formatted(file.getFileName())),
        this::end);
  }

  /** Deletes the account for ever, here and on the server, and closes the game. */
  public void delete() {
    begin();
    farewell
        .say()
        .whenComplete((_, failure) -> screen.execute(() -> said(failure)))
        .exceptionally(_ -> null);
  }

  private void said(@Nullable Throwable failure) {
    if (failure == null) {
      leave.run();
      return;
    }
    Throwable why = failure instanceof CompletionException e ? e.getCause() : failure;
    end(String.valueOf(why == null ? null : why.getMessage()));
  }

  private void begin() {
    said.set("");
    busy.set(true);
  }

  private void end(String sentence) {
    busy.set(false);
    said.set(sentence);
  }
}
