package dev.offing.simulator.bench.server;

import dev.offing.sync.protocol.ClientMessage;
import dev.offing.sync.protocol.Codec;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Members of a room who count what they hear and do nothing else, so that they take as little as
 * can be of the processor that the servers need.
 */
final class Subscribers implements AutoCloseable {
  private static final String ROOM = "port:bench";
  private static final String EVENT = "{\"type\":\"room\"";
  private static final int PATIENCE_MS = 60_000;

  private final Codec codec = new Codec();
  private final Greeting greeting = new Greeting(codec);
  private final List<Wire> members = new ArrayList<>();
  private final AtomicLong heard = new AtomicLong();
  private final Ears<Wire> ears;

  /**
   * Lets them enter the room.
   *
   * @param addresses of the nodes, among which they are spread
   * @param proves whether the servers want to know who they are
   */
  Subscribers(List<URI> addresses, int many, boolean proves)
      throws IOException, InterruptedException {
    this.ears =
        new Ears<>(
            "subscribers",
            new Ears.Listener<>() {
              @Override
              public void heard(Wire member, int events) {
                heard.addAndGet(events);
              }

              @Override
              public void lost(Wire member) {
                // then lines are missing, and that is told
              }

              @Override
              public void round() {
                synchronized (heard) {
                  heard.notifyAll();
                }
              }
            });
    for (int i = 0; i < many; i++) {
      URI address = addresses.get(i % addresses.size());
      Wire member = Wire.dialled(address, EVENT);
      if (proves) {
        greeting.say(member, address);
      }
      member.say(codec.encode(new ClientMessage.Join(ROOM, null)));
      member.await("{\"type\":\"joined\"");
      members.add(member);
      ears.add(member, member);
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
    while (heard.get() - before < (long) lines * members.size()) {
      if (said < lines && heard.get() - before >= (long) (said - underWay) * members.size()) {
        Wire speaker = members.get(said % members.size());
        speaker.say(
            codec.encode(
                new ClientMessage.Say(
                    ROOM, prefix + said, "A line as people write them, " + said)));
        said++;
      } else if (System.nanoTime() > deadline) {
        throw new IOException(
            "%d lines were heard %d times by %d members in a minute"
                .formatted(lines, heard.get() - before, members.size()));
      } else {
        synchronized (heard) {
          heard.wait(1);
        }
      }
    }
    return System.nanoTime() - began;
  }

  @Override
  public void close() throws IOException {
    ears.close();
    for (Wire member : members) {
      member.close();
    }
  }
}
