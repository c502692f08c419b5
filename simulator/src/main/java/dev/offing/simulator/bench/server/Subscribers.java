package dev.offing.simulator.bench.server;

import dev.offing.sync.protocol.ClientMessage;
import dev.offing.sync.protocol.Codec;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
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
  private static final String EVENT = "{\"type\":\"room\"";
  private static final int BUFFER_BYTES = 1 << 18;
  private static final int PATIENCE_MS = 60_000;

  private final Codec codec = new Codec();
  private final Greeting greeting = new Greeting(codec);
  private final Selector selector;
  private final List<Wire> ears = new ArrayList<>();
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
      Wire ear = Wire.dialled(address, EVENT);
      if (proves) {
        greeting.say(ear, address);
      }
      ear.say(codec.encode(new ClientMessage.Join(ROOM, null)));
      ear.await("{\"type\":\"joined\"");
      ears.add(ear);
      ear.channel().configureBlocking(false);
      ear.channel().register(selector, SelectionKey.OP_READ, ear);
      selector.wakeup();
    }
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
        Wire speaker = ears.get(said % ears.size());
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
          Wire ear = (Wire) key.attachment();
          try {
            buffer.clear();
            if (ear.channel().read(buffer) < 0) {
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
    for (Wire ear : ears) {
      ear.close();
    }
    selector.close();
  }
}
