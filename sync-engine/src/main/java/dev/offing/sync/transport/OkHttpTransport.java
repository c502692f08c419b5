package dev.offing.sync.transport;

import dev.offing.sync.protocol.Bounds;
import java.io.EOFException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/** Frames over OkHttp's WebSocket. Its reader threads are virtual and end with their connection. */
final class OkHttpTransport implements Transport {
  private static final int NORMAL = 1000;
  private static final int UNREADABLE = 1003;
  private static final int TOO_LARGE = 1009;

  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

  /** Made at the first dial: a game's first frame does not wait for it. */
  private @Nullable OkHttpClient client;

  @Override
  public Wire dial(URI server, Listener listener) {
    Bridge bridge = new Bridge(server, listener);
    Request request = new Request.Builder().url(httpUrl(server)).build();
    WebSocket socket = client().newWebSocket(request, bridge);
    return new Wire() {
      @Override
      public void send(String frame) {
        socket.send(frame);
      }

      @Override
      public void close() {
        if (!socket.close(NORMAL, null)) {
          socket.cancel();
        }
      }
    };
  }

  private synchronized OkHttpClient client() {
    OkHttpClient made = client;
    if (made == null) {
      made =
          new OkHttpClient.Builder()
              .dispatcher(dispatcher())
              .connectTimeout(Duration.ofSeconds(10))
              .readTimeout(Duration.ZERO)
              // The session retries itself, with a wait that it knows of.
              .retryOnConnectionFailure(false)
              .build();
      client = made;
    }
    return made;
  }

  /** An open WebSocket is a running call to OkHttp, and it would run 64 of them. */
  private Dispatcher dispatcher() {
    Dispatcher dispatcher = new Dispatcher(executor);
    dispatcher.setMaxRequests(Integer.MAX_VALUE);
    return dispatcher;
  }

  /** OkHttp names WebSocket addresses by their http twins. */
  private static String httpUrl(URI server) {
    String text = server.toString();
    return text.startsWith("ws") ? "http" + text.substring(2) : text;
  }

  @Override
  public synchronized void close() {
    if (client != null) {
      client.dispatcher().cancelAll();
      client.connectionPool().evictAll();
    }
    executor.shutdown();
  }

  /** Turns OkHttp's many endings into one. */
  private static final class Bridge extends WebSocketListener {
    private final URI server;
    private final Listener listener;
    private final AtomicBoolean ended = new AtomicBoolean();

    Bridge(URI server, Listener listener) {
      this.server = server;
      this.listener = listener;
    }

    @Override
    public void onOpen(WebSocket socket, Response response) {
      listener.opened();
    }

    @Override
    public void onMessage(WebSocket socket, String text) {
      if (text.length() > Bounds.SERVER_FRAME_BYTES) {
        socket.close(TOO_LARGE, "frame too large");
        end("The server sent a frame of more than one megabyte.");
        return;
      }
      listener.frame(text);
    }

    @Override
    public void onMessage(WebSocket socket, ByteString bytes) {
      socket.close(UNREADABLE, "text only");
      end("The server sent a binary frame.");
    }

    @Override
    public void onClosing(WebSocket socket, int code, String reason) {
      socket.close(NORMAL, null);
      end(reason.isEmpty() ? "The server closed the connection." : reason);
    }

    @Override
    public void onFailure(WebSocket socket, Throwable t, @Nullable Response response) {
      if (response != null) {
        end("%s answered with HTTP %d: is it an Offing server?".formatted(server, response.code()));
      } else {
        end("No connection to %s: %s.".formatted(server, plain(t)));
      }
    }

    private static String plain(Throwable t) {
      return switch (t) {
        case ConnectException e -> "nobody listens there";
        case UnknownHostException e -> "the name is not known";
        case SocketTimeoutException e -> "no answer in time";
        case EOFException e -> "the other side ended it";
        default -> t.getMessage() == null ? t.getClass().getSimpleName() : t.getMessage();
      };
    }

    private void end(String why) {
      if (ended.compareAndSet(false, true)) {
        listener.closed(why);
      }
    }
  }
}
