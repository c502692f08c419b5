package dev.offing.simulator.proxy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.java_websocket.WebSocket;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.server.WebSocketServer;

/**
 * A real Java-WebSocket server: a {@code push} is answered by an {@code ack} with the same rest,
 * everything else comes back as it is.
 */
final class EchoServer extends WebSocketServer implements AutoCloseable {

  private static final int MAX_BYTES = 8 << 20;

  /** Every text received, in order. */
  final BlockingQueue<String> received = new LinkedBlockingQueue<>();

  private final CountDownLatch started = new CountDownLatch(1);

  private EchoServer(int port) {
    super(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
        /* decodercount= */ 2,
        List.of(new Draft_6455(List.of(), MAX_BYTES)));
    setReuseAddr(true);
    setDaemon(true);
  }

  static EchoServer open() {
    return openOn(0);
  }

  static EchoServer openOn(int port) {
    EchoServer server = new EchoServer(port);
    server.start();
    try {
      if (!server.started.await(60, TimeUnit.SECONDS)) {
        throw new IllegalStateException("the echo server did not start");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return server;
  }

  CuttingProxy proxy() {
    return CuttingProxy.start("127.0.0.1", getPort());
  }

  @Override
  public void onStart() {
    started.countDown();
  }

  @Override
  public void onOpen(WebSocket connection, ClientHandshake handshake) {}

  @Override
  public void onClose(WebSocket connection, int code, String reason, boolean remote) {}

  @Override
  public void onMessage(WebSocket connection, String message) {
    received.add(message);
    connection.send(message.replace("\"type\":\"push\"", "\"type\":\"ack\""));
  }

  @Override
  public void onMessage(WebSocket connection, ByteBuffer message) {
    connection.send(message);
  }

  @Override
  public void onError(WebSocket connection, Exception e) {}

  @Override
  public void close() {
    try {
      stop(/* timeout= */ 1000);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
