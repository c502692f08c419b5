package dev.offing.simulator.bench.server;

import dev.offing.sync.account.State;
import dev.offing.sync.economy.Economy;
import dev.offing.sync.protocol.ClientMessage;
import dev.offing.sync.protocol.Codec;
import dev.offing.sync.protocol.Proof;
import dev.offing.sync.protocol.ServerMessage;
import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.util.HexFormat;

/** How a client of the benchmark tells a server who it is: each time with a key made for it. */
final class Greeting {
  private static final int HASH_BYTES = 32;

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

  /** Says hello, proves the key, and waits for the welcome. */
  void say(Line line, URI address) throws IOException, InterruptedException {
    KeyPair keys;
    try {
      keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
    String key = Proof.publicKeyHex(keys.getPublic());
    ClientMessage.Hello hello =
        new ClientMessage.Hello(
            1,
            "bench",
            Economy.RULES_VERSION,
            null,
            State.accountOf(key),
            hex(HASH_BYTES / 2),
            key,
            hex(HASH_BYTES));
    line.say(codec.encode(hello));
    ServerMessage.Challenge asked =
        (ServerMessage.Challenge) codec.decodeServer(line.await("{\"type\":\"challenge\""));
    byte[] proof = Proof.bytes(asked, address.toString(), hello, null);
    line.say(codec.encode(new ClientMessage.Prove(Proof.sign(keys.getPrivate(), proof), null)));
    line.await("{\"type\":\"welcome\"");
  }

  private String hex(int bytes) {
    byte[] value = new byte[bytes];
    random.nextBytes(value);
    return HexFormat.of().formatHex(value);
  }
}
