package dev.offing.simulator.bench.server;

import dev.offing.sync.protocol.ClientMessage;
import dev.offing.sync.protocol.Codec;
import dev.offing.sync.protocol.ServerMessage;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;

/** How a client of the benchmark tells a server who it is. Safe for use by many threads. */
final class Greeting {
  private final Codec codec;
  private final SecureRandom random = new SecureRandom();

  Greeting(Codec codec) {
    this.codec = codec;
  }

  /** A connection on which frames are said and heard, one after the other. */
  interface Line {
    void say(String text) throws IOException;

    /** The next frame that begins so; others are passed over, and the server's error is thrown. */
    String await(String beginning) throws IOException, InterruptedException;
  }

  /** The greeting of a device that no server has seen. */
  void say(Line line, URI address) throws IOException, InterruptedException {
    say(Device.fresh(random), line, address);
  }

  /** Says hello, proves the key, and waits for the welcome. */
  void say(Device device, Line line, URI address) throws IOException, InterruptedException {
    ClientMessage.Hello hello = device.hello(random);
    line.say(codec.encode(hello));
    ServerMessage.Challenge asked =
        (ServerMessage.Challenge) codec.decodeServer(line.await("{\"type\":\"challenge\""));
    line.say(codec.encode(device.prove(asked, hello, address.toString())));
    line.await("{\"type\":\"welcome\"");
  }
}
