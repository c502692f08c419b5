package dev.offing.simulator.bench.server;

import dev.offing.sync.protocol.ClientMessage;
import dev.offing.sync.protocol.Codec;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Members of a room who count what they hear and do nothing else, so that they take as little as
 * can be of the processor that the servers need: bare sockets, one thread, no text is decoded.
 */
final class Subscribers implements AutoCloseable {
  private static final String ROOM = "port:bench";
  private static final byte[] EVENT = "{\"type\":\"room\"".getBytes(StandardCharsets.UTF_8);
  private static final int BUFFER_BYTES = 1 << 18;
  private static final int PATIENCE_MS = 60_000;
  private static final int TEXT = 0x81;
  private static final int PING = 0x89;
  private static final int PONG = 0x8A;
  private static final int MASKED = 0x80;

  private final Codec codec = new Codec();
  private final Greeting greeting = new Greeting(codec);
  private final Selector selector;
  private final List<Ear> ears = new ArrayList<>();
  private final AtomicLong heard = new AtomicLong();
  private final Thread reader;
  private volatile boolean closed;

  /**
   * Lets them enter the room.
   *
   * @param addresses of the nodes, among which they are spread
   * @param proves whether the servers want to know who they are
   */
  Subscribers(List<URI> addresses, int many, boolean proves)
      throws IOException, InterruptedException {
    this.selector = Selector.open();
    this.reader = Thread.ofPlatform().daemon().name("subscribers").start(this::read);
    for (int i = 0; i < many; i++) {
      URI address = addresses.get(i % addresses.size());
      Ear ear = new Ear(dialled(address));
      if (proves) {
        greeting.say(ear, address);
      }
      ear.say(codec.encode(new ClientMessage.Join(ROOM, null)));
      ear.await("{\"type\":\"joined\"");
      ears.add(ear);
      ear.channel.configureBlocking(false);
      ear.channel.register(selector, SelectionKey.OP_READ, ear);
      selector.wakeup();
    }
  }

  private static SocketChannel dialled(URI address) throws IOException {
    SocketChannel channel =
        SocketChannel.open(new InetSocketAddress(address.getHost(), address.getPort()));
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.socket().setSoTimeout(PATIENCE_MS);
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
        throw new IOException(address + " does not take a WebSocket");
      }
      byte it = one.get(0);
      line = it == '\n' ? line + 1 : it == '\r' ? line : 0;
    }
    return channel;
  }

  /**
   * Says lines, with so many under way, until all of them were heard by everybody.
   *
   * @return nanoseconds until then
   */
  long hear(int lines, int underWay, String prefix) throws IOException, InterruptedException {
    long before = heard.get();
    long began = System.nanoTime();
    long deadline = began + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MS);
    int said = 0;
    while (heard.get() - before < (long) lines * ears.size()) {
      if (said < lines && heard.get() - before >= (long) (said - underWay) * ears.size()) {
        Ear speaker = ears.get(said % ears.size());
        speaker.say(
            codec.encode(
                new ClientMessage.Say(
                    ROOM, prefix + said, "A line as people write them, " + said)));
        said++;
      } else if (System.nanoTime() > deadline) {
        throw new IOException(
            "%d lines were heard %d times by %d members in a minute"
                .formatted(lines, heard.get() - before, ears.size()));
      } else {
        synchronized (heard) {
          heard.wait(1);
        }
      }
    }
    return System.nanoTime() - began;
  }

  private void read() {
    ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    try {
      while (!closed) {
        selector.select(key -> {
          Ear ear = (Ear) key.attachment();
          try {
            buffer.clear();
            if (ear.channel.read(buffer) < 0) {
              key.cancel();
            }
            int events = ear.take(buffer.flip());
            if (events > 0) {
              heard.addAndGet(events);
            }
          } catch (IOException e) {
            key.cancel(); // then lines are missing, and that is told
          }
        });
        synchronized (heard) {
          heard.notifyAll();
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws IOException {
    closed = true;
    selector.wakeup();
    try {
      reader.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    for (Ear ear : ears) {
      ear.channel.close();
    }
    selector.close();
  }

  /** One connection: what of a frame has come, and how much of it is still to be skipped. */
  private static final class Ear implements Greeting.Line {
    private static final int LONGEST_HEADER = 10;

    final SocketChannel channel;
    private final ByteBuffer head = ByteBuffer.allocate(LONGEST_HEADER + EVENT.length);
    private long skip;

    Ear(SocketChannel channel) {
      this.channel = channel;
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

    /** Takes bytes; how many events of the room began in them. */
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

    /** Whether so much of a frame has come that it is known for an event; then the rest goes. */
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
      long length =
          small < 126 ? small : small == 126 ? head.getShort(2) & 0xFFFF : head.getLong(2);
      if (have < header + Math.min(length, EVENT.length)) {
        return false;
      }
      boolean event = length >= EVENT.length;
      for (int i = 0; event && i < EVENT.length; i++) {
        event = head.get(header + i) == EVENT[i];
      }
      if ((head.get(0) & 0xFF) == PING) {
        pong();
      }
      skip = length - (have - header);
      head.clear();
      return event;
    }

    private synchronized void pong() throws IOException {
      write(ByteBuffer.allocate(6).put((byte) PONG).put((byte) MASKED).putInt(0).flip());
    }
  }
}
