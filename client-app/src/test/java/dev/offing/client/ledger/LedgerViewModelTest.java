package dev.offing.client.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offing.client.Harbours;
import dev.offing.client.StepExecutor;
import dev.offing.client.bridge.EngineDesk;
import dev.offing.client.ledger.LedgerRow.Sign;
import dev.offing.client.ledger.LedgerRow.State;
import dev.offing.sync.LedgerJson;
import dev.offing.sync.economy.Command;
import dev.offing.sync.ledger.Change;
import dev.offing.sync.ledger.JournalRow;
import dev.offing.sync.ledger.JournalRow.Status;
import dev.offing.sync.ledger.Ledger;
import dev.offing.sync.ledger.Profile;
import dev.offing.sync.protocol.Codec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ledger without a window: a real engine over a real file, read on a desk that is stepped. */
final class LedgerViewModelTest {

  @TempDir Path folder;
  private final StepExecutor desk = new StepExecutor();
  private @Nullable Harbours opened;
  private Harbours on;
  private LedgerViewModel ledger;

  @AfterEach
  void close() {
    if (opened != null) {
      opened.close();
    }
  }

  /** Opens the screen over a book that holds these rows. */
  private void open(List<JournalRow> rows) {
    try (Ledger file =
        Profile.in(folder, "test")
            .open(new LedgerJson(new Codec()), new Random(1), Harbours.START)
            .ledger()) {
      file.load();
      file.write(Change.none().withRows(rows));
    }
    on = new Harbours(folder);
    opened = on;
    ledger = new LedgerViewModel(new EngineDesk(on.engine, desk, Runnable::run), Harbours.ZONE);
    on.watchers.add(ledger);
    on.pass(50);
    ledger.open(true);
    read();
  }

  private void read() {
    while (desk.waiting() > 0) {
      desk.step();
    }
  }

  private void submit(Command command) {
    on.engine.submit(command);
    on.pulse();
    read();
  }

  @Test
  void aNewBookSaysSo() {
    open(List.of());
    assertThat(ledger.rows()).isEmpty();
    assertThat(ledger.empty().get()).isEqualTo("Nothing written yet. The ink is fresh.");
    assertThat(ledger.waiting().get()).isEmpty();
    assertThat(ledger.day().get()).isEqualTo(DayLine.NONE);
    ledger.filter(Filter.REFUSED);
    read();
    assertThat(ledger.empty().get()).isEqualTo("Nothing was refused. Nobody is to blame.");
  }

  @Test
  void aPurchaseIsInTheBookAndInTheOutboxInThePulseAfterItsCommit() {
    open(List.of());
    submit(Command.buy("rowboat", 1, 0, null));

    LedgerRow row = ledger.rows().getFirst();
    assertThat(row.title()).isEqualTo("Rowboat");
    assertThat(row.note()).isEqualTo("Waits for the server");
    assertThat(row.state()).isEqualTo(State.PENDING);
    assertThat(row.amount()).isEqualTo("\u221215.00");
    assertThat(row.sign()).isEqualTo(Sign.OUT);
    assertThat(row.tile()).isEqualTo(Tile.vessel("rowboat"));
    assertThat(row.time()).isEqualTo("09:40");
    assertThat(ledger.rows().getLast().title()).isEqualTo("Brought forward");
    assertThat(ledger.rows().getLast().amount()).isEqualTo("+15.00");

    assertThat(ledger.waiting().get()).isEqualTo("1 on its way");
    OutboxRow waits = ledger.outbox().getFirst();
    assertThat(waits.note()).isEqualTo("\u221215.00");
    assertThat(waits.sent()).isFalse();
    assertThat(ledger.settled()).isEmpty();
    assertThat(ledger.day().get())
        .isEqualTo(new DayLine("Today, 24 November", "2 entries", "stands at", "0.00"));
  }

  @Test
  void manyOnTheirWayAreToldByNumber() {
    open(List.of());
    submit(Command.buy("rowboat", 1, 0, null));
    on.pass(3_600_000);
    for (int i = 0; i < 20; i++) {
      on.engine.submit(Command.buy("rowboat", 1, 0, null));
    }
    on.pass(50);
    read();
    assertThat(ledger.outbox()).hasSize(Reading.OUTBOX);
    assertThat(ledger.waiting().get()).isEqualTo("21 on their way");
    assertThat(ledger.unshown().get()).isEqualTo("and 9 more");
  }

