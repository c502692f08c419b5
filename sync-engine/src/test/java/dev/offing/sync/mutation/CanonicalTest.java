package dev.offing.sync.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The bytes were written down by hand from the grammar in {@link Canonical}. */
final class CanonicalTest {
  @Test
  void everyTextIsItsLengthAndItsBytesAndEveryNumberIsEightBytes() {
    byte[] bytes =
        Canonical.of("kind")
            .text("a", "h\u00e9")
            .number("n", -2)
            .bytes("b", new byte[] {0, (byte) 0xff})
            .toBytes();

    assertThat(HexFormat.of().formatHex(bytes))
        .isEqualTo(
            "00000004"
                + "6b696e64"
                + ("00000001" + "61" + "00000003" + "68c3a9")
                + ("00000001" + "6e" + "00000008" + "fffffffffffffffe")
                + ("00000001" + "62" + "00000002" + "00ff"));
    assertThat(Canonical.sha256(bytes))
        .isEqualTo("60a0fa160cd66e5c0d043b1abe1759bdda0d25185169aabc8ba1de80e180ade5");
  }

  @Test
  void aDomainAloneHasADigest() {
    assertThat(Canonical.of("kind").sha256())
        .isEqualTo("ddbc881270835ff0161729512f42542ff7ca5efa955e0945542486fb752f6a04");
  }

  @Test
  void noValueIsMistakenForItsNeighboursEnd() {
    List<Canonical> different =
        List.of(
            Canonical.of("d").text("a", "bc"),
            Canonical.of("d").text("ab", "c"),
            Canonical.of("d").text("a", "b").text("c", ""),
            Canonical.of("d").text("a", ""),
            Canonical.of("d"),
            Canonical.of("da").text("", "bc"),
            Canonical.of("d").number("a", 0),
            Canonical.of("d").bytes("a", new byte[7]),
            Canonical.of("d").bytes("a", new byte[9]));
    Set<String> digests = new HashSet<>();
    different.forEach(c -> digests.add(c.sha256()));

    assertThat(digests).hasSameSizeAs(different);
  }

  @Test
  void theDigestOfNoBytesIsTheOneEverybodyKnows() {
    assertThat(Canonical.sha256(new byte[0]))
        .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  }
}
