package dev.offing.simulator.bench.server;

import dev.offing.sync.protocol.Codec;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Clients that stay connected and call, each one call after the other. */
final class Callers implements AutoCloseable {
  private static final long PATIENCE_S = 60;

  private final Greeting greeting = new Greeting(new Codec());
  private final HttpClient http = HttpClient.newHttpClient();
  private final List<Line> lines = new ArrayList<>();

  /**
   * Connects them.
   *
   * @param proves whether the server wants to know who they are
   */
  Callers(URI address, int many, boolean proves) throws IOException, InterruptedException {
    for (int i = 0; i < many; i++) {
      Line line = new Line();
      line.socket = http.newWebSocketBuilder().buildAsync(address, line).join();
      lines.add(line);
      if (proves) {
        greeting.say(line, address);
      }
    }
  }

  private static final class Line implements Greeting.Line, WebSocket.Listener {
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final StringBuilder frame = new StringBuilder();
    private @Nullable WebSocket socket;

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
    public void say(String text) {
      if (socket != null) {
        socket.sendText(text, true).join();
      }
    }

    /**
     * Java-WebSocket may forget that it has something to write, when a thread adds to its queue at
     * the moment in which its selector finds the queue empty; the pong to this makes it look again.
     */
    private void remind() {
      if (socket != null) {
        socket.sendPing(ByteBuffer.allocate(0)).join();
      }
    }

    @Override
    public String await(String beginning) throws IOException, InterruptedException {
      int waitedS = 0;
      while (true) {
        String text = heard.poll(1, TimeUnit.SECONDS);
        if (text == null) {
          if (++waitedS == PATIENCE_S) {
            throw new IOException("no answer came in %d s".formatted(PATIENCE_S));
          }
          remind();
          continue;
        }
        if (text.startsWith(beginning)) {
          return text;
        }
        if (text.startsWith("{\"type\":\"error\"")) {
          throw new IOException(text);
        }
      }
    }
  }

  /** Each calls so often. */
  void call(String action, int each) throws IOException, InterruptedException {
    List<Thread> threads = new ArrayList<>();
    BlockingQueue<Exception> failed = new LinkedBlockingQueue<>();
    for (Line line : lines) {
      threads.add(
          Thread.ofVirtual()
              .start(() -> {
                try {
                  for (int i = 0; i < each; i++) {
                    line.say(
                        "{\"type\":\"call\",\"id\":\"%d\",\"action\":\"%s\",\"version\":1,\"params\":{\"number\":%d}}"
                            .formatted(i, action, i));
                    line.await("{\"type\":\"reply\",\"id\":\"%d\",\"result\"".formatted(i));
                  }
                } catch (IOException | InterruptedException | RuntimeException e) {
                  failed.add(e);
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    Exception first = failed.poll();
    if (first != null) {
      throw new IOException("a caller gave up: " + first.getMessage(), first);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
    http.close();
  }
}
