package dev.offing.client.ledger;

import static dev.offing.client.PageStage.onScreen;
import static dev.offing.client.PageStage.until;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.offing.client.Harbours;
import dev.offing.client.Neighbour;
import dev.offing.client.PageStage;
import dev.offing.client.art.Gallery;
import dev.offing.client.art.Pictures;
import dev.offing.client.bridge.EngineDesk;
import dev.offing.client.control.PageHead;
import dev.offing.client.ledger.LedgerRow.State;
import dev.offing.client.look.Theme;
import dev.offing.simulator.proxy.CuttingProxy;
import dev.offing.simulator.proxy.Rule;
import dev.offing.sync.SyncEngine;
import dev.offing.sync.clock.DeviceClock;
import dev.offing.sync.clock.Moment;
import dev.offing.sync.economy.Command;
import dev.offing.sync.economy.Economy;
import dev.offing.sync.ledger.JournalRow;
import dev.offing.sync.ledger.Profile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import javafx.application.Platform;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Region;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxToolkit;

/** The ledger's window over a real engine, a real server and a line that is held and cut. */
final class LedgerWindowTest {
  private static final long HOUR_MS = 3_600_000;

  @TempDir Path folder;
  private final List<Notice> told = new CopyOnWriteArrayList<>();
  private LedgerViewModel ledger;

  @BeforeAll
  static void startToolkit() throws Exception {
    FxToolkit.registerPrimaryStage();
  }

  @Test
  void aPurchaseLivesFromWrittenToAppliedAndOneThatComesTooLateIsRefused() throws Exception {
    Path copied = copyOfAProfile();
    // The account has played for an hour on one device; another holds an old copy of its file.
    try (SyncEngine early = Neighbour.engine(Profile.in(folder, "first"), anHourAgo())) {
      early.submit(Command.buy("rowboat", 1, 0, null));
    }
    try (Neighbour first =
            new Neighbour(
                Profile.in(folder, "first"), folder.resolve("server"), DeviceClock.system());
        CuttingProxy line = CuttingProxy.start(first.server());
        SyncEngine engine = Neighbour.engine(Profile.in(copied, "first"), DeviceClock.system());
        EngineDesk desk = EngineDesk.over(engine, Platform::runLater);
        PageStage page = open(engine, desk)) {
      until(() -> first.engine.status().pending() == 0);
      line.down();
      engine.useServer(line.uri());
      assertThat(page.text("#outbox-empty .title")).startsWith("Nothing on its way.");

      engine.submit(
          Command.buy(
              "rowboat",
              1,
              0,
              Economy.price(engine.view().catalog(), engine.view().core(), "rowboat", 1)));
      until(() -> row(0).map(LedgerRow::note).equals(Optional.of("Waits for the server")));
      assertThat(row(0).orElseThrow().state()).isEqualTo(State.PENDING);
      until(() -> page.text("#outbox-count").equals("1 on its way"));

      line.up();
      engine.connectNow();
      until(
          () -> onScreen(() -> ledger.rows().stream().anyMatch(it -> it.state() == State.REFUSED)));
      until(() -> page.text("#filter-refused").equals("Refused 1"));
      until(() -> texts(page, "#settled .verdict").contains("Refused"));
      until(() -> page.node("#outbox-empty").isVisible());

      buyAndSeeItSent(page, engine, line);
      searchByKeyboard(page);
      copyAsCsv(page, engine);
      assertThat(onScreen(() -> nameless(page))).isEmpty();
    }
  }

  private static DeviceClock anHourAgo() {
    return () -> {
      Moment now = DeviceClock.system().read();
      return new Moment(now.wallMs() - HOUR_MS, now.monotonicMs());
    };
  }

  /** A profile that exists twice, as after a restored backup: the key is the same. */
  private Path copyOfAProfile() throws IOException {
    Neighbour.engine(Profile.in(folder, "first"), DeviceClock.system()).close();
    Path copied = folder.resolve("copied");
    Path from = folder.resolve("profiles");
    try (Stream<Path> files = Files.walk(from)) {
      for (Path it : files.toList()) {
        Path to = copied.resolve("profiles").resolve(from.relativize(it).toString());
        Files.createDirectories(to.getParent());
        Files.copy(it, to);
      }
    }
    return copied;
  }

