package dev.offing.client.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.offing.client.Harbours;
import dev.offing.sync.LedgerJson;
import dev.offing.sync.ledger.Change;
import dev.offing.sync.ledger.JournalRow;
import dev.offing.sync.ledger.JournalRow.Status;
import dev.offing.sync.ledger.Ledger;
import dev.offing.sync.ledger.Profile;
import dev.offing.sync.protocol.Codec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ExportTest {

  @TempDir Path folder;

  @Test
  void everyRowIsThereOldestFirstToTheGrain() throws Exception {
    try (Ledger book =
        book(
            Books.bought(2, "schooner", 20, Status.CONFIRMED),
            Books.bought(1, "paddler", 12, Status.REFUSED))) {
      Path file = folder.resolve("ledger.csv");
      String told = Export.write(book, file, Harbours.catalog());

      assertThat(told).isEqualTo("2 rows in ledger.csv");
      String text = Files.readString(file);
      assertThat(text).endsWith("\r\n").doesNotStartWith("\uFEFF");
      List<String> lines = List.of(text.split("\r\n"));
      assertThat(lines.get(0)).isEqualTo(String.join(",", Export.HEADER));
      assertThat(lines.get(1))
          .startsWith(
              "2026-11-24T09:41:00Z,12 paddle steamers,buy,"
                  + "\"{\"\"count\"\":\"\"12\"\",\"\"producer\"\":\"\"paddler\"\"}\",refused,0,0,"
                  + "1284506913001,0.000,0.000,1284506913.001,funds,\"Short by");
      assertThat(lines.get(2))
          .startsWith("2026-11-24T09:42:00Z,20 schooners,buy,")
          .contains(",confirmed,309845800000,-279114380002,1284506913002,")
          .contains(",309845800.000,-279114380.002,1284506913.002,,,");
      assertThat(lines).hasSize(3);
    }
  }

  @Test
  void whatASpreadsheetWouldCalculateIsText() throws Exception {
    JournalRow evil =
        Books.row(
            1, "=HYPERLINK(\"x\")", "{}", Status.REFUSED, "+1", "@SUM(1), \"quoted\"\nand more");
    try (Ledger book = book(evil)) {
      Path file = folder.resolve("ledger.csv");
      Export.write(book, file, Harbours.catalog());
      assertThat(Files.readString(file))
          .contains("\"'=HYPERLINK(\"\"x\"\")\"")
          .contains(",'+1,\"'@SUM(1), \"\"quoted\"\"\nand more\",");
    }
  }

  @Test
  void aFileThatStoodThereIsReplacedAsAWholeOrNotAtAll() throws Exception {
    Path file = Files.writeString(folder.resolve("ledger.csv"), "precious");
    try (Ledger book = book(Books.bought(1, "smack", 1, Status.CONFIRMED))) {
      // Something that cannot be overwritten stands where the unfinished file would.
      Files.createDirectories(folder.resolve("ledger.csv.part").resolve("inside"));
      assertThatThrownBy(() -> Export.write(book, file, Harbours.catalog()))
          .isInstanceOf(ExportException.class)
          .hasMessageContaining("the ledger is whole");
      assertThat(file).hasContent("precious");

      Files.delete(folder.resolve("ledger.csv.part").resolve("inside"));
      Files.delete(folder.resolve("ledger.csv.part"));
      Export.write(book, file, Harbours.catalog());
      assertThat(Files.readAllLines(file)).hasSize(2);
      assertThat(folder.resolve("ledger.csv.part")).doesNotExist();
    }
  }

  @Test
  void whatWentWrongIsSaidWithWhatToDo() {
    Path file = folder.resolve("ledger.csv").toAbsolutePath();
    assertThat(Export.given(new IOException("No space left on device"), file))
        .hasMessageStartingWith("The disk is full. No file was made")
        .hasMessageEndingWith("Choose another folder.");
    assertThat(Export.given(new java.nio.file.AccessDeniedException("x"), file))
        .hasMessageStartingWith(folder.toAbsolutePath() + " cannot be written to.");
  }

  @Test
  void aHundredThousandRowsPassOneByOne() throws Exception {
    List<JournalRow> rows = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      rows.add(Books.bought(i, "smack", 1, Status.CONFIRMED));
    }
    try (Ledger book = book(rows.toArray(JournalRow[]::new))) {
      rows.clear();
      Path file = folder.resolve("ledger.csv");
      assertThat(Export.write(book, file, Harbours.catalog()))
          .isEqualTo("100,000 rows in ledger.csv");
      try (var lines = Files.lines(file)) {
        assertThat(lines.count()).isEqualTo(100_001);
      }
    }
  }

  private Ledger book(JournalRow... rows) {
    Ledger ledger =
        Profile.in(folder, "test")
            .open(new LedgerJson(new Codec()), new Random(1), Harbours.START)
            .ledger();
    ledger.load();
    ledger.write(Change.none().withRows(List.of(rows)));
    return ledger;
  }
}
