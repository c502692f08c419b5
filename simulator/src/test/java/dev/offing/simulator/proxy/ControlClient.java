package dev.offing.simulator.proxy;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.java_websocket.client.WebSocketClient;
import org.java_websocket.handshake.ServerHandshake;

/** A Java-WebSocket client: it sends pings and fragments when told, which OkHttp does not. */
final class ControlClient extends WebSocketClient {

  final BlockingQueue<String> messages = new LinkedBlockingQueue<>();

  private ControlClient(CuttingProxy proxy) {
    super(proxy.uri());
  }

  /** Dials and waits until it is open. */
  static ControlClient connect(CuttingProxy proxy) throws InterruptedException {
    ControlClient client = new ControlClient(proxy);
    if (!client.connectBlocking(10, SECONDS)) {
      throw new IllegalStateException("not connected within 10 s");
    }
    return client;
  }

  @Override
  public void onOpen(ServerHandshake handshake) {}

  @Override
  public void onMessage(String message) {
    messages.add(message);
  }

  @Override
  public void onClose(int code, String reason, boolean remote) {}

  @Override
  public void onError(Exception e) {}
}
