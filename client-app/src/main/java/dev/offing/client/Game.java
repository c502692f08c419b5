package dev.offing.client;

import dev.offing.assets.Assets;
import dev.offing.client.bridge.Farewell;
import dev.offing.client.log.ProtocolLog;
import dev.offing.client.stub.Line;
import dev.offing.client.stub.StubKeeper;
import dev.offing.client.tester.Plug;
import dev.offing.server.cli.BuildInfo;
import dev.offing.sync.LedgerJson;
import dev.offing.sync.SyncEngine;
import dev.offing.sync.account.DeviceChange;
import dev.offing.sync.clock.DeviceClock;
import dev.offing.sync.economy.Catalog;
import dev.offing.sync.ledger.LedgerException;
import dev.offing.sync.ledger.Profile;
import dev.offing.sync.ledger.Recovery;
import dev.offing.sync.protocol.CatalogException;
import dev.offing.sync.protocol.CatalogReader;
import dev.offing.sync.protocol.Codec;
import dev.offing.sync.transport.Transport;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is open while somebody plays: the engine over a profile and, where no server was named, the
 * keeper that finds or starts the stub. It plays from the moment it is open; a server may come when
 * it comes.
 */
final class Game implements AutoCloseable {

  private final Settings settings;
  private final String version;
  private final Clock sky;
  private final SyncEngine engine;
  private final List<URI> servers;
  private final @Nullable Plug plug;
  private final Line line;
  private final @Nullable StubKeeper keeper;
  private final Farewell farewell;
  private final @Nullable Recovery recovery;

  private Game(
      Settings settings,
      String version,
      Clock sky,
      SyncEngine engine,
      @Nullable Recovery recovery) {
    this.settings = settings;
    this.version = version;
    this.sky = sky;
    this.engine = engine;
    this.servers = settings.servers();
    this.plug = settings.tester() ? new Plug(engine) : null;
    this.line = plug == null ? Line.direct(engine) : plug;
    this.keeper = servers.isEmpty() ? new StubKeeper(engine, line, settings.stubFolder()) : null;
    this.recovery = recovery;
    this.farewell = new Farewell(engine);
  }

  /**
   * Opens the profile.
   *
   * @throws LedgerException when the profile cannot be opened
   * @throws CatalogException when the catalog that the program came with is wrong
   */
  static Game open(Settings settings) throws CatalogException, IOException {
    Catalog catalog = CatalogReader.read(Assets.catalogName(), Assets.catalog());
    return open(settings, catalog, DeviceClock.system(), Clock.system(ZoneId.systemDefault()));
  }

  /**
   * Opens the profile under other rules and other clocks: for figures and pictures.
   *
   * @param clock by which is played
   * @param sky the hour that is drawn, in the player's zone
   */
  static Game open(Settings settings, Catalog catalog, DeviceClock clock, Clock sky)
      throws IOException {
    Codec codec = new Codec();
    SecureRandom random = new SecureRandom();
    Profile.Opened profile =
        settings.profile().open(new LedgerJson(codec), random, clock.read().wallMs());
    String version = new BuildInfo().version();
    SyncEngine engine =
        SyncEngine.builder()
            .ledger(profile.ledger())
            .catalog(catalog)
            .codec(codec)
            .random(random)
            .clock(clock)
            .app("offing/" + version)
            .transport(
                new ProtocolLog(
                    Transport.okHttp(), settings.logs(), Clock.systemUTC(), "offing/" + version))
            .open();
    return new Game(settings, version, sky, engine, profile.recovery());
  }

  /** Which game it is. */
  Settings settings() {
    return settings;
  }

  /** What a tester can pull; null where nobody tests. */
  @Nullable Plug plug() {
    return plug;
  }

  /** The hour of the scene, in the player's zone. */
  Clock sky() {
    return sky;
  }

  /** The program's version. */
  String version() {
    return version;
  }

  /** What the other devices of the account call this one. */
  String deviceName() {
    String name =
        System.getProperty("user.name", "somebody") + "'s " + System.getProperty("os.name");
    return name.substring(0, Math.min(name.length(), DeviceChange.NAME_CHARS));
  }

  SyncEngine engine() {
    return engine;
  }

  /** By which the account is deleted; what lies here goes when the game closes after that. */
  Farewell farewell() {
    return farewell;
  }

  /** What had to be recovered, for the player; null nearly always. */
  @Nullable String recovery() {
    return recovery == null ? null : recovery.sentence();
  }

  /**
   * Dials the server that was named, or begins to look for the stub. A window calls it when it is
   * drawn: the network, and a stub that starts, would only delay its first frame.
   */
  void connect() {
    if (keeper != null) {
      keeper.start();
    } else {
      line.use(servers);
    }
  }

  @Override
  public void close() {
    if (keeper != null) {
      keeper.close();
    }
    engine.close();
    if (plug != null) {
      plug.close();
    }
    if (farewell.said()) {
      settings.profile().delete();
      settings.forgetLogs();
    }
  }
}
