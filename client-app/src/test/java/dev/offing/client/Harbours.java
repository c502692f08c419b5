package dev.offing.client;

import dev.offing.assets.Assets;
import dev.offing.client.bridge.EngineBridge;
import dev.offing.client.bridge.Watcher;
import dev.offing.client.harbour.HarbourListener;
import dev.offing.client.harbour.HarbourViewModel;
import dev.offing.client.harbour.Notation;
import dev.offing.client.harbour.Refusal;
import dev.offing.sync.LedgerJson;
import dev.offing.sync.SyncEngine;
import dev.offing.sync.economy.Catalog;
import dev.offing.sync.economy.Producer;
import dev.offing.sync.ledger.Profile;
import dev.offing.sync.protocol.CatalogException;
import dev.offing.sync.protocol.CatalogReader;
import dev.offing.sync.protocol.Codec;
import dev.offing.sync.session.SyncEvent;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;

/** A ViewModel over a real engine and a real profile, without a window, a server or real time. */
public final class Harbours implements AutoCloseable {
  public static final long START = Instant.parse("2026-11-24T09:40:00Z").toEpochMilli();
  public static final ZoneId ZONE = ZoneId.of("UTC");

  public final ManualClock clock;
  public final StepExecutor disk = new StepExecutor();
  public final List<SyncEvent> events = new ArrayList<>();
  public final List<Refusal> refusals = new ArrayList<>();

  /** What was told of a server that had forgotten. */
  public final List<String> restored = new ArrayList<>();

  public final List<String> letters = new ArrayList<>();
  public final List<Runnable> readers = new ArrayList<>();

  public final List<String> lamps = new ArrayList<>();
  public final SimpleObjectProperty<Notation> notation = new SimpleObjectProperty<>(Notation.SHORT);
  public final SimpleBooleanProperty still = new SimpleBooleanProperty(false);
  public final SyncEngine engine;
  public final EngineBridge bridge;
  public final HarbourViewModel harbour;
  private final Watcher ear =
      new Watcher() {
        @Override
        public void heard(SyncEvent event) {
          events.add(event);
        }
      };

  /** Who is told on each pulse. */
  public final List<Watcher> watchers = new ArrayList<>();

  private long pulseNanos = 1;

  public Harbours(Path folder) {
    this(folder, START);
  }

  /**
   * @param startMs when the game is opened
   */
  public Harbours(Path folder, long startMs) {
    clock = new ManualClock(startMs);
    Codec codec = new Codec();
    engine =
        SyncEngine.builder()
            .ledger(
                Profile.in(folder, "test")
                    .open(new LedgerJson(codec), new Random(1), START)
                    .ledger())
            .catalog(catalog())
            .codec(codec)
            .random(new Random(2))
            .clock(clock)
            .listenerThread(Runnable::run)
            .open();
    bridge = new EngineBridge(engine, disk, () -> {});
    harbour = new HarbourViewModel(bridge, ZONE, notation, still, () -> clock.read().monotonicMs());
    harbour.listen(
        new HarbourListener() {
          @Override
          public void refused(Refusal refusal) {
            refusals.add(refusal);
          }

          @Override
          public void restored(String text) {
            restored.add(text);
          }

          @Override
          public void letter(String title, String text, Runnable read) {
            letters.add(title + ": " + text);
            readers.add(read);
          }

          @Override
          public void lampLow(String at) {
            lamps.add(at);
          }
        });
    watchers.addAll(List.of(harbour, ear));
    pulse();
  }

  /** The catalog of the game. */
  public static Catalog catalog() {
    try {
      return CatalogReader.read(Assets.catalogName(), Assets.catalog());
    } catch (CatalogException e) {
      throw new AssertionError(e);
    }
  }

  /** The ids of its vessels, smallest first. */
  public static List<String> kinds() {
    return catalog().producers().stream().map(Producer::id).toList();
  }

  /** A frame of a sixtieth of a second, by the pulse's own clock; the account's stands still. */
  public boolean pulse() {
    pulseNanos += 16_000_000;
    return bridge.pulse(pulseNanos, watchers);
  }

  /** The same as a window's, which does not wait for the disk. */
  public boolean frame() {
    pulseNanos += 16_000_000;
    return bridge.frame(pulseNanos, watchers, /* steady= */ true);
  }

  /** Lets the disk write one gesture and shows it. */
  public void settle() {
    disk.step();
    pulse();
  }

  /** A frame so long after the last; the account's time passes with it. */
  public void frame(long ms) {
    clock.advance(ms);
    harbour.purse().frame();
  }

  /** Lets time pass and shows it. */
  public void pass(long ms) {
    clock.advance(ms);
    pulseNanos += ms * 1_000_000;
    pulse();
  }

  @Override
  public void close() {
    bridge.close();
    engine.close();
  }
}