  private PageStage open(SyncEngine engine, EngineDesk desk) throws Exception {
    ledger = new LedgerViewModel(desk, Harbours.ZONE);
    return new PageStage(
        engine,
        ledger,
        () ->
            new LedgerView(
                ledger,
                new PageHead("Ledger", "", new Region(), new Region()),
                new Pictures(new Gallery(), new SimpleObjectProperty<>(Theme.LIGHT)),
                new Region(),
                _ -> Optional.of(folder.resolve("ledger.csv")),
                told::add));
  }

  private void buyAndSeeItSent(PageStage page, SyncEngine engine, CuttingProxy line)
      throws Exception {
    until(() ->
        engine.view().core().purse().compareTo(dev.offing.sync.economy.Money.of(1_000_000)) > 0);
    CuttingProxy.Armed held = line.arm(Rule.fromServer("ack").hold());
    engine.submit(Command.buy("rowboat", 10, 0, null));
    held.fired().get(30, SECONDS);
    until(() -> onScreen(() -> ledger.outbox().size() == 1 && ledger.outbox().getFirst().sent()));
    assertThat(row(0).orElseThrow().title()).isEqualTo("10 rowboats");
    assertThat(row(0).orElseThrow().note()).isEqualTo("On its way to the server");
    held.release();
    until(() -> row(0).map(LedgerRow::state).equals(Optional.of(State.DONE)));
    until(() -> texts(page, "#settled .verdict").getFirst().equals("Applied"));
    assertThat(texts(page, "#settled .title")).startsWith("10 rowboats", "Rowboat");
  }

  private void searchByKeyboard(PageStage page) throws Exception {
    page.focus("ledger-search");
    page.robot.write("10 boats");
    until(() -> onScreen(() -> ledger.rows().size() == 1));
    page.robot.write(" of gold");
    until(() -> page.text("#ledger-empty").equals("No such ink."));
    page.robot.type(KeyCode.ESCAPE);
    until(() -> onScreen(() -> ledger.rows().size() > 2));
    page.focus("filter-all");
    page.robot.type(KeyCode.RIGHT, 4);
    until(() -> onScreen(() -> ledger.rows().size() == 1));
    assertThat(row(0).orElseThrow().note()).startsWith("Refused: ");
    page.robot.type(KeyCode.LEFT, 4);
    until(() -> onScreen(() -> ledger.rows().size() > 2));
  }

  private void copyAsCsv(PageStage page, SyncEngine engine) throws Exception {
    page.focus("ledger-csv");
    page.robot.type(KeyCode.ENTER);
    until(() -> !told.isEmpty());
    assertThat(told.getFirst().good()).as(told.getFirst().text()).isTrue();
    List<JournalRow> book = new ArrayList<>();
    engine.book().each(book::add);
    List<String> lines = Files.readAllLines(folder.resolve("ledger.csv"));
    assertThat(lines).hasSize(1 + book.size());
    for (int i = 0; i < book.size(); i++) {
      JournalRow it = book.get(i);
      assertThat(lines.get(i + 1))
          .endsWith("," + it.entryId())
          .contains(",%s,%s,%s,".formatted(it.earned(), it.moved(), it.balance()));
    }
  }

  private Optional<LedgerRow> row(int index) throws Exception {
    return onScreen(() ->
        index < ledger.rows().size() ? Optional.of(ledger.rows().get(index)) : Optional.empty());
  }

  private static List<String> texts(PageStage page, String css) throws Exception {
    String[] parts = css.split(" ", 2);
    return onScreen(() ->
        page.node(parts[0]).lookupAll(parts[1]).stream()
            .map(it -> ((Labeled) it).getText())
            .toList());
  }

  /** Controls that can be reached and have no name for those who do not see. */
  private static List<String> nameless(PageStage page) {
    Set<Node> all = page.node("#ledger").lookupAll("*");
    return all.stream()
        .filter(it -> it.isFocusTraversable() && it instanceof javafx.scene.control.Control)
        .filter(it -> it.getAccessibleText() == null || it.getAccessibleText().isBlank())
        .map(Node::toString)
        .toList();
  }
}