  @Test
  void confirmedAndRefusedRowsReadAsTheyShould() {
    open(
        List.of(
            Books.bought(1, "schooner", 20, Status.CONFIRMED),
            Books.bought(2, "paddler", 12, Status.REFUSED),
            Books.row(3, "boost", "{\"id\":\"crew-bonus\"}", Status.CONFIRMED, null, null),
            Books.row(4, "upgrade", "{\"id\":\"copper-sheathing\"}", Status.CONFIRMED, null, null),
            Books.row(
                0,
                "buy",
                "{\"producer\":\"rowboat\",\"count\":\"1\"}",
                Status.REFUSED,
                "price_changed",
                "1 x Rowboat now costs 16,050 grains, more than the 15,000 that you agreed to."),
            Books.row(
                5,
                "buy",
                "{\"producer\":\"kraken\",\"count\":\"3\"}",
                Status.FORGOTTEN,
                null,
                null)));

    assertThat(titles())
        .containsExactly(
            "3 krakens",
            "Copper sheathing",
            "Crew bonus \u00d72",
            "12 paddle steamers",
            "20 schooners",
            "Rowboat");
    LedgerRow refused = ledger.rows().get(3);
    assertThat(refused.note()).isEqualTo("Refused: short by 91,820,407. Nothing was taken.");
    assertThat(refused.amount()).isEqualTo("0");
    assertThat(refused.state().refused()).isTrue();
    assertThat(ledger.refused().get()).isEqualTo("2");
    assertThat(ledger.rows().get(5).note())
        .isEqualTo("Refused: the price rose from 15.00 to 16.05. Nothing was taken.");
    LedgerRow schooners = ledger.rows().get(4);
    assertThat(schooners.amount()).isEqualTo("\u2212279,114,380");
    assertThat(schooners.earned()).isEqualTo("+309,845,800");
    assertThat(schooners.balance()).isEqualTo("1,284,506,913");
    assertThat(schooners.exact()).contains("\u2212279,114,380.001");
    assertThat(ledger.rows().get(2).note()).isEqualTo("Rum, but accounted for");
    assertThat(ledger.rows().get(1).note()).isEqualTo("Hulls \u00d72, barnacles \u00d70");
    assertThat(ledger.rows().get(0).note()).contains("not done again");
  }

  @Test
  void theBookIsFilteredAndSearchedByWhatIsRead() {
    open(
        List.of(
            Books.bought(1, "smack", 1, Status.CONFIRMED),
            Books.bought(2, "paddler", 12, Status.REFUSED),
            Books.bought(3, "paddler", 2, Status.CONFIRMED),
            Books.row(4, "boost", "{\"id\":\"fair-wind\"}", Status.CONFIRMED, null, null),
            Books.row(5, "upgrade", "{\"id\":\"tarred-nets\"}", Status.CONFIRMED, null, null)));

    assertThat(filtered(Filter.FLEET)).hasSize(3);
    assertThat(filtered(Filter.UPGRADES)).containsExactly("Tarred nets");
    assertThat(filtered(Filter.BOOSTS)).containsExactly("Fair wind \u00d73");
    assertThat(filtered(Filter.REFUSED)).containsExactly("12 paddle steamers");
    assertThat(filtered(Filter.ALL)).hasSize(5);
    assertThat(searched("PADDLE")).containsExactly("2 paddle steamers", "12 paddle steamers");
    assertThat(searched("12 steamers")).containsExactly("12 paddle steamers");
    assertThat(searched("fishing")).contains("Fishing smack");
    assertThat(searched("whistled")).containsExactly("Fair wind \u00d73");
    assertThat(searched("100% \"rum\"")).isEmpty();
    assertThat(ledger.empty().get()).isEqualTo("No such ink.");
    assertThat(searched("")).hasSize(5);
  }

