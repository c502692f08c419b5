package dev.offing.client.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.offing.assets.Assets;
import dev.offing.client.Harbours;
import dev.offing.client.ManualClock;
import dev.offing.sync.LedgerJson;
import dev.offing.sync.SyncEngine;
import dev.offing.sync.economy.Catalog;
import dev.offing.sync.economy.Money;
import dev.offing.sync.ledger.JournalRow;
import dev.offing.sync.ledger.Profile;
import dev.offing.sync.protocol.CatalogReader;
import dev.offing.sync.protocol.Codec;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The console over a real engine and profile, without a server. */
final class ConsoleTest {

  @TempDir Path folder;
  private final ManualClock clock = new ManualClock(Harbours.START);
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private SyncEngine engine;
  private Console console;

  @BeforeEach
  void open() {
    begin("test", Harbours.catalog());
  }

  private void begin(String profile, Catalog catalog) {
    Codec codec = new Codec();
    engine =
        SyncEngine.builder()
            .ledger(
                Profile.in(folder, profile)
                    .open(new LedgerJson(codec), new Random(1), Harbours.START)
                    .ledger())
            .catalog(catalog)
            .codec(codec)
            .random(new Random(2))
            .clock(clock)
            .open();
    console =
        new Console(engine, new PrintStream(bytes, true, StandardCharsets.UTF_8), Harbours.ZONE);
  }

  @AfterEach
  void close() {
    console.close();
    engine.close();
  }

  @Test
  void whatIsSaidToBeSavedIsInTheBookUnderThatId() throws Exception {
    assertThat(console.run("buy rowboat")).isTrue();
    JournalRow row = engine.journal(1).getFirst();
    assertThat(lines()).containsExactly("saved " + row.mutationId());
    assertThat(row.status()).isEqualTo(JournalRow.Status.PREDICTED);
  }

  @Test
  void anAccountIsDeletedByItsNameOnlyAndThenTheGameEnds() throws Exception {
    String account = engine.status().account();
    String typed =
        "delete-account\nbuy rowboat\ndelete-account " + account.substring(0, 8) + "\nfleet";

    assertThat(console.run(new BufferedReader(new StringReader(typed)))).isFalse();

    assertThat(lines()).hasSize(3);
    assertThat(lines().getFirst())
        .startsWith("failed nothing was deleted")
        .endsWith("delete-account " + account.substring(0, 8));
    assertThat(lines().getLast()).startsWith("deleted " + account);
  }

  @Test
  void aRefusalIsSaidAndLeavesNothing() throws Exception {
    assertThat(console.run("buy dinghy 10; upgrade long-oars")).isTrue();
    assertThat(lines()).hasSize(2).allMatch(line -> line.startsWith("refused Not bought: "));
    assertThat(engine.journal(10)).isEmpty();
  }

  @Test
  void aStormOfOrdersIsCarriedOutOneByOneInOrder() throws Exception {
    console.run("buy rowboat");
    clock.advance(6 * 3_600_000);
    String storm = "buy rowboat\n".repeat(50);
    assertThat(console.run(new BufferedReader(new StringReader(storm)))).isTrue();
    List<String> saved = lines().stream().map(line -> line.replace("saved ", "")).toList();
    List<String> booked =
        engine.journal(51).reversed().stream().map(JournalRow::mutationId).toList();
    assertThat(saved).hasSize(51).isEqualTo(booked);
  }

  @Test
  void whatIsNotUnderstoodIsSaidWithTheNearestAndPassedOver() throws Exception {
    String typed =
        "byu rowboat\n\nbuy rowbaot\nupgrade long-oar\nboost crew\nbuy rowboat\nquit\nbuy x";
    assertThat(console.run(new BufferedReader(new StringReader(typed)))).isTrue();
    assertThat(lines())
        .hasSize(5)
        .startsWith(
            "there is no order \"byu\". Did you mean buy? (help lists them)",
            "there is no vessel \"rowbaot\". Did you mean rowboat?",
            "there is no upgrade \"long-oar\". Did you mean long-oars?",
            "there is no boost \"crew\". Did you mean crew-bonus?");
    assertThat(lines().getLast()).startsWith("saved ");
  }

  @Test
  void aScriptWithAMistakeDoesNothingAtAll() {
    assertThatThrownBy(() -> console.run("buy rowboat; byu rowboat"))
        .isInstanceOf(OrderException.class);
    assertThat(engine.journal(10)).isEmpty();
  }

