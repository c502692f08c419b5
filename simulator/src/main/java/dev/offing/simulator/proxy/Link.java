package dev.offing.simulator.proxy;

import dev.offing.simulator.proxy.CuttingProxy.Direction;
import dev.offing.simulator.proxy.CuttingProxy.Ending;
import dev.offing.simulator.proxy.Rule.Action;
import dev.offing.simulator.proxy.toxic.Dose;
import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One connection through the proxy: two sockets and a {@link Pump} for each direction.
 *
 * <p>An orderly end needs care: closing a socket with unread data makes the system send a reset,
 * which can overtake what was forwarded. So a FIN only shuts the output down; the pumps go on
 * reading into nothing until the peer has closed as well, and only then are the sockets closed.
 */
final class Link {

  /** How long one that was finished may still be read to its end, s. */
  private static final long LINGER_S = 1;

  /** Takes the whole proxy down. */
  interface Down {
    /** Lets nobody in any more, then does {@code next}, then ends the connections that stand. */
    void down(Ending ending, Runnable next);
  }

  private final int number;
  private final Socket client;
  private final Socket server;
  private final Shared shared;
  private final Down down;
  private final Pump toServer;
  private final Pump toClient;

  /** Completes when the connection is cut, or has ended. */
  private final CompletableFuture<@Nullable Void> over = new CompletableFuture<>();

  /** Whether the server agreed to speak WebSocket. */
  private final CompletableFuture<Boolean> upgraded = new CompletableFuture<>();

  /** Completes when both pumps have ended. */
  private final CompletableFuture<@Nullable Void> ended = new CompletableFuture<>();

  Link(int number, Socket client, Socket server, Shared shared, Down down) {
    this.number = number;
    this.client = client;
    this.server = server;
    this.shared = shared;
    this.down = down;
    toServer = new Pump(this, Direction.CLIENT_TO_SERVER, client, server, shared);
    toClient = new Pump(this, Direction.SERVER_TO_CLIENT, server, client, shared);
  }

  /** Pumps until both directions have ended; one of them on this thread. */
  void run() {
    try {
      CompletableFuture<Void> other = CompletableFuture.runAsync(toServer, shared.threads());
      toClient.run();
      other.join();
    } finally {
      ended.complete(null);
    }
  }

  int number() {
    return number;
  }

  boolean cut() {
    return over.isDone();
  }

  CompletableFuture<@Nullable Void> over() {
    return over;
  }

  CompletableFuture<Boolean> upgraded() {
    return upgraded;
  }

  /** Ends both connections; what comes in from now on goes nowhere. */
  void end(Ending toClientSide, Ending toServerSide) {
    toServer.mute();
    toClient.mute();
    end(client, toClientSide);
    end(server, toServerSide);
    over.complete(null);
    upgraded.complete(false);
  }

  /**
   * Ends both connections by FIN, and closes them soon, so that one who only writes notices, too.
   */
  void finish() {
    end(Ending.FIN, Ending.FIN);
    var _ =
        ended
            .copy()
            .completeOnTimeout(null, LINGER_S, TimeUnit.SECONDS)
            .thenRun(() -> {
              closeQuietly(client);
              closeQuietly(server);
            });
  }

  /** Cuts where a rule says so. */
  void cut(Rule rule) {
    if (rule.down()) {
      down.down(rule.ending(), () -> endBy(rule));
    } else {
      endBy(rule);
    }
  }

  /** The receiver of a message just forwarded always gets a FIN, which cannot overtake it. */
  private void endBy(Rule rule) {
    Ending sender = rule.ending();
    Ending receiver = rule.action() == Action.CUT_AFTER ? Ending.FIN : rule.ending();
    boolean fromClient = rule.direction() == Direction.CLIENT_TO_SERVER;
    end(fromClient ? sender : receiver, fromClient ? receiver : sender);
  }

  /** Stops answers to a message that is about to be forwarded in this direction. */
  void muteAnswers(Direction direction) {
    (direction == Direction.CLIENT_TO_SERVER ? toClient : toServer).mute();
  }

  void toxics(Direction direction, List<Dose> doses) {
    (direction == Direction.CLIENT_TO_SERVER ? toServer : toClient).toxics(doses);
  }

  void flushReleased(Direction direction) {
    (direction == Direction.CLIENT_TO_SERVER ? toServer : toClient).flushReleased();
  }

  /** Closes the sockets once neither direction can move anything any more. */
  void settle() {
    if (toServer.spent() && toClient.spent()) {
      over.complete(null);
      closeQuietly(client);
      closeQuietly(server);
    }
  }

  static void end(Socket socket, Ending ending) {
    switch (ending) {
      case FIN -> finish(socket);
      case RST -> reset(socket);
    }
  }

  static void finish(Socket socket) {
    try {
      socket.shutdownOutput();
    } catch (IOException e) {
      // Closed already: the peer knows.
    }
  }

  static void reset(Socket socket) {
    try {
      socket.setSoLinger(/* on= */ true, 0);
    } catch (IOException e) {
      // Closed already.
    }
    closeQuietly(socket);
  }

  static void closeQuietly(Closeable socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // There is nothing left to lose.
    }
  }
}
