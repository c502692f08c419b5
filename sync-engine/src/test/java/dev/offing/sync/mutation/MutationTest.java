package dev.offing.sync.mutation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.offing.sync.economy.Command;
import dev.offing.sync.economy.Money;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class MutationTest {
  private static final String ID = "017f22e2-79b0-7cc3-98c4-dc0c0c07398f";
  private static final Origin ORIGIN = new Origin("cd".repeat(16), 1);
  private static final String CATALOG = "ef".repeat(32);
  private static final long AT = 1_700_000_000_000L;
  private static final Command COMMAND = Command.buy("boat", 3, 0, Money.of(250));

  private static Mutation at(long at) {
    return new Mutation(ID, ORIGIN, at, COMMAND, CATALOG);
  }

  @Test
  void itsTimeLiesBetween2020And2100() {
    assertThat(Instant.ofEpochMilli(Mutation.EARLIEST_MS)).hasToString("2020-01-01T00:00:00Z");
    assertThat(Instant.ofEpochMilli(Mutation.LATEST_MS)).hasToString("2100-01-01T00:00:00Z");
    assertThat(at(Mutation.EARLIEST_MS).at()).isEqualTo(Mutation.EARLIEST_MS);
    assertThat(at(Mutation.LATEST_MS).at()).isEqualTo(Mutation.LATEST_MS);
    for (long outside :
        new long[] {
          Mutation.EARLIEST_MS - 1, Mutation.LATEST_MS + 1, 0, -1, Long.MIN_VALUE, Long.MAX_VALUE
        }) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> at(outside))
          .withMessage("at must lie between 2020 and 2100");
    }
  }

  @Test
  void aClockInAnyYearIsMovedIntoThoseThatCount() {
    assertThat(Mutation.clampAt(0)).isEqualTo(Mutation.EARLIEST_MS);
    assertThat(Mutation.clampAt(Long.MAX_VALUE)).isEqualTo(Mutation.LATEST_MS);
    assertThat(Mutation.clampAt(AT)).isEqualTo(AT);
  }

  @Test
  void itsIdIsALowercaseUuidOfVersionSeven() {
    for (String bad :
        List.of(
            "",
            "017F22E2-79B0-7CC3-98C4-DC0C0C07398F",
            "017f22e2-79b0-4cc3-98c4-dc0c0c07398f",
            "017f22e2-79b0-7cc3-c8c4-dc0c0c07398f",
            "017f22e279b07cc398c4dc0c0c07398f",
            ID + "0",
            " " + ID)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new Mutation(bad, ORIGIN, AT, COMMAND, CATALOG))
          .withMessage("id must be a lowercase UUID of version 7");
    }
  }

  @Test
  void itsOriginAndCatalogAreWellFormed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Origin("cd".repeat(16), 0))
        .withMessage("origin.seq starts at 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Origin("CD".repeat(16), 1))
        .withMessage("origin.incarnation must be 32 lowercase hexadecimal characters");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Mutation(ID, ORIGIN, AT, COMMAND, "ef"))
        .withMessage("catalog must be 64 lowercase hexadecimal characters");
  }

  @Test
  void itsTextsHaveUtf8BytesOfTheirOwn() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> with(Map.of("producer", "\ud83d")))
        .withMessage("an argument must be Unicode text, without half characters");
    assertThatIllegalArgumentException().isThrownBy(() -> with(Map.of("\udea2", "x")));
    assertThatIllegalArgumentException().isThrownBy(() -> with(Map.of("x", "\udea2\ud83d")));
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            new Mutation(ID, ORIGIN, AT, new Command("\ud83d", COMMAND.args(), 0, null), CATALOG));
    assertThat(with(Map.of("producer", "\ud83d\udea2")).payloadHash())
        .isNotEqualTo(with(Map.of("producer", "?")).payloadHash());
  }

  private static Mutation with(Map<String, String> args) {
    return new Mutation(ID, ORIGIN, AT, new Command("buy", new TreeMap<>(args), 0, null), CATALOG);
  }

  @Test
  void anyOtherFieldMakesAnotherPayload() {
    List<Mutation> all =
        List.of(
            at(AT),
            at(AT + 1),
            new Mutation("017f22e2-79b0-7cc3-98c4-dc0c0c073990", ORIGIN, AT, COMMAND, CATALOG),
            new Mutation(ID, new Origin("cd".repeat(16), 2), AT, COMMAND, CATALOG),
            new Mutation(ID, new Origin("ce".repeat(16), 1), AT, COMMAND, CATALOG),
            new Mutation(ID, ORIGIN, AT, COMMAND, "ee".repeat(32)),
            new Mutation(ID, ORIGIN, AT, Command.buy("boat", 4, 0, Money.of(250)), CATALOG),
            new Mutation(ID, ORIGIN, AT, Command.buy("ship", 3, 0, Money.of(250)), CATALOG),
            new Mutation(ID, ORIGIN, AT, Command.buy("boat", 3, 1, Money.of(250)), CATALOG),
            new Mutation(ID, ORIGIN, AT, Command.buy("boat", 3, 0, Money.of(251)), CATALOG),
            new Mutation(ID, ORIGIN, AT, Command.buy("boat", 3, 0, null), CATALOG),
            new Mutation(
                ID,
                ORIGIN,
                AT,
                new Command("sell", COMMAND.args(), 0, COMMAND.maxCost()),
                CATALOG));
    Set<String> hashes = new HashSet<>();
    all.forEach(m -> hashes.add(m.payloadHash()));

    assertThat(hashes).hasSameSizeAs(all);
    assertThat(at(AT).payloadHash()).isEqualTo(at(AT).payloadHash());
  }
}
