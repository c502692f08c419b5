package dev.offing.simulator.bench.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * A client's WebSocket as a bare socket, so that thousands of them take as little as can be of the
 * processor that the servers need. While its channel blocks, frames are said and awaited;
 * afterwards {@link #take} counts those that begin as was asked, and decodes none of them.
 */
final class Wire implements Greeting.Line, AutoCloseable {
  private static final int LONGEST_HEADER = 10;
  private static final int TEXT = 0x81;
  private static final int PING = 0x89;
  private static final int PONG = 0x8A;
  private static final int MASKED = 0x80;

  private final SocketChannel channel;
  private final byte[] counted;
  private final ByteBuffer head;
  private long skip;

  private Wire(SocketChannel channel, String counted) {
    this.channel = channel;
    this.counted = counted.getBytes(StandardCharsets.UTF_8);
    this.head = ByteBuffer.allocate(LONGEST_HEADER + this.counted.length);
  }

  /**
   * Connects.
   *
   * @param counted how frames begin that {@link #take} counts
   */
  static Wire dialled(URI address, String counted) throws IOException {
    SocketChannel channel =
        SocketChannel.open(new InetSocketAddress(address.getHost(), address.getPort()));
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    String request =
        """
        GET / HTTP/1.1\r
        Host: %s:%d\r
        Upgrade: websocket\r
        Connection: Upgrade\r
        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
        Sec-WebSocket-Version: 13\r
        \r
        """
            .formatted(address.getHost(), address.getPort());
    channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
    ByteBuffer one = ByteBuffer.allocate(1);
    for (int line = 0; line < 2; ) { // two ends of lines, one behind the other
      one.clear();
      if (channel.read(one) < 0) {
        channel.close();
        throw new IOException(address + " does not take a WebSocket");
      }
      byte it = one.get(0);
      line = it == '\n' ? line + 1 : it == '\r' ? line : 0;
    }
    return new Wire(channel, counted);
  }

  SocketChannel channel() {
    return channel;
  }

  /** Writes a frame; a client masks, by zeros here. */
  @Override
  public synchronized void say(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    ByteBuffer frame = ByteBuffer.allocate(LONGEST_HEADER + Integer.BYTES + bytes.length);
    frame.put((byte) TEXT);
    if (bytes.length < 126) {
      frame.put((byte) (MASKED | bytes.length));
    } else {
      frame.put((byte) (MASKED | 126)).putShort((short) bytes.length);
    }
    write(frame.putInt(0).put(bytes).flip());
  }

  /** Writes all of it: a channel that does not block may take a part of a frame only. */
  private void write(ByteBuffer frame) throws IOException {
    while (frame.hasRemaining()) {
      channel.write(frame);
    }
  }

  /** Reads frames until one begins so; while the channel blocks. */
  @Override
  public String await(String beginning) throws IOException {
    while (true) {
      ByteBuffer start = read(2);
      int length = start.get(1) & 0x7F;
      if (length == 126) {
        length = read(2).getShort() & 0xFFFF;
      } else if (length == 127) {
        length = Math.toIntExact(read(Long.BYTES).getLong());
      }
      String text = StandardCharsets.UTF_8.decode(read(length)).toString();
      if (text.startsWith(beginning)) {
        return text;
      }
      if (text.startsWith("{\"type\":\"error\"")) {
        throw new IOException(text);
      }
    }
  }

  private ByteBuffer read(int bytes) throws IOException {
    ByteBuffer all = ByteBuffer.allocate(bytes);
    while (all.hasRemaining()) {
      if (channel.read(all) < 0) {
        throw new IOException("the server closed the connection");
      }
    }
    return all.flip();
  }

  /**
   * Java-WebSocket may forget that it has something to write, when a thread adds to its queue at
   * the moment in which its selector finds the queue empty; the pong to this makes it look again.
   */
  synchronized void remind() throws IOException {
    control(PING);
  }

  /** Takes bytes; how many frames that are counted began in them. */
  int take(ByteBuffer bytes) throws IOException {
    int events = 0;
    while (bytes.hasRemaining()) {
      int skipped = (int) Math.min(skip, bytes.remaining());
      bytes.position(bytes.position() + skipped);
      skip -= skipped;
      if (skip == 0 && bytes.hasRemaining()) {
        head.put(bytes.get());
        events += begun() ? 1 : 0;
      }
    }
    return events;
  }

  /** Whether so much of a frame has come that it is known for one to count; then the rest goes. */
  private boolean begun() throws IOException {
    int have = head.position();
    if (have < 2) {
      return false;
    }
    int small = head.get(1) & 0x7F;
    int header = small < 126 ? 2 : small == 126 ? 4 : LONGEST_HEADER;
    if (have < header) {
      return false;
    }
    long length = small < 126 ? small : small == 126 ? head.getShort(2) & 0xFFFF : head.getLong(2);
    if (have < header + Math.min(length, counted.length)) {
      return false;
    }
    boolean event = length >= counted.length;
    for (int i = 0; event && i < counted.length; i++) {
      event = head.get(header + i) == counted[i];
    }
    if ((head.get(0) & 0xFF) == PING) {
      pong();
    }
    skip = length - (have - header);
    head.clear();
    return event;
  }

  private synchronized void pong() throws IOException {
    control(PONG);
  }

  private void control(int kind) throws IOException {
    write(ByteBuffer.allocate(6).put((byte) kind).put((byte) MASKED).putInt(0).flip());
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
