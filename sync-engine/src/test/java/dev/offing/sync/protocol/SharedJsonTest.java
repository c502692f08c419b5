package dev.offing.sync.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.offing.sync.account.Play;
import dev.offing.sync.account.World;
import dev.offing.sync.economy.Contact;
import dev.offing.sync.economy.Dealings;
import dev.offing.sync.economy.EconomyState;
import dev.offing.sync.economy.Effect;
import dev.offing.sync.economy.Entry;
import dev.offing.sync.economy.Money;
import dev.offing.sync.economy.Order;
import dev.offing.sync.economy.Renown;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** How that is spelt which accounts have to do with others. */
final class SharedJsonTest {
  private static final Codec CODEC = new Codec();

  private static EconomyState core(Dealings dealings) {
    return new EconomyState(
        7,
        Money.of(1),
        Money.ZERO,
        Money.of(2),
        0,
        new TreeMap<>(),
        new TreeSet<>(),
        List.of(),
        dealings);
  }

  private static <T> T through(T value, Class<T> type) {
    return CODEC.read(CODEC.write(value), type);
  }

  @Test
  void everyEffectComesBack() {
    for (Effect effect :
        List.of(
            new Effect.Fill("o", 1, 2, Money.of(3)),
            new Effect.Period("dividend", 9),
            new Effect.Transfer("t", "in", "peer", Money.of(5), 11))) {
      Entry entry = new Entry("id", 4, "cause", List.of(), effect);
      assertThat(through(entry, Entry.class)).isEqualTo(entry);
    }
    Entry plain = new Entry("id", 4, "cause", List.of());
    assertThat(CODEC.write(plain)).doesNotContain("fill", "period", "transfer");
    assertThat(through(plain, Entry.class)).isEqualTo(plain);
  }

  @Test
  void anEntryHasOneEffectAtMost() {
    String two =
        """
        {"id":"i","at":1,"cause":"c","postings":[],"period":{"task":"t","number":1},
        "fill":{"order":"o","number":1,"count":1,"price":"1"}}
        """;
    assertThatExceptionOfType(ProtocolException.class)
        .isThrownBy(() -> CODEC.read(two, Entry.class));
  }

  @Test
  void whoDealsWithNobodyWritesNothingOfItAndOldFilesAreRead() {
    EconomyState alone = core(Dealings.NONE);
    assertThat(CODEC.write(alone)).doesNotContain("dealings");
    assertThat(through(alone, EconomyState.class)).isEqualTo(alone);
    Play play = new Play(alone, List.of(), Contact.at(3));
    assertThat(CODEC.write(play)).doesNotContain("transfers");
    assertThat(through(play, Play.class)).isEqualTo(play);

    Order order = new Order("o", true, "tea", 3, Money.of(4), 99, 1);
    Dealings dealings =
        new Dealings(
            5,
            new TreeMap<>(Map.of("tea", 6L)),
            List.of(order),
            new TreeMap<>(Map.of("dividend", 8L)),
            new TreeMap<>(Map.of("market", Money.of(-9))));
    assertThat(through(core(dealings), EconomyState.class)).isEqualTo(core(dealings));
  }

  @Test
  void whoTookNoCharterWritesNothingOfItAndRenownComesBack() {
    EconomyState alone = core(Dealings.NONE);
    assertThat(CODEC.write(alone)).doesNotContain("renown");
    Renown renown =
        new Renown(
            BigInteger.TEN.pow(30),
            BigInteger.TWO,
            new TreeSet<>(List.of("aunt")),
            new TreeMap<>(Map.of("boat", 5)));
    EconomyState known =
        new EconomyState(
            7,
            Money.of(1),
            Money.ZERO,
            Money.of(2),
            1,
            new TreeMap<>(),
            new TreeSet<>(),
            List.of(),
            Dealings.NONE,
            renown);
    assertThat(CODEC.write(known))
        .contains(
            "\"renown\":{\"gained\":\"1000000000000000000000000000000\",\"spent\":\"2\","
                + "\"perks\":[\"aunt\"],\"most\":{\"boat\":5}}");
    assertThat(through(known, EconomyState.class)).isEqualTo(known);
  }

  @Test
  void renownThatCannotBeIsNotRead() {
    String more = CODEC.write(core(Dealings.NONE)).replaceFirst("}$", "");
    for (String renown :
        List.of(
            "{\"gained\":\"1\",\"spent\":\"2\",\"perks\":[],\"most\":{}}",
            "{\"gained\":\"1\",\"spent\":\"-1\",\"perks\":[],\"most\":{}}",
            "{\"gained\":\"1\",\"spent\":\"1\",\"perks\":[],\"most\":{\"boat\":0}}")) {
      assertThatExceptionOfType(ProtocolException.class)
          .as(renown)
          .isThrownBy(() -> CODEC.read(more + ",\"renown\":" + renown + "}", EconomyState.class));
    }
  }

  @Test
  void aWorldRowIsACatalogOrAnEvent() {
    World.Row event = new World.Row(2, 5, new World.Event("fair", 9));
    assertThat(through(event, World.Row.class)).isEqualTo(event);
    assertThat(CODEC.write(event)).doesNotContain("catalog");
    assertThatExceptionOfType(ProtocolException.class)
        .isThrownBy(() -> CODEC.read("{\"seq\":1,\"at\":2}", World.Row.class));
  }
}
