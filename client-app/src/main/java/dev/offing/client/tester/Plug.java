package dev.offing.client.tester;

import dev.offing.client.stub.Line;
import dev.offing.simulator.proxy.CuttingProxy;
import dev.offing.sync.SyncEngine;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A line through a proxy on this machine, so that this client, and only it, can be cut off. Pulled,
 * it is a cable that is out: connections are reset, new ones refused. Thread-safe.
 */
public final class Plug implements Line, AutoCloseable {

  private final SyncEngine engine;
  // All guarded by this.
  private @Nullable CuttingProxy proxy;
  private boolean pulled;

  /** Plugged in. */
  public Plug(SyncEngine engine) {
    this.engine = engine;
  }

  /** Whether a server can be played on through it: only one on this machine. */
  public static boolean fits(URI server) {
    return "ws".equals(server.getScheme());
  }

  /** It has one end: of several doors the first is used. */
  @Override
  public synchronized void use(List<URI> servers) {
    URI server = servers.getFirst();
    CuttingProxy through = proxy;
    if (through == null) {
      proxy = through = CuttingProxy.start(server);
      if (pulled) {
        through.down();
      }
      engine.useServer(through.uri());
    } else {
      through.upstream(server.getHost(), server.getPort());
      engine.useServer(through.uri());
    }
  }

  @Override
  public synchronized boolean cut() {
    return pulled;
  }

  /** Cuts this client off. */
  public synchronized void pull() {
    pulled = true;
    if (proxy != null) {
      proxy.down();
    }
  }

  /** Lets it connect again, at once. */
  public void putBack() {
    synchronized (this) {
      pulled = false;
      if (proxy != null) {
        proxy.up();
      }
    }
    engine.connectNow();
  }

  @Override
  public synchronized void close() {
    if (proxy != null) {
      proxy.close();
    }
  }
}
