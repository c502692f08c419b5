package dev.offing.server.testkit;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A WebSocket by which a test says and hears frames. */
final class WebSocketTalk implements AutoCloseable {
  private static final long PATIENCE_S = 60;
  private static final String END = "";

  private final HttpClient client = HttpClient.newHttpClient();
  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
  private final WebSocket socket;

  WebSocketTalk(URI uri) throws IOException {
    try {
      socket = client.newWebSocketBuilder().buildAsync(uri, new Ear()).join();
    } catch (CompletionException e) {
      client.close();
      throw new IOException(e.getCause());
    }
  }

  private final class Ear implements WebSocket.Listener {
    private final StringBuilder frame = new StringBuilder();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      frame.append(part);
      if (last) {
        heard.add(frame.toString());
        frame.setLength(0);
      }
      from.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
      heard.add(END);
      return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
      heard.add(END);
    }
  }

  void say(String frame) {
    socket.sendText(frame, true).join();
  }

  /** The next frame of one of these types; others are skipped. */
  String await(String... types) throws IOException {
    StringBuilder skipped = new StringBuilder();
    try {
      while (true) {
        String frame = heard.poll(PATIENCE_S, TimeUnit.SECONDS);
        if (frame == null || frame.equals(END)) {
          throw new IOException(
              "no %s came; before the end came%s".formatted(List.of(types), skipped));
        }
        if (Stream.of(types).anyMatch(it -> frame.startsWith("{\"type\":\"%s\"".formatted(it)))) {
          return frame;
        }
        skipped.append('\n').append(frame);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  @Override
  public void close() {
    socket.abort();
    client.shutdownNow();
    client.close();
  }
}
