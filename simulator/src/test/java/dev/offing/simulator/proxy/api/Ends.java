package dev.offing.simulator.proxy.api;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

/** Both ends of one connection through a proxy, in a test's hands. */
final class Ends implements AutoCloseable {
  private static final int PATIENCE_MS = 60_000;

  final Socket client;
  final Socket server;

  private Ends(Socket client, Socket server) {
    this.client = client;
    this.server = server;
  }

  static ServerSocket listen() throws IOException {
    ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    listener.setSoTimeout(PATIENCE_MS);
    return listener;
  }

  /** Dials the proxy and takes the call on the other side of it. */
  static Ends connect(int proxyPort, ServerSocket listener) throws IOException {
    Socket client = dial(proxyPort);
    Socket server = listener.accept();
    server.setSoTimeout(PATIENCE_MS);
    return new Ends(client, server);
  }

  static Socket dial(int proxyPort) throws IOException {
    Socket client = new Socket(InetAddress.getLoopbackAddress(), proxyPort);
    client.setSoTimeout(PATIENCE_MS);
    return client;
  }

  static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
  }

  static String read(Socket socket, int bytes) throws IOException {
    return new String(socket.getInputStream().readNBytes(bytes), StandardCharsets.UTF_8);
  }

  /** All there is up to the end. */
  static String all(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  /** What one read gives. */
  static String some(Socket socket) throws IOException {
    byte[] bytes = new byte[1 << 16];
    int count = socket.getInputStream().read(bytes);
    return count < 0 ? "" : new String(bytes, 0, count, StandardCharsets.UTF_8);
  }

  /** The next byte, or -1; later. */
  static CompletableFuture<Integer> next(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    CompletableFuture<Integer> read = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(() -> {
          try {
            read.complete(in.read());
          } catch (IOException e) {
            read.completeExceptionally(e);
          }
        });
    return read;
  }

  @Override
  public void close() throws IOException {
    client.close();
    server.close();
  }
}
