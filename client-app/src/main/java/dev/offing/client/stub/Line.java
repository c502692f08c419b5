package dev.offing.client.stub;

import dev.offing.sync.SyncEngine;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** What lies between the engine and its server. Thread-safe. */
public interface Line {

  /** Connects to this server from now on; null for none. */
  void use(@Nullable URI server);

  /** Whether it is cut on purpose: then no server is missing, and none is to be started. */
  boolean cut();

  /** Nothing in between. */
  static Line direct(SyncEngine engine) {
    return new Line() {
      @Override
      public void use(@Nullable URI server) {
        engine.useServer(server);
      }

      @Override
      public boolean cut() {
        return false;
      }
    };
  }
}
