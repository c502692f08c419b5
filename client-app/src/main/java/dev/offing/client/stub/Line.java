package dev.offing.client.stub;

import dev.offing.sync.SyncEngine;
import java.net.URI;
import java.util.List;

/** What lies between the engine and its server. Thread-safe. */
public interface Line {

  /** Connects to this server from now on, through the first of its doors that opens. */
  void use(List<URI> servers);

  /** Whether it is cut on purpose: then no server is missing, and none is to be started. */
  boolean cut();

  /** Nothing in between. */
  static Line direct(SyncEngine engine) {
    return new Line() {
      @Override
      public void use(List<URI> servers) {
        engine.useServers(servers);
      }

      @Override
      public boolean cut() {
        return false;
      }
    };
  }
}
