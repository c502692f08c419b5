package dev.offing.simulator.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The floor: a proxy that only copies, a virtual thread for each direction. */
final class PlainProxy implements AutoCloseable {
  private static final int CHUNK_BYTES = 64 << 10;

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final ServerSocket listener;
  private final InetSocketAddress upstream;

  PlainProxy(InetSocketAddress upstream) throws IOException {
    this.upstream = upstream;
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    threads.execute(this::acceptAll);
  }

  InetSocketAddress address() {
    return (InetSocketAddress) listener.getLocalSocketAddress();
  }

  private void acceptAll() {
    try {
      while (true) {
        Socket client = listener.accept();
        Socket server = new Socket(upstream.getAddress(), upstream.getPort());
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        threads.execute(() -> copy(client, server));
        threads.execute(() -> copy(server, client));
      }
    } catch (IOException _) {
      // It closes.
    }
  }

  private static void copy(Socket from, Socket to) {
    byte[] chunk = new byte[CHUNK_BYTES];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
        out.write(chunk, 0, read);
      }
    } catch (IOException _) {
      // One of them ended.
    }
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.shutdownNow();
    threads.close();
  }
}
