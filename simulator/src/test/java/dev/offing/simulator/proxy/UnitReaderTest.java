package dev.offing.simulator.proxy;

import static dev.offing.simulator.proxy.Frames.frame;
import static dev.offing.simulator.proxy.Frames.join;
import static dev.offing.simulator.proxy.Frames.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames to units, and never a byte changed. */
final class UnitReaderTest {

  private static final String PUSH = "{\"type\":\"push\",\"n\":1}";

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 125, 126, 127, 65_535, 65_536, 1_000_000})
  void aMaskedMessageOfAnyLengthGivesItsTypeAndItsBytes(int padding) throws Exception {
    String text = "{\"pad\":\"" + "é".repeat(padding / 2) + "\",\"type\":\"push\"}";
    byte[] bytes = Frames.masked(text);

    List<Unit> units = read(bytes);

    assertThat(units).hasSize(1);
    assertThat(units.getFirst().type()).isEqualTo("push");
    assertThat(units.getFirst().text()).isEqualTo(text);
    assertThat(units.getFirst().raw()).isEqualTo(bytes);
  }

  @Test
  void fragmentsBecomeOneMessageAndAPingBetweenThemGoesAhead() throws Exception {
    byte[] first = frame(/* fin= */ false, Frames.TEXT, /* masked= */ true, utf8("{\"ty"));
    byte[] ping = frame(/* fin= */ true, Frames.PING, /* masked= */ true, utf8("hi"));
    byte[] second =
        frame(/* fin= */ false, Frames.CONTINUATION, /* masked= */ true, utf8("pe\":\"pu"));
    byte[] empty = frame(/* fin= */ false, Frames.CONTINUATION, /* masked= */ false, utf8(""));
    byte[] last = frame(/* fin= */ true, Frames.CONTINUATION, /* masked= */ true, utf8("sh\"}"));

    List<Unit> units = read(join(first, ping, second, empty, last, Frames.text(PUSH)));

    assertThat(units).extracting(Unit::type).containsExactly(CuttingProxy.PING, "push", "push");
    assertThat(units.get(0).raw()).isEqualTo(ping);
    assertThat(units.get(1).raw()).isEqualTo(join(first, second, empty, last));
    assertThat(units.get(1).text()).isEqualTo("{\"type\":\"push\"}");
  }

  @Test
  void nothingOfAnUnfinishedMessageComesAfterTheClose() throws Exception {
    byte[] first = frame(/* fin= */ false, Frames.TEXT, /* masked= */ true, utf8("{\"ty"));
    byte[] close = frame(/* fin= */ true, Frames.CLOSE, /* masked= */ true, new byte[] {3, -24});

    List<Unit> units = read(join(first, close));

    assertThat(units)
        .extracting(Unit::type)
        .containsExactly(CuttingProxy.UNTYPED, CuttingProxy.CLOSE);
    assertThat(units.get(0).raw()).isEqualTo(first);
  }

  @Test
  void whatHasNoTypeGoesThroughUntyped() throws Exception {
    byte[] binary = frame(/* fin= */ true, Frames.BINARY, /* masked= */ true, utf8(PUSH));
    byte[] compressed = Frames.text(PUSH);
    compressed[0] |= 0x40;

    assertThat(read(binary)).extracting(Unit::type).containsExactly(CuttingProxy.UNTYPED);
    assertThat(read(compressed)).extracting(Unit::type).containsExactly(CuttingProxy.UNTYPED);
    for (String text :
        List.of(
            "",
            "no json",
            "[1]",
            "{\"type\":5}",
            "{\"type\":\"\"}",
            "{\"n\":",
            "{\"a\":{\"type\":\"x\"}}")) {
      assertThat(read(Frames.text(text)))
          .as(text)
          .extracting(Unit::type)
          .containsExactly(CuttingProxy.UNTYPED);
    }
  }

  @Test
  void aMessageCannotPassForAControlFrameOrFloodTheNames() throws Exception {
    assertThat(read(Frames.text("{\"type\":\"ws:close\"}")))
        .extracting(Unit::type)
        .containsExactly(CuttingProxy.UNTYPED);
    assertThat(read(Frames.text("{\"type\":\"" + "x".repeat(65) + "\"}")))
        .extracting(Unit::type)
        .containsExactly(CuttingProxy.UNTYPED);
  }

  @Test
  void theTypeIsFoundBehindNestedValuesAndNestedTypesAreNotMeant() throws Exception {
    assertThat(
            read(
                Frames.text(
                    "{\"a\":{\"type\":\"no\"},\"b\":[{\"type\":\"no\"}],\"type\":\"yes\"}")))
        .extracting(Unit::type)
        .containsExactly("yes");
  }

  @Test
  void aFrameOverTheLimitIsNeverKept() throws Exception {
    byte[] huge =
        frame(
            /* fin= */ true,
            Frames.TEXT,
            /* masked= */ false,
            new byte[UnitReader.MAX_UNIT_BYTES + 1]);
    ByteArrayInputStream in = new ByteArrayInputStream(join(huge, Frames.text(PUSH)));
    UnitReader units = new UnitReader(in);

    Unit unit = units.next();

    assertThat(unit.rest()).isEqualTo(UnitReader.MAX_UNIT_BYTES + 1);
    assertThat(unit.raw()).hasSize(10);
    assertThat(unit.whole()).isFalse();
    in.skipNBytes(unit.rest());
    assertThat(units.next().type()).isEqualTo("push");
  }

  @Test
  void fragmentsOverTheLimitAreLetThroughToTheLastOne() throws Exception {
    byte[] half = new byte[UnitReader.MAX_UNIT_BYTES / 2];
    byte[] first = frame(/* fin= */ false, Frames.TEXT, /* masked= */ true, half);
    byte[] more = frame(/* fin= */ false, Frames.CONTINUATION, /* masked= */ true, half);
    byte[] last = frame(/* fin= */ true, Frames.CONTINUATION, /* masked= */ true, utf8("x"));
    byte[] all = join(first, more, last, Frames.text(PUSH));

    List<Unit> units = read(all);

    assertThat(units.getLast().type()).isEqualTo("push");
    assertThat(units.subList(0, units.size() - 1)).noneMatch(Unit::whole);
  }

  @Test
  void countlessEmptyFragmentsFillNoMemory() throws Exception {
    byte[] first = frame(/* fin= */ false, Frames.TEXT, /* masked= */ true, utf8(""));
    byte[] empty = frame(/* fin= */ false, Frames.CONTINUATION, /* masked= */ true, utf8(""));
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(first);
    for (int i = 0; i < 300_000; i++) {
      all.writeBytes(empty);
    }
    Unit first2 = new UnitReader(new ByteArrayInputStream(all.toByteArray())).next();
    assertThat(first2.raw().length).isLessThanOrEqualTo(UnitReader.MAX_UNIT_BYTES + 14);
  }

  @Test
  void aStreamCutAnywhereLosesNoByte() throws Exception {
    byte[] all =
        join(
            Frames.masked("{\"type\":\"hello\",\"pad\":\"" + "x".repeat(200) + "\"}"),
            frame(/* fin= */ false, Frames.TEXT, /* masked= */ true, utf8("{\"ty")),
            frame(/* fin= */ true, Frames.CONTINUATION, /* masked= */ true, utf8("pe\":1}")),
            frame(/* fin= */ true, Frames.PING, /* masked= */ true, utf8("abc")));
    for (int length = 0; length <= all.length; length++) {
      byte[] cut = Arrays.copyOf(all, length);
      read(cut);
    }
  }

  @Test
  void noiseGoesThroughByteByByte() throws Exception {
    Random random = new Random(20_261_124);
    for (int round = 0; round < 2_000; round++) {
      byte[] noise = new byte[random.nextInt(400)];
      random.nextBytes(noise);
      read(noise);
    }
  }

  /** Reads all units as a pump does; fails if a byte is missing, added or out of place. */
  private static List<Unit> read(byte[] bytes) throws IOException {
    ByteArrayInputStream in = new ByteArrayInputStream(bytes);
    UnitReader reader = new UnitReader(in);
    List<Unit> units = new ArrayList<>();
    ByteArrayOutputStream control = new ByteArrayOutputStream();
    ByteArrayOutputStream others = new ByteArrayOutputStream();
    for (Unit unit = reader.next(); unit != null; unit = reader.next()) {
      units.add(unit);
      boolean ahead = unit.type().startsWith(CuttingProxy.CONTROL);
      (ahead ? control : others).writeBytes(unit.raw());
      (ahead ? control : others).writeBytes(in.readNBytes((int) Math.min(unit.rest(), 1 << 24)));
    }
    byte[] out = join(control.toByteArray(), others.toByteArray());
    byte[] expected = bytes.clone();
    Arrays.sort(out);
    Arrays.sort(expected);
    assertThat(out).isEqualTo(expected);
    return units;
  }
}
