package dev.offing.server.soak;

import dev.offing.sync.account.State;
import dev.offing.sync.economy.Economy;
import dev.offing.sync.protocol.ClientMessage;
import dev.offing.sync.protocol.Codec;
import dev.offing.sync.protocol.Proof;
import dev.offing.sync.protocol.ServerMessage;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A device that holds nothing but its key, and what it hears. Its account may not exist: it is
 * welcome all the same. Used by one thread; it hears on the thread of its connection.
 */
final class Player implements AutoCloseable {
  private static final long PATIENCE_S = 60;

  private final Codec codec;
  private final HttpClient http;
  private final KeyPair keys;
  private final String publicKey;
  private final String account;
  private final String incarnation;
  private final SplittableRandom random;
  private final Consumer<ServerMessage> hears;
  private @Nullable Line line;

  Player(Codec codec, HttpClient http, SplittableRandom random, Consumer<ServerMessage> hears) {
    this.codec = codec;
    this.http = http;
    this.random = random;
    this.hears = hears;
    try {
      keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
    publicKey = Proof.publicKeyHex(keys.getPublic());
    account = State.accountOf(publicKey);
    incarnation = hex(16);
  }

  String account() {
    return account;
  }

  /** Whether it is connected and welcome, as far as it knows. */
  boolean there() {
    Line now = line;
    return now != null && now.welcome.isDone() && !now.over;
  }

  /** Connects, instead of where it is now; false where it is not let in. */
  boolean connect(URI node) throws InterruptedException {
    close();
    Line fresh = new Line(node);
    try {
      fresh.socket =
          http.newWebSocketBuilder().buildAsync(node, fresh).get(PATIENCE_S, TimeUnit.SECONDS);
      fresh.send(fresh.hello);
      fresh.welcome.get(PATIENCE_S, TimeUnit.SECONDS);
      line = fresh;
      return true;
    } catch (ExecutionException _) {
      fresh.cut();
      return false;
    } catch (TimeoutException e) {
      fresh.cut();
      throw new BrokenPromise("nobody was welcomed by " + node + " in a minute", e);
    }
  }

  /** Hears nothing any more, and does not read it either. */
  void deafen() {
    Line now = line;
    if (now != null) {
      now.deaf = true;
    }
  }

  /** Says something; false where the line is gone. */
  boolean send(ClientMessage message) {
    Line now = line;
    return now != null && now.send(message);
  }

  @Override
  public void close() {
    Line now = line;
    line = null;
    if (now != null) {
      now.cut();
    }
  }

  private String hex(int bytes) {
    byte[] value = new byte[bytes];
    random.nextBytes(value);
    return HexFormat.of().formatHex(value);
  }

  private final class Line implements WebSocket.Listener {
    final URI node;
    final ClientMessage.Hello hello;
    final CompletableFuture<ServerMessage.Welcome> welcome = new CompletableFuture<>();
    final StringBuilder frame = new StringBuilder();
    volatile @Nullable WebSocket socket;
    volatile boolean over;
    volatile boolean deaf;
    private CompletableFuture<?> before = CompletableFuture.completedFuture("nothing");

    Line(URI node) {
      this.node = node;
      this.hello =
          new ClientMessage.Hello(
              1, "soak", Economy.RULES_VERSION, null, account, incarnation, publicKey, hex(32));
    }

    boolean send(ClientMessage message) {
      WebSocket to = socket;
      if (over || to == null) {
        return false;
      }
      try {
        queue(to, message).join();
        return true;
      } catch (CompletionException _) {
        end();
        return false;
      }
    }

    /**
     * Says it when what was said before is sent: this API refuses a frame while another is under
     * way, as the proof while the hello is. When one failed, those behind it fail as well.
     */
    private synchronized CompletableFuture<?> queue(WebSocket to, ClientMessage message) {
      String text = codec.encode(message);
      CompletableFuture<WebSocket> sent = before.thenCompose(_ -> to.sendText(text, true));
      before = sent;
      return sent;
    }

    void cut() {
      WebSocket to = socket;
      end();
      if (to != null) {
        to.abort();
      }
    }

    private void end() {
      over = true;
      welcome.completeExceptionally(new BrokenPromise("the line is cut"));
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      frame.append(data);
      if (last) {
        ServerMessage message = codec.decodeServer(frame.toString());
        frame.setLength(0);
        heard(from, message);
      }
      if (!deaf) {
        from.request(1);
      }
      return null;
    }

    private void heard(WebSocket from, ServerMessage message) {
      if (message instanceof ServerMessage.Challenge asked) {
        String origin = "ws://%s:%d".formatted(node.getHost(), node.getPort());
        byte[] signed = Proof.bytes(asked, origin, hello, null);
        ClientMessage proof = new ClientMessage.Prove(Proof.sign(keys.getPrivate(), signed), null);
        var _ =
            queue(from, proof)
                .whenComplete((_, lost) -> {
                  if (lost != null) {
                    end();
                  }
                });
        return;
      }
      if (message instanceof ServerMessage.RetryAfter && !welcome.isDone()) {
        end();
      }
      hears.accept(message);
      if (message instanceof ServerMessage.Welcome it) {
        welcome.complete(it);
      }
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
      end();
      return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
      end();
    }
  }
}
