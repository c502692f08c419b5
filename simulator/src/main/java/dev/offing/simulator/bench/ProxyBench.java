package dev.offing.simulator.bench;

import dev.offing.simulator.proxy.CuttingProxy;
import dev.offing.simulator.proxy.toxic.Time;
import dev.offing.simulator.world.Dice;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** What the proxy carries with no toxic on, beside one that only copies. */
final class ProxyBench {
  private static final double NANOS = 1e9;
  private static final double SHARE = 0.8;
  private static final int MEGA = 1_000_000;
  private static final int WRITE_BYTES = 64 << 10;
  private static final String UPGRADE = "GET / HTTP/1.1\r\nUpgrade: websocket\r\n\r\n";
  private static final String UPGRADED = "HTTP/1.1 101 Switching Protocols\r\n\r\n";

  private final Turns turns;
  private final int megabytes;
  private final Consumer<String> progress;

  /**
   * One run of it.
   *
   * @param megabytes through each proxy in a round
   */
  ProxyBench(Turns turns, int megabytes, Consumer<String> progress) {
    this.turns = turns;
    this.megabytes = megabytes;
    this.progress = progress;
  }

  Report run() throws Exception {
    List<Report.Row> rows = new ArrayList<>();
    rows.add(row("bytes", "", new byte[WRITE_BYTES]));
    rows.add(row("WebSocket messages of 400 bytes", UPGRADE, messages(400)));
    rows.add(row("WebSocket messages of 16 KB", UPGRADE, messages(16 << 10)));
    return new Report("proxy", rows);
  }

  private Report.Row row(String name, String handshake, byte[] batch) throws Exception {
    long batches = Math.max(1, (long) megabytes * MEGA / batch.length);
    try (ServerSocket sink = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        CuttingProxy ours = ours(sink);
        PlainProxy plain = new PlainProxy((InetSocketAddress) sink.getLocalSocketAddress())) {
      Turns.Medians medians =
          turns.run(
              () -> pass(ours.address(), sink, handshake, batch, batches),
              () -> pass(plain.address(), sink, handshake, batch, batches),
              round -> progress.accept("%s, round %d of %d".formatted(name, round, turns.all())));
      double megabytesARound = (double) batches * batch.length / MEGA;
      return Report.Row.atLeast(
          name,
          megabytesARound * NANOS / medians.ours(),
          megabytesARound * NANOS / medians.floor(),
          "MB/s",
          SHARE);
    }
  }

  /** As the command opens it. */
  private static CuttingProxy ours(ServerSocket sink) {
    InetSocketAddress server = (InetSocketAddress) sink.getLocalSocketAddress();
    CuttingProxy proxy =
        CuttingProxy.at(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            () -> server,
            Time.system(),
            new Dice(1));
    proxy.up();
    return proxy;
  }

  /** Sends it all through a proxy and gives the nanoseconds until the last byte was there. */
  private static long pass(
      InetSocketAddress proxy, ServerSocket sink, String handshake, byte[] batch, long batches)
      throws Exception {
    try (Socket client = new Socket(proxy.getAddress(), proxy.getPort());
        Socket server = sink.accept()) {
      if (!handshake.isEmpty()) {
        exchange(client, server, UPGRADE);
        exchange(server, client, UPGRADED);
      }
      CompletableFuture<Void> drained =
          CompletableFuture.runAsync(
              () -> drain(server, batch.length * batches),
              task -> Thread.ofPlatform().name("proxy-bench-sink").start(task));
      long began = System.nanoTime();
      OutputStream out = client.getOutputStream();
      for (long i = 0; i < batches; i++) {
        out.write(batch);
      }
      drained.get();
      return System.nanoTime() - began;
    }
  }

  private static void drain(Socket server, long bytes) {
    byte[] chunk = new byte[WRITE_BYTES];
    try {
      InputStream in = server.getInputStream();
      long left = bytes;
      while (left > 0) {
        int read = in.read(chunk);
        if (read < 0) {
          throw new EOFException("%,d bytes did not arrive".formatted(left));
        }
        left -= read;
      }
    } catch (IOException e) {
      throw new BenchException("the connection broke: " + e.getMessage(), e);
    }
  }

  private static void exchange(Socket from, Socket to, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    from.getOutputStream().write(bytes);
    if (!Arrays.equals(to.getInputStream().readNBytes(bytes.length), bytes)) {
      throw new IOException("the proxy changed the handshake");
    }
  }

  /** About 64 KB of masked text messages of a size, as a client sends them. */
  private static byte[] messages(int size) {
    int count = Math.max(1, WRITE_BYTES / size);
    ByteBuffer all = ByteBuffer.allocate(count * (size + 8));
    byte[] text =
        ("{\"type\":\"push\",\"pad\":\"" + "x".repeat(size - 24) + "\"}")
            .getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < count; i++) {
      all.put((byte) 0x81).put((byte) (0x80 | 126)).putChar((char) text.length).putInt(0).put(text);
    }
    return Arrays.copyOf(all.array(), all.position());
  }
}