  @Test
  void rowsOfAnotherFilterDoNotStayBelow() {
    List<JournalRow> rows = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      rows.add(
          i % 2 == 0
              ? Books.bought(-i, "smack", 1, Status.CONFIRMED)
              : Books.row(-i, "boost", "{\"id\":\"fair-wind\"}", Status.CONFIRMED, null, null));
    }
    open(rows);
    ledger.lookAt(99);
    read();
    assertThat(titles()).contains("Fair wind \u00d73", "Fishing smack");
    assertThat(filtered(Filter.FLEET)).hasSize(100).containsOnly("Fishing smack");
    ledger.lookAt(99);
    read();
    assertThat(titles()).hasSize(200).containsOnly("Fishing smack");
    assertThat(searched("wind")).isEmpty();
  }

  @Test
  void anAnswerToAnOldQuestionIsDropped() {
    open(List.of(Books.bought(1, "smack", 1, Status.CONFIRMED)));
    ledger.search("steamer");
    ledger.search("");
    desk.step();
    assertThat(ledger.rows()).as("the first answer is not shown").hasSize(1);
    read();
    assertThat(ledger.rows()).hasSize(1);
    assertThat(ledger.empty().get()).isEmpty();
  }

  @Test
  void aLongBookIsFetchedInPiecesAsItIsScrolledAndNeverHeldWhole() {
    List<JournalRow> rows = new ArrayList<>();
    for (int i = 0; i < 6_000; i++) {
      rows.add(Books.bought(-i, "smack", 1, Status.CONFIRMED));
    }
    open(rows);
    assertThat(ledger.rows()).hasSize(LedgerViewModel.PAGE);
    ledger.lookAt(10);
    read();
    assertThat(ledger.rows()).hasSize(LedgerViewModel.PAGE);
    for (int i = 0; i < 80; i++) {
      ledger.lookAt(ledger.rows().size() - 1);
      read();
    }
    assertThat(ledger.rows()).hasSize(LedgerViewModel.MOST_ROWS);
    assertThat(ledger.rows()).extracting(LedgerRow::id).doesNotHaveDuplicates();
    assertThat(ledger.rows()).isSortedAccordingTo((a, b) -> Long.compare(b.at(), a.at()));
    assertThat(ledger.day().get().date()).isEqualTo("20 November");
    assertThat(ledger.day().get().entries()).isEqualTo("1,099 entries");
    assertThat(ledger.day().get().closing()).isEqualTo("closed at");

    submit(Command.buy("rowboat", 1, 0, null));
    assertThat(ledger.rows()).hasSize(LedgerViewModel.MOST_ROWS + 2);
    assertThat(ledger.rows().getFirst().state()).isEqualTo(State.PENDING);
    assertThat(ledger.rows()).extracting(LedgerRow::id).doesNotHaveDuplicates();
  }

  @Test
  void nothingIsReadWhileNobodyLooks() {
    open(List.of());
    ledger.open(false);
    on.engine.submit(Command.buy("rowboat", 1, 0, null));
    on.pass(5_000);
    assertThat(desk.waiting()).isZero();
    ledger.open(true);
    read();
    assertThat(ledger.rows()).hasSize(2);
  }

  @Test
  void howeverOftenTheBookChangesOneReadingIsUnderWay() {
    open(List.of());
    submit(Command.buy("rowboat", 1, 0, null));
    on.pass(3_600_000);
    for (int i = 0; i < 20; i++) {
      on.engine.submit(Command.buy("rowboat", 1, 0, null));
      on.pulse();
    }
    assertThat(desk.waiting()).isEqualTo(1);
    read();
    assertThat(ledger.rows()).hasSize(22);
  }

  @Test
  void theCopyIsToldAndSoIsWhyThereIsNone() throws Exception {
    open(List.of(Books.bought(1, "smack", 1, Status.CONFIRMED)));
    Path file = folder.resolve("ledger.csv");
    ledger.export(file);
    assertThat(ledger.exporting().get()).isTrue();
    read();
    assertThat(ledger.exporting().get()).isFalse();
    assertThat(ledger.notice().get())
        .isEqualTo(new Notice(true, "The book is copied", "1 row in ledger.csv"));
    assertThat(Files.readAllLines(file)).hasSize(2);

    ledger.export(folder.resolve("nowhere").resolve("ledger.csv"));
    read();
    assertThat(ledger.notice().get().good()).isFalse();
    assertThat(ledger.notice().get().text()).startsWith("There is no folder").contains("whole");
  }

  private List<String> filtered(Filter filter) {
    ledger.filter(filter);
    read();
    return titles();
  }

  private List<String> searched(String words) {
    ledger.search(words);
    read();
    return titles();
  }

  private List<String> titles() {
    return ledger.rows().stream().map(LedgerRow::title).toList();
  }
}
