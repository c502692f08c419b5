package dev.offing.client.settings;

import dev.offing.client.bridge.Watcher;
import dev.offing.client.harbour.Times;
import dev.offing.sync.CallFailedException;
import dev.offing.sync.Link;
import dev.offing.sync.Linking;
import dev.offing.sync.SyncStatus;
import dev.offing.sync.View;
import dev.offing.sync.account.EpochVersion;
import dev.offing.sync.protocol.LinkCode;
import dev.offing.sync.session.DeviceRow;
import dev.offing.sync.session.LinkOffer;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/**
 * The devices of this game: which there are, letting another one in, taking one off, the code on
 * paper, and joining the game of another device. Belongs to the thread of the screen.
 */
public final class DevicesViewModel implements Watcher {
  /** Between two looks who asks, ms. */
  private static final long LOOK_MS = 1_000;

  /**
   * One device, in words.
   *
   * @param own whether it is this one
   */
  public record Row(String key, String title, String text, boolean own) {}

  private final Linking linking;
  private final Executor work;
  private final ZoneId zone;
  private final String ownName;
  private final Queue<Runnable> news = new ConcurrentLinkedQueue<>();

  private final ObservableList<Row> rows = FXCollections.observableArrayList();
  private final ReadOnlyStringWrapper code = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper paper = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper said = new ReadOnlyStringWrapper("");
  private final ReadOnlyObjectWrapper<Optional<Row>> asks =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyBooleanWrapper begun = new ReadOnlyBooleanWrapper();
  private final ReadOnlyBooleanWrapper canJoin = new ReadOnlyBooleanWrapper(true);
  private final ReadOnlyBooleanWrapper joining = new ReadOnlyBooleanWrapper();
  private final ReadOnlyBooleanWrapper recoverable = new ReadOnlyBooleanWrapper();

  private List<DeviceRow> known = List.of();
  private @Nullable EpochVersion seen;
  private @Nullable DeviceRow asking;
  private long expiresAt;
  private long lookedAt;
  private long now;
  private boolean looking;

  /**
   * @param work carries calls out, off the thread of the screen
   * @param zone in which days are told
   * @param ownName what others will call this device
   */
  public DevicesViewModel(Linking linking, Executor work, ZoneId zone, String ownName) {
    this.linking = linking;
    this.work = work;
    this.zone = zone;
    this.ownName = ownName;
  }

  /** The devices, this one first; none before there is a game. */
  public ObservableList<Row> rows() {
    return rows;
  }

  /** The code that another device is to be given now; empty for none. */
  public ReadOnlyStringProperty code() {
    return code.getReadOnlyProperty();
  }

  /** Who asks by it. */
  public ReadOnlyObjectProperty<Optional<Row>> asks() {
    return asks.getReadOnlyProperty();
  }

  /** The recovery code that was just made; empty where none is to be shown. */
  public ReadOnlyStringProperty paper() {
    return paper.getReadOnlyProperty();
  }

  /** Whether the game has a recovery code. */
  public ReadOnlyBooleanProperty recoverable() {
    return recoverable.getReadOnlyProperty();
  }

  /** What came of the last wish, in a sentence; empty where it shows by itself. */
  public ReadOnlyStringProperty said() {
    return said.getReadOnlyProperty();
  }

  /** Whether there is a game here that has devices. */
  public ReadOnlyBooleanProperty begun() {
    return begun.getReadOnlyProperty();
  }

  /** Whether this profile can join another device's game: it has none, or was taken off its own. */
  public ReadOnlyBooleanProperty canJoin() {
    return canJoin.getReadOnlyProperty();
  }

  /** Whether it asks to join now. */
  public ReadOnlyBooleanProperty joining() {
    return joining.getReadOnlyProperty();
  }

  // ---- wishes -----------------------------------------------------------------------------------

  /** Shows a code by which another device can ask. */
  public void offer() {
    ask(
        linking::offer,
        (LinkOffer it) -> {
          code.set(it.code());
          expiresAt = it.expiresAt();
          say("");
        });
  }

  /** Lets the one that asks in, or not. */
  public void answer(boolean allowed) {
    DeviceRow who = asking;
    if (who == null) {
      return;
    }
    ask(
        () -> linking.answer(who, allowed),
        _ -> {
          endOffer();
          say(allowed ? who.name() + " plays this game, too, from now on." : "");
        });
  }

