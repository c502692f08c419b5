package dev.offing.simulator.proxy.toxic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offing.simulator.world.Dice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What each toxic does with bytes, to the nanosecond. */
final class StreamToxicTest {
  private static final long MS = 1_000_000;
  private static final Piece.End FIN = new Piece.End(/* reset= */ false, /* both= */ false);
  private static final Piece.End CLOSED = new Piece.End(/* reset= */ false, /* both= */ true);
  private static final Piece.End RESET = new Piece.End(/* reset= */ true, /* both= */ true);

  private final List<String> out = new ArrayList<>();
  private final Chain chain = new Chain(new Dice(1));

  @Test
  void latencyIsCountedFromWhenTheBytesWereRead() {
    on(dose(StreamToxic.LATENCY, "latency", 100));
    bytes(10, 0, 0);
    bytes(10, 20, 50);
    bytes(10, 20, 500);
    assertThat(out).containsExactly("10 at 100", "10 at 120", "10 at 500");
  }

  @Test
  void jitterStaysWithinItsBoundsAndKeepsTheOrder() {
    on(
        new Dose(
            "jittery",
            1,
            (dice, now) ->
                StreamToxic.LATENCY.stage(
                    settings(StreamToxic.LATENCY, "latency", 100).with("jitter", 30L), dice, now)));
    List<Long> moments = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      long read = i * 200L * MS;
      chain.take(
          new Piece.Bytes(new byte[1], read), read, (_, at, _) -> moments.add((at - read) / MS));
    }
    assertThat(moments).allMatch(ms -> ms >= 70 && ms < 130).anyMatch(ms -> ms < 75);
    assertThat(moments).anyMatch(ms -> ms > 125);
  }

  @Test
  void twoLatenciesAddUpAndTheEndDoesNotOvertake() {
    on(
        dose("one", StreamToxic.LATENCY, "latency", 100),
        dose("two", StreamToxic.LATENCY, "latency", 50));
    bytes(10, 0, 0);
    end(FIN, 10);
    assertThat(out).containsExactly("10 at 150", FIN + " at 150");
  }

  @Test
  void bandwidthTakesItsTimeInStepsOfATenthOfASecond() {
    on(dose(StreamToxic.BANDWIDTH, "rate", 1));
    bytes(250, 0, 0);
    bytes(50, 1_000, 1_000);
    assertThat(out).containsExactly("100 at 100", "100 at 200", "50 at 250", "50 at 1050");
  }

  @Test
  void aBandwidthOfNothingKeepsEverything() {
    on(dose(StreamToxic.BANDWIDTH, "rate", 0));
    bytes(250, 0, 0);
    assertThat(out).containsExactly("250 at never");
  }

  @Test
  void slowCloseDelaysTheEndAlone() {
    on(dose(StreamToxic.SLOW_CLOSE, "delay", 700));
    bytes(10, 0, 0);
    end(FIN, 5);
    assertThat(out).containsExactly("10 at 0", FIN + " at 705");
  }

  @Test
  void timeoutSwallowsAndClosesWhenNothingNewCame() {
    on(dose(StreamToxic.TIMEOUT, "timeout", 300));
    assertThat(chain.alarm()).isEqualTo(300 * MS);
    bytes(10, 200, 200);
    assertThat(chain.alarm()).isEqualTo(500 * MS);
    chain.ring(500 * MS, this::put);
    assertThat(out).containsExactly(CLOSED + " at 500");
    assertThat(chain.alarm()).isEqualTo(Time.NEVER);
    assertThat(chain.change(List.of(), 600 * MS)).as("the connection misses bytes").isTrue();
  }

  @Test
  void aTimeoutOfNothingNeverCloses() {
    on(dose(StreamToxic.TIMEOUT, "timeout", 0));
    bytes(10, 200, 200);
    assertThat(out).isEmpty();
    assertThat(chain.alarm()).isEqualTo(Time.NEVER);
  }

  @Test
  void resetPeerResetsOnceSoLongAfterTheFirstBytes() {
    on(dose(StreamToxic.RESET_PEER, "timeout", 40));
    bytes(10, 10, 10);
    bytes(10, 20, 20);
    end(FIN, 30);
    assertThat(out).containsExactly(RESET + " at 50");
  }

  @Test
  void slicesHaveAboutTheirSizeAndAPauseAfterEach() {
    on(
        new Dose(
            "slicer",
            1,
            (dice, now) ->
                StreamToxic.SLICER.stage(
                    settings(StreamToxic.SLICER, "average_size", 64)
                        .with("size_variation", 16L)
                        .with("delay", 1_000L),
                    dice,
                    now)));
    byte[] sent = new byte[5_000];
    new Dice(7).nextBytes(sent);
    List<byte[]> slices = new ArrayList<>();
    List<Long> moments = new ArrayList<>();
    chain.take(
        new Piece.Bytes(sent, 0),
        0,
        (piece, at, _) -> {
          slices.add(((Piece.Bytes) piece).bytes());
          moments.add(at / MS);
        });
    assertThat(slices).allMatch(it -> it.length >= 1 && it.length <= 80).hasSizeGreaterThan(60);
    assertThat(joined(slices)).isEqualTo(sent);
    for (int i = 0; i < moments.size(); i++) {
      assertThat(moments.get(i)).isEqualTo(i);
    }
  }

  @Test
  void limitDataEndsAfterSoManyBytesAlsoWhenTheLimitIsChanged() {
    on(dose(StreamToxic.LIMIT_DATA, "bytes", 25));
    bytes(10, 0, 0);
    on(dose(StreamToxic.LIMIT_DATA, "bytes", 15));
    bytes(10, 0, 0);
    bytes(10, 0, 0);
    assertThat(out).containsExactly("10 at 0", "5 at 0", CLOSED + " at 0");
  }

  @Test
  void oneWayKeepsAlsoTheEnd() {
    on(dose("held", StreamToxic.ONE_WAY, "", 0), dose("late", StreamToxic.LATENCY, "latency", 9));
    bytes(10, 0, 0);
    end(FIN, 0);
    assertThat(out).containsExactly("10 at never", FIN + " at never");
    on(dose("late", StreamToxic.LATENCY, "latency", 9));
    bytes(10, 20, 20);
    assertThat(out).endsWith("10 at 29");
  }

  @Test
  void aStallHoldsUpWhatComesBehindIt() {
    on(
        new Dose(
            "stall",
            1,
            (dice, now) ->
                StreamToxic.STALL.stage(
                    settings(StreamToxic.STALL, "percent", 100).with("most", 200L), dice, now)));
    bytes(10, 0, 0);
    bytes(10, 1, 1);
    assertThat(out).containsExactly("10 at 200", "10 at 400");
  }

  @Test
  void toxicityIsTheShareOfConnectionsThatHaveIt() {
    Dose dose = new Dose("sometimes", 0.25f, (_, _) -> new SlowClose(50));
    int met = 0;
    for (int i = 0; i < 10_000; i++) {
      Chain one = new Chain(new Dice(3).split("connection " + i));
      one.change(List.of(dose), 0);
      List<Long> ends = new ArrayList<>();
      one.take(FIN, 0, (_, at, _) -> ends.add(at));
      met += ends.equals(List.of(50 * MS)) ? 1 : 0;
    }
    assertThat(met).isBetween(2_300, 2_700);
  }

  @Test
  void whatNobodyTouchesKeepsItsStateWhenAnotherToxicComes() {
    Dose limit = dose(StreamToxic.LIMIT_DATA, "bytes", 15);
    on(limit);
    bytes(10, 0, 0);
    on(limit, dose(StreamToxic.LATENCY, "latency", 100));
    bytes(10, 0, 0);
    assertThat(out).containsExactly("10 at 0", "5 at 100", CLOSED + " at 100");
  }

  @Test
  void sumsOfHugeSpansAreNever() {
    on(dose(StreamToxic.LATENCY, "latency", Long.MAX_VALUE));
    bytes(10, 5, 5);
    assertThat(out).containsExactly("10 at never");
  }

  private static Settings settings(StreamToxic toxic, String name, long value) {
    Settings preset = Settings.of(toxic.attributes());
    return name.isEmpty() ? preset : preset.with(name, value);
  }

  private static Dose dose(StreamToxic toxic, String name, long value) {
    return dose(toxic.type(), toxic, name, value);
  }

  private static Dose dose(String dose, StreamToxic toxic, String name, long value) {
    return new Dose(dose, 1, (dice, now) -> toxic.stage(settings(toxic, name, value), dice, now));
  }

  private void on(Dose... doses) {
    chain.change(List.of(doses), 0);
  }

  /** Read at one moment, ms, come to the chain at another. */
  private void bytes(int count, long readMs, long atMs) {
    chain.take(new Piece.Bytes(new byte[count], readMs * MS), atMs * MS, this::put);
  }

  private void end(Piece.End end, long atMs) {
    chain.take(end, atMs * MS, this::put);
  }

  private void put(Piece piece, long at, Object heldBy) {
    String what = piece instanceof Piece.Bytes it ? "" + it.bytes().length : piece.toString();
    out.add(what + " at " + (at == Time.NEVER ? "never" : at / MS));
  }

  private static byte[] joined(List<byte[]> parts) {
    byte[] all = new byte[0];
    for (byte[] part : parts) {
      int length = all.length;
      all = Arrays.copyOf(all, length + part.length);
      System.arraycopy(part, 0, all, length, part.length);
    }
    return all;
  }
}
