package dev.offing.simulator.bench.server;

import dev.offing.sync.protocol.ClientMessage;
import dev.offing.sync.protocol.Proof;
import dev.offing.sync.protocol.ServerMessage;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;

/**
 * What it costs to verify the proofs of those who come in, and nothing else: time of this thread's
 * processor, with a key each, as a server meets them.
 */
final class Signatures {
  private static final String DIALLED = "ws://127.0.0.1:1";

  private static final class Signed {
    private final String key;
    private final byte[] bytes;
    private final String signature;

    Signed(String key, byte[] bytes, String signature) {
      this.key = key;
      this.bytes = bytes;
      this.signature = signature;
    }

    boolean isGood() {
      return Proof.verifies(key, bytes, signature);
    }
  }

  private Signatures() {}

  /** Core-ms for 1,000, the median of rounds of {@code each}. */
  static double coreMs(int each, int warmUps, int rounds) {
    SecureRandom random = new SecureRandom();
    List<Signed> all = new ArrayList<>();
    for (int i = 0; i < each; i++) {
      all.add(signed(random));
    }
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    double[] took = new double[rounds];
    for (int round = -warmUps; round < rounds; round++) {
      long before = threads.getCurrentThreadCpuTime();
      for (Signed it : all) {
        if (!it.isGood()) {
          throw new IllegalStateException("a good signature was refused");
        }
      }
      if (round >= 0) {
        took[round] = (threads.getCurrentThreadCpuTime() - before) / 1e6 / each * 1_000;
      }
    }
    return Samples.median(took);
  }

  private static Signed signed(SecureRandom random) {
    Device device = Device.fresh(random);
    ClientMessage.Hello hello = device.hello(random);
    ServerMessage.Challenge asked =
        new ServerMessage.Challenge("0".repeat(32), "0".repeat(64), System.currentTimeMillis());
    return new Signed(
        hello.publicKey(),
        Proof.bytes(asked, DIALLED, hello, null),
        device.prove(asked, hello, DIALLED).signature());
  }
}
