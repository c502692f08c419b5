package dev.offing.sync.account;

import static dev.offing.sync.account.Accounts.CATALOG;
import static dev.offing.sync.account.Accounts.T0;
import static dev.offing.sync.account.Accounts.catalog;
import static dev.offing.sync.account.Accounts.id32;
import static dev.offing.sync.account.Accounts.id64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.offing.sync.economy.Catalog;
import dev.offing.sync.economy.Rulebook;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class WorldTest {
  private static final Catalog DEARER = catalog(3);
  private static final World.Row ONE = new World.Row(1, T0, CATALOG.hash());
  private static final World.Row TWO = new World.Row(2, T0 + 500, DEARER.hash());
  private static final Map<String, Catalog> KNOWN =
      Map.of(CATALOG.hash(), CATALOG, DEARER.hash(), DEARER);

  private static World of(World.Row... rows) {
    return new World(id32("world"), List.of(rows));
  }

  @Test
  void rowsAreNumberedWithoutHoles() {
    assertThat(of().seq()).isZero();
    assertThat(of(ONE, TWO).seq()).isEqualTo(2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> of(TWO))
        .withMessage("world rows are numbered 1, 2, 3 ...");
    assertThatIllegalArgumentException().isThrownBy(() -> of(ONE, ONE));
  }

  @Test
  void growsByRowsThatFollowAndSkipsThoseItHas() {
    assertThat(of(ONE).plus(List.of(ONE, TWO))).isEqualTo(of(ONE, TWO));
    assertThat(of(ONE, TWO).plus(List.of(ONE))).isEqualTo(of(ONE, TWO));
    assertThatIllegalArgumentException().isThrownBy(() -> of().plus(List.of(TWO)));
  }

  @Test
  void namesEachCatalogOnce() {
    World.Row again = new World.Row(3, T0 + 900, CATALOG.hash());

    assertThat(of(ONE, TWO, again).catalogs())
        .containsExactlyInAnyOrder(CATALOG.hash(), DEARER.hash());
  }

  @Test
  void theCatalogAtATimeRulesAndTheFirstRulesBeforeItToo() {
    Rulebook rules = of(ONE, TWO).rulebook(KNOWN::get);

    assertThat(rules.at(0)).isEqualTo(CATALOG);
    assertThat(rules.at(T0 + 499)).isEqualTo(CATALOG);
    assertThat(rules.at(T0 + 500)).isEqualTo(DEARER);
  }

  @Test
  void withoutACatalogThereAreNoRules() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> of(ONE, new World.Row(2, T0 + 1, id64("unknown"))).rulebook(KNOWN::get))
        .withMessage("catalog " + id64("unknown") + " is not known");
    assertThatIllegalArgumentException().isThrownBy(() -> of().rulebook(KNOWN::get));
  }
}
