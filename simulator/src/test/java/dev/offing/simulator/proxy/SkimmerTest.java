package dev.offing.simulator.proxy;

import static dev.offing.simulator.proxy.Frames.frame;
import static dev.offing.simulator.proxy.Frames.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Where messages end, however the bytes come in. */
final class SkimmerTest {

  @Test
  void stopsAtTheEndOfEachMessageHoweverTheBytesAreCut() {
    Random random = new Random(11);
    for (int round = 0; round < 50; round++) {
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      TreeSet<Integer> ends = new TreeSet<>();
      ends.add(0);
      for (int i = 0; i < 20; i++) {
        all.writeBytes(message(random));
        ends.add(all.size());
      }
      byte[] bytes = all.toByteArray();
      Skimmer skimmer = new Skimmer();
      int at = 0;
      while (at < bytes.length) {
        int piece = Math.min(bytes.length, at + 1 + random.nextInt(300));
        boolean stop = random.nextBoolean();
        int end = skimmer.over(bytes, at, piece, stop);
        assertThat(skimmer.between()).isEqualTo(ends.contains(end));
        if (stop) {
          assertThat(end).isEqualTo(ends.contains(at) ? at : Math.min(piece, ends.ceiling(at)));
        } else {
          assertThat(end).isEqualTo(piece);
        }
        at = stop && end == at ? skimmer.over(bytes, at, piece, /* stop= */ false) : end;
      }
    }
  }

  @Test
  void aLengthThatIsNonsenseLastsToTheEnd() {
    byte[] nonsense = {(byte) 0x82, 127, -1, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3};
    Skimmer skimmer = new Skimmer();
    assertThat(skimmer.over(nonsense, 0, nonsense.length, /* stop= */ false)).isEqualTo(13);
    assertThat(skimmer.between()).isFalse();
  }

  /** One frame, or fragments with a ping between them, of any length and mask. */
  private static byte[] message(Random random) {
    boolean masked = random.nextBoolean();
    byte[] payload = new byte[random.nextInt(3) * random.nextInt(200)];
    if (random.nextInt(10) == 0) {
      payload = new byte[70_000];
    }
    if (random.nextInt(3) > 0) {
      return frame(/* fin= */ true, Frames.TEXT, masked, payload);
    }
    return Frames.join(
        frame(/* fin= */ false, Frames.TEXT, masked, payload),
        frame(/* fin= */ true, Frames.PING, masked, utf8("hi")),
        frame(/* fin= */ true, Frames.CONTINUATION, masked, payload));
  }
}
