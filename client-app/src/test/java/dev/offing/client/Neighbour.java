package dev.offing.client;

import static java.util.concurrent.TimeUnit.SECONDS;

import dev.offing.client.stub.Line;
import dev.offing.client.stub.StubKeeper;
import dev.offing.server.RunningStub;
import dev.offing.sync.LedgerJson;
import dev.offing.sync.Link;
import dev.offing.sync.SyncEngine;
import dev.offing.sync.clock.DeviceClock;
import dev.offing.sync.ledger.Profile;
import dev.offing.sync.protocol.Codec;
import dev.offing.sync.session.SyncEvent;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import org.testfx.util.WaitForAsyncUtils;

/**
 * Another player without a window, who keeps a real server: it is started when he comes and ends
 * some seconds after everybody left.
 */
public final class Neighbour implements AutoCloseable {
  public final List<SyncEvent> heard = new CopyOnWriteArrayList<>();
  public final SyncEngine engine;
  private final StubKeeper keeper;
  private final Path server;

  /**
   * @param profile where he plays
   * @param server the server's data folder
   */
  public Neighbour(Profile profile, Path server, DeviceClock clock) throws TimeoutException {
    this.server = server;
    this.engine = engine(profile, clock);
    engine.subscribe(heard::add);
    this.keeper = new StubKeeper(engine, Line.direct(engine), server);
    keeper.start();
    WaitForAsyncUtils.waitFor(60, SECONDS, () -> engine.status().link() == Link.ONLINE);
  }

  /** A real engine over a real profile; no server is named yet. */
  public static SyncEngine engine(Profile profile, DeviceClock clock) {
    Codec codec = new Codec();
    return SyncEngine.builder()
        .ledger(
            profile.open(new LedgerJson(codec), new SecureRandom(), clock.read().wallMs()).ledger())
        .catalog(Harbours.catalog())
        .codec(codec)
        .clock(clock)
        .open();
  }

  /** Where his server listens. */
  public URI server() {
    return URI.create(RunningStub.find(server).orElseThrow().nodes().getFirst().ws());
  }

  @Override
  public void close() {
    ProcessHandle stub =
        ProcessHandle.of(RunningStub.find(server).orElseThrow().pid()).orElseThrow();
    keeper.close();
    engine.close();
    stub.destroy();
    stub.onExit().orTimeout(60, SECONDS).join();
  }
}
