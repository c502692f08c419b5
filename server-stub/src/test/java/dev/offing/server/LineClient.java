package dev.offing.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A client of JSON lines, which can also say what no decent client would. */
final class LineClient implements AutoCloseable {
  private static final int PATIENCE_MS = 60_000;
  private static final int GLANCE_MS = 20;

  private final Socket socket;
  private final BufferedReader in;

  LineClient(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MS);
    in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
  }

  /** One that begins with a token. */
  static LineClient with(int port, String token) throws IOException {
    LineClient client = new LineClient(port);
    client.line("{\"token\":\"%s\"}".formatted(token));
    return client;
  }

  void line(String line) throws IOException {
    text(line + '\n');
  }

  void text(String text) throws IOException {
    bytes(text.getBytes(StandardCharsets.UTF_8));
  }

  void bytes(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  /** The next line; null at the end. */
  @Nullable String next() throws IOException {
    try {
      return in.readLine();
    } catch (SocketException _) {
      return null; // the end came with a reset
    }
  }

  /** The next line of a type; others are skipped. */
  String await(String type) throws IOException {
    Predicate<String> wanted = it -> it.startsWith("{\"type\":\"%s\"".formatted(type));
    StringBuilder skipped = new StringBuilder();
    for (String line = next(); line != null; line = next()) {
      if (wanted.test(line)) {
        return line;
      }
      skipped.append('\n').append(line);
    }
    throw new AssertionError("the end came before " + type + skipped);
  }

  /** The next line, while {@code meanwhile} is done again and again. */
  String nextWhile(Runnable meanwhile) throws IOException {
    socket.setSoTimeout(GLANCE_MS);
    try {
      for (int i = 0; i < PATIENCE_MS / GLANCE_MS; i++) {
        try {
          return String.valueOf(in.readLine());
        } catch (SocketTimeoutException _) {
          meanwhile.run();
        }
      }
      throw new AssertionError("no line came");
    } finally {
      socket.setSoTimeout(PATIENCE_MS);
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
