package dev.offing.simulator.proxy;

import java.net.URI;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/** A real OkHttp WebSocket whose life a test can wait for. */
final class Client extends WebSocketListener implements AutoCloseable {

  /** Shared, as an application does it; its idle threads end by themselves. */
  private static final OkHttpClient HTTP = swarm();

  /** Texts as they came, binary messages as their hexadecimal digits. */
  final BlockingQueue<String> messages = new LinkedBlockingQueue<>();

  final CompletableFuture<Response> opened = new CompletableFuture<>();

  /** Completes with the error that ended the connection, or with null after a close frame. */
  final CompletableFuture<@Nullable Throwable> ended = new CompletableFuture<>();

  private final WebSocket socket;

  /** By itself OkHttp dials 64 at a time. */
  private static OkHttpClient swarm() {
    Dispatcher dispatcher = new Dispatcher();
    dispatcher.setMaxRequests(1_000);
    return new OkHttpClient.Builder().dispatcher(dispatcher).build();
  }

  private Client(URI uri) {
    socket = HTTP.newWebSocket(new Request.Builder().url(uri.toString()).build(), this);
  }

  /** Dials and waits until it is open. */
  static Client connect(CuttingProxy proxy) throws Exception {
    Client client = dial(proxy);
    client.opened.get(60, TimeUnit.SECONDS);
    return client;
  }

  /** Dials and waits for nothing. */
  static Client dial(CuttingProxy proxy) {
    return new Client(proxy.uri());
  }

  Client send(String text) {
    if (!socket.send(text)) {
      throw new IllegalStateException("the connection has ended, not sent: " + text);
    }
    return this;
  }

  void send(ByteString bytes) {
    socket.send(bytes);
  }

  /** The next message. */
  String next() throws InterruptedException {
    String message = messages.poll(60, TimeUnit.SECONDS);
    if (message == null) {
      throw new IllegalStateException("no message within 10 s");
    }
    return message;
  }

  @Nullable Throwable end() throws Exception {
    return ended.get(60, TimeUnit.SECONDS);
  }

  @Override
  public void onOpen(WebSocket webSocket, Response response) {
    opened.complete(response);
  }

  @Override
  public void onMessage(WebSocket webSocket, String text) {
    messages.add(text);
  }

  @Override
  public void onMessage(WebSocket webSocket, ByteString bytes) {
    messages.add(bytes.hex());
  }

  @Override
  public void onClosing(WebSocket webSocket, int code, String reason) {
    webSocket.close(code, reason);
  }

  @Override
  public void onClosed(WebSocket webSocket, int code, String reason) {
    ended.complete(null);
  }

  @Override
  public void onFailure(WebSocket webSocket, Throwable t, @Nullable Response response) {
    opened.completeExceptionally(t);
    ended.complete(t);
  }

  /** Says goodbye with a close frame. */
  void sayGoodbye() {
    socket.close(1000, null);
  }

  @Override
  public void close() {
    socket.cancel();
  }
}