  @Test
  void aScriptThatNamesWhatIsNotThereGoesOnAndHasFailed() throws Exception {
    assertThat(console.run("buy rowbaot; buy rowboat")).isFalse();
    assertThat(lines())
        .hasSize(2)
        .startsWith("there is no vessel \"rowbaot\". Did you mean rowboat?");
    assertThat(lines().getLast()).startsWith("saved ");
  }

  @Test
  void withoutAServerADrainFailsAfterItsTime() throws Exception {
    assertThat(console.run("buy rowboat; drain 0.05")).isFalse();
    assertThat(lines().getLast()).startsWith("not drained: 1 waiting, Offline since 09:40");
  }

  @Test
  void withoutAServerNoDeviceIsLinkedAndItIsSaidWhy() throws Exception {
    assertThat(console.run("buy rowboat; devices; link; join 7Q4M-X0GB; recover 7Q4M; revoke 1234"))
        .isFalse();
    assertThat(lines().subList(1, lines().size()))
        .satisfiesExactly(
            it ->
                assertThat(it)
                    .matches("device [0-9A-F]{4} [0-9A-F]{4} the first device \\(this one\\)"),
            it -> assertThat(it).isEqualTo("recovery code: none"),
            it -> assertThat(it).isEqualTo("failed There is no connection to the server."),
            it -> assertThat(it).startsWith("failed A device is linked by a server"),
            it -> assertThat(it).startsWith("failed A code has 28 letters and digits"),
            it -> assertThat(it).startsWith("failed there is no device 1234"));
  }

  @Test
  void statusAndOutboxSayWhatIsSoToTheGrain() throws Exception {
    console.run("buy rowboat");
    clock.advance(1_234);
    bytes.reset();
    console.run("status; outbox; journal 1");
    assertThat(lines())
        .contains(
            "purse      1.23 coins, 1234 grains as of " + (Harbours.START + 1_234),
            "rate       +1 /s, earning until 17:40",
            "link       OFFLINE (Offline since 09:40, earning until 17:40)",
            "pending    1",
            "confirmed  15000 grains as of " + Harbours.START,
            "version    none",
            "1 on their way.");
    assertThat(lines().getLast()).contains("predicted").contains("buy").contains("\u221215.00");
  }

  @Test
  void theFleetListsEverythingThatCanBeBought() throws Exception {
    console.run("fleet; help");
    List<String> ids = lines().stream().map(line -> line.replaceFirst(" .*", "")).toList();
    assertThat(ids).contains("rowboat", "clipper", "upgrade", "boost", "buy", "quit");
  }

  @Test
  void aCharterIsTakenOnlyWhenWhatItTakesWasTold() throws Exception {
    close();
    String text = new String(Assets.catalog(), StandardCharsets.UTF_8);
    String soon = text.replaceFirst("\"unit\": \"[0-9]+\"", "\"unit\": \"1000\"");
    begin("soon", CatalogReader.read("soon", soon.getBytes(StandardCharsets.UTF_8)));
    console.run("buy rowboat; charter; perk good-name");
    assertThat(lines())
        .contains(
            "A charter brings nothing yet: the next at 1.00 coins ever earned (0.00 now).",
            "refused Not taken: A good name. Short by 1 renown: A good name costs 1 and you have 0."
                + " Nothing was taken.");
    clock.advance(9_500);
    bytes.reset();
    console.run("charter; status; fleet");
    assertThat(lines())
        .contains(
            "A charter brings 3 renown. You keep renown, perks and achievements.",
            "You give up 9.50 coins and 1 vessel.",
            "To take it: charter yes",
            "run        0, 0 of 0 renown to spend, a charter brings 3");
    bytes.reset();
    console.run("charter yes; perk good-name; perk sea-chest; perk; status");
    assertThat(lines())
        .contains(
            "1 renown to spend.",
            "run        1, 1 of 3 renown to spend, the next at 16.00 coins ever earned (9.50 now)",
            "reached    2 of 45 achievements")
        .anyMatch(it -> it.matches("good-name +1 +owned +The bank.*"))
        .anyMatch(it -> it.matches("old-crew +2 +short by 1 +They had.*"))
        .anyMatch(it -> it.matches("deep-keels +5 +needs The old crew .*"));
    assertThat(engine.view().core().purse()).isEqualTo(Money.of(15_000));
    assertThat(engine.view().core().owned()).isEmpty();
  }

  private List<String> lines() {
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