  /** Takes a device off. */
  public void revoke(String key) {
    known.stream()
        .filter(it -> it.key().equals(key))
        .findFirst()
        .ifPresent(device ->
            ask(
                () -> linking.revoke(device),
                _ -> say(title(device) + " does not play this game any more.")));
  }

  /** Makes a recovery code. */
  public void makePaper() {
    ask(
        linking::recoveryCode,
        it -> {
          paper.set(it);
          say("");
        });
  }

  /** The recovery code is on paper: it is not shown any more. */
  public void putPaperAway() {
    paper.set("");
  }

  /** Joins the game of a code that another device shows, or of a recovery code. */
  public void join(String typed) {
    boolean link = typed.replaceAll("[\\s-]", "").length() <= LinkCode.CHARS;
    joining.set(true);
    say(link ? "Say yes on the other device." : "");
    work.execute(() -> {
      var _ =
          (link ? linking.link(typed, ownName) : linking.recover(typed, ownName))
              .whenComplete((_, e) -> news.add(() -> joined(e)));
    });
  }

  private void joined(@Nullable Throwable e) {
    joining.set(false);
    say(e == null ? "Joined. Your game comes with the next wave." : sentence(e));
  }

  /** Asks no more to join. */
  public void stopJoining() {
    work.execute(linking::stop);
  }

  private <T> void ask(Supplier<CompletableFuture<T>> wish, Consumer<T> then) {
    work.execute(() -> {
      var _ =
          wish.get()
              .whenComplete((answer, e) ->
                  news.add(() -> {
                    if (e == null) {
                      then.accept(answer);
                    } else {
                      say(sentence(e));
                    }
                  }));
    });
  }

  private static String sentence(Throwable e) {
    Throwable cause = e instanceof CompletionException ? Objects.requireNonNull(e.getCause()) : e;
    return cause instanceof CallFailedException
        ? String.valueOf(cause.getMessage())
        : "That went wrong: " + cause.getMessage();
  }

  private void say(String sentence) {
    said.set(sentence);
  }

  // ---- what is so -------------------------------------------------------------------------------

  @Override
  public void show(View view, SyncStatus status) {
    now = view.nowMs();
    if (!Objects.equals(seen, status.version())) {
      seen = status.version();
      // Not on the screen's thread: the engine may be busy with its disk.
      work.execute(() -> {
        List<DeviceRow> devices = linking.devices();
        boolean paperKept = linking.recoverable();
        news.add(() -> {
          list(devices);
          recoverable.set(paperKept);
        });
      });
    }
    for (Runnable it = news.poll(); it != null; it = news.poll()) {
      it.run();
    }
    canJoin.set(known.isEmpty() || status.link() == Link.UNLINKED);
    look();
  }

  private void list(List<DeviceRow> devices) {
    if (!devices.equals(known)) {
      known = devices;
      begun.set(!devices.isEmpty());
      rows.setAll(devices.stream().map(this::row).toList());
    }
  }

  private Row row(DeviceRow it) {
    String since = it.linkedAt() == 0 ? "" : ", since " + Times.clock(it.linkedAt(), now, zone);
    return new Row(it.key(), title(it), "Mark " + it.mark() + since, it.own());
  }

  private static String title(DeviceRow it) {
    String name = it.name().isEmpty() ? "The first device" : it.name();
    return it.own() ? name + " (this one)" : name;
  }

  /** While a code is shown, looks every second who asks. */
  private void look() {
    if (code.get().isEmpty()) {
      return;
    }
    if (now >= expiresAt) {
      endOffer();
      say("The code is over. Show a new one.");
    } else if (!looking && now - lookedAt >= LOOK_MS) {
      looking = true;
      lookedAt = now;
      work.execute(() -> {
        var _ = linking.claimant().whenComplete((found, e) -> news.add(() -> looked(found, e)));
      });
    }
  }

  private void looked(Optional<DeviceRow> found, @Nullable Throwable e) {
    looking = false;
    if (e == null && !code.get().isEmpty()) {
      asking = found.orElse(null);
      asks.set(found.map(this::row));
    }
  }

  private void endOffer() {
    code.set("");
    asking = null;
    asks.set(Optional.empty());
  }
}
