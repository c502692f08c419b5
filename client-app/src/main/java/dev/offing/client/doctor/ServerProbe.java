package dev.offing.client.doctor;

import dev.offing.sync.Link;
import dev.offing.sync.SyncEngine;
import dev.offing.sync.SyncStatus;
import dev.offing.sync.economy.Catalog;
import dev.offing.sync.ledger.Identity;
import dev.offing.sync.ledger.MemoryLedger;
import dev.offing.sync.transport.Transport;
import java.net.URI;
import java.security.SecureRandom;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Says hello to a server as a newcomer whom nobody knows, with the engine that plays: so what it
 * finds is what a game would find. It does nothing there, so no account is made.
 */
public final class ServerProbe {
  private static final long PATIENCE_MS = 8_000;
  private static final long LOOK_MS = 50;

  private final Catalog catalog;
  private final String app;

  /**
   * @param catalog the rules that the program came with
   * @param app name and version of the program
   */
  public ServerProbe(Catalog catalog, String app) {
    this.catalog = catalog;
    this.app = app;
  }

  /**
   * What came of it.
   *
   * @param link how it ended
   * @param opened whether a connection was made at all
   * @param why what went wrong, for a person; null for nothing
   * @param serverId whose accounts it keeps; null where it did not get that far
   * @param node that answered; null where it did not get that far
   * @param skewMs server time minus this computer's wall clock
   * @param clockKnown whether the server's time was learnt
   */
  public record Answer(
      Link link,
      boolean opened,
      @Nullable String why,
      @Nullable String serverId,
      @Nullable String node,
      long skewMs,
      boolean clockKnown) {}

  /** Asks; waits for some seconds at most. */
  public Answer ask(URI server) throws InterruptedException {
    MemoryLedger ledger = new MemoryLedger(Identity.draw(new SecureRandom()));
    AtomicBoolean opened = new AtomicBoolean();
    Semaphore news = new Semaphore(0);
    try (SyncEngine engine =
        SyncEngine.builder()
            .ledger(ledger)
            .catalog(catalog)
            .app(app)
            .transport(noting(Transport.okHttp(), opened))
            .open()) {
      engine.subscribe(event -> news.release());
      engine.useServer(server);
      long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MS);
      SyncStatus status = engine.status();
      while (isOpen(status) && System.nanoTime() - deadline < 0) {
        boolean _ = news.tryAcquire(LOOK_MS, TimeUnit.MILLISECONDS);
        status = engine.status();
      }
      return new Answer(
          status.link(),
          opened.get(),
          status.lastError(),
          ledger.load().serverId(),
          status.node(),
          status.skewMs(),
          status.clockVerified());
    }
  }

  private static boolean isOpen(SyncStatus status) {
    return switch (status.link()) {
      case OFFLINE, CONNECTING, SYNCING -> true;
      case ONLINE -> !status.clockVerified();
      case WAITING -> status.lastError() == null;
      case FORGOTTEN,
          OTHER_SERVER,
          UNLINKED,
          DELETED,
          UPGRADE,
          SERVER_TOO_OLD,
          DIFFERS,
          DISK,
          CLOSED ->
          false;
    };
  }

  private static Transport noting(Transport under, AtomicBoolean opened) {
    return new Transport() {
      @Override
      public Wire dial(URI server, Listener listener) {
        return under.dial(
            server,
            new Listener() {
              @Override
              public void opened() {
                opened.set(true);
                listener.opened();
              }

              @Override
              public void frame(String text) {
                listener.frame(text);
              }

              @Override
              public void closed(String why) {
                listener.closed(why);
              }
            });
      }

      @Override
      public void close() {
        under.close();
      }
    };
  }
}
