package dev.offing.client.ledger;

import dev.offing.client.bridge.EngineDesk;
import dev.offing.client.bridge.Watcher;
import dev.offing.sync.Link;
import dev.offing.sync.SyncStatus;
import dev.offing.sync.View;
import dev.offing.sync.ledger.JournalPage;
import dev.offing.sync.ledger.JournalQuery;
import dev.offing.sync.session.SyncEvent;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/**
 * The ledger as properties and commands. The book lies on disk, so everything is asked for at the
 * {@link EngineDesk} and comes later; at most one question of a kind is under way, and an answer
 * that nobody waits for any more is dropped.
 *
 * <p><b>What is held.</b> The newest rows, and more as somebody scrolls, at most {@value
 * #MOST_ROWS}; whoever wants to go back further searches. Rows that the server has never change, so
 * a change of the book reads the rows from the top down to the last open one again and keeps what
 * lies below.
 *
 * <p>While the screen is not open nothing is read. Not thread-safe: belongs to the thread of the
 * screen.
 */
public final class LedgerViewModel implements Watcher {
  /** Rows that are fetched at once. */
  static final int PAGE = 100;

  /** Rows that are held at most. */
  static final int MOST_ROWS = 5_000;

  /** Rows that are read again at once, at most; below them the table is fetched anew. */
  private static final int MOST_AGAIN = 1_000;

  private final EngineDesk desk;
  private final ZoneId zone;

  private final ObservableList<LedgerRow> rows = FXCollections.observableArrayList();
  private final ObservableList<LedgerRow> rowsReadOnly =
      FXCollections.unmodifiableObservableList(rows);
  private final ObservableList<OutboxRow> outbox = FXCollections.observableArrayList();
  private final ObservableList<OutboxRow> outboxReadOnly =
      FXCollections.unmodifiableObservableList(outbox);
  private final ObservableList<SettledLine> settled = FXCollections.observableArrayList();
  private final ObservableList<SettledLine> settledReadOnly =
      FXCollections.unmodifiableObservableList(settled);
  private final ReadOnlyObjectWrapper<Filter> filter = new ReadOnlyObjectWrapper<>(Filter.ALL);
  private final ReadOnlyStringWrapper search = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper refused = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper waiting = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper unshown = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper empty = new ReadOnlyStringWrapper("");
  private final ReadOnlyObjectWrapper<DayLine> day = new ReadOnlyObjectWrapper<>(DayLine.NONE);
  private final ReadOnlyIntegerWrapper unseen = new ReadOnlyIntegerWrapper(0);
  private final ReadOnlyBooleanWrapper exporting = new ReadOnlyBooleanWrapper(false);
  private final ReadOnlyObjectWrapper<@Nullable Notice> notice = new ReadOnlyObjectWrapper<>(null);

  private @Nullable Scribe scribe;
  private boolean open;
  private @Nullable Object stamp;
  private boolean reading;
  private boolean readAgain;
  private boolean fetching;

  /** Whether the rows that are held belong to another filter or search. */
  private boolean outdated;

  private JournalPage.@Nullable Cursor next;
  private int lookedAt;
  private @Nullable LocalDate dayShown;

  /** Counts filters and searches: what was asked under an older one is not wanted any more. */
  private int asked;

  /**
   * @param zone in which days and times are written
   */
  public LedgerViewModel(EngineDesk desk, ZoneId zone) {
    this.desk = desk;
    this.zone = zone;
  }

  /** The table, newest first; unmodifiable. */
  public ObservableList<LedgerRow> rows() {
    return rowsReadOnly;
  }

  /** What is on its way, oldest first, the first few; unmodifiable. */
  public ObservableList<OutboxRow> outbox() {
    return outboxReadOnly;
  }

  /** What was answered last, newest first; unmodifiable. */
  public ObservableList<SettledLine> settled() {
    return settledReadOnly;
  }

  /** Which rows are looked at. */
  public ReadOnlyObjectProperty<Filter> filter() {
    return filter.getReadOnlyProperty();
  }

  /** What is searched for. */
  public ReadOnlyStringProperty search() {
    return search.getReadOnlyProperty();
  }

  /** How many rows were refused; empty for none. */
  public ReadOnlyStringProperty refused() {
    return refused.getReadOnlyProperty();
  }

  /** {@code 3 on their way}; empty for none. */
  public ReadOnlyStringProperty waiting() {
    return waiting.getReadOnlyProperty();
  }

  /** {@code and 37 more}; empty where all are shown. */
  public ReadOnlyStringProperty unshown() {
    return unshown.getReadOnlyProperty();
  }

  /** What to say where the table is empty; empty where it is not, or is not read yet. */
  public ReadOnlyStringProperty empty() {
    return empty.getReadOnlyProperty();
  }

  /** The foot of the day of the lowest row in sight. */
  public ReadOnlyObjectProperty<DayLine> day() {
    return day.getReadOnlyProperty();
  }

  /** Refusals of the server that came since somebody looked last. */
  public ReadOnlyIntegerProperty unseen() {
    return unseen.getReadOnlyProperty();
  }

  /** Whether the book is being written to a file. */
  public ReadOnlyBooleanProperty exporting() {
    return exporting.getReadOnlyProperty();
  }

  /** The last thing to be told once; null before the first. */
  public ReadOnlyObjectProperty<@Nullable Notice> notice() {
    return notice.getReadOnlyProperty();
  }

  /** Whether somebody looks at the screen. */
  public void open(boolean now) {
    open = now;
    if (now) {
      unseen.set(0);
      stamp = null;
      read();
    }
  }

  @Override
  public void heard(SyncEvent event) {
    if (!open && event instanceof SyncEvent.Settled it && it.result().rejection() != null) {
      unseen.set(unseen.get() + 1);
    }
  }

  /** Looks at other rows. */
  public void filter(Filter wanted) {
    if (wanted != filter.get()) {
      filter.set(wanted);
      begin();
    }
  }

  /** Looks for rows with these words; for all where there are none. */
  public void search(String words) {
    if (!words.equals(search.get())) {
      search.set(words);
      begin();
    }
  }

  /**
   * Tells which row is the lowest in sight: near the end more are fetched, and the foot is of its
   * day.
   */
  public void lookAt(int lowest) {
    lookedAt = Math.max(0, lowest);
    showDay();
    if (lowest >= rows.size() - PAGE / 2) {
      fetch();
    }
  }

  /** Writes the whole book as CSV. */
  public void export(Path file) {
    Scribe by = scribe;
    if (exporting.get() || by == null) {
      return;
    }
    exporting.set(true);
    desk.ask(
        engine -> Export.write(engine.book(), file, by.catalog()),
        written -> exported(new Notice(true, "The book is copied", written)),
        why -> exported(new Notice(false, "Not copied", why)));
  }

  private void exported(Notice told) {
    exporting.set(false);
    notice.set(told);
  }

  @Override
  public void show(View view, SyncStatus status) {
    boolean online = status.link() == Link.ONLINE || status.link() == Link.SYNCING;
    scribe = new Scribe(view.catalog(), zone, view.nowMs(), online);
    showWaiting(status.pending());
    // What moves while something waits, as a push that is sent later, has no sign of its own.
    long second = status.pending() == 0 ? view.nowMs() / 60_000 : view.nowMs() / 1_000;
    Object now =
        List.of(
            Objects.requireNonNullElse(status.version(), ""),
            status.pending(),
            status.link(),
            view.catalog().hash(),
            second);
    if (open && !now.equals(stamp)) {
      stamp = now;
      read();
    }
  }

  private void showWaiting(int pending) {
    waiting.set(
        switch (pending) {
          case 0 -> "";
          case 1 -> "1 on its way";
          default -> Scribe.number(pending) + " on their way";
        });
    int more = pending - Reading.OUTBOX;
    unshown.set(more > 0 ? "and " + Scribe.number(more) + " more" : "");
  }

  // ---- the table ------------------------------------------------------------------------------

  /** Another table: what is under way is not wanted any more. */
  private void begin() {
    asked++;
    reading = false;
    readAgain = false;
    fetching = false;
    outdated = true;
    next = null;
    lookedAt = 0;
    read();
  }

  private JournalQuery query(Scribe by) {
    return filter.get().query().withWords(Search.words(search.get(), by.catalog()));
  }

  private void read() {
    Scribe by = scribe;
    if (by == null || !open) {
      return;
    }
    if (reading) {
      readAgain = true;
      return;
    }
    reading = true;
    int question = asked;
    JournalQuery query = query(by);
    int limit = again();
    desk.ask(
        engine -> Reading.of(engine, query, limit, by),
        answer -> {
          if (question == asked) {
            show(answer);
            wasRead();
          }
        },
        why -> {
          if (question == asked) {
            failed(why);
            wasRead();
          }
        });
  }

  private void wasRead() {
    reading = false;
    if (readAgain) {
      readAgain = false;
      read();
    }
  }

  /** How many rows may have changed: down to the last that is open, and some for new ones. */
  private int again() {
    if (outdated) {
      return PAGE;
    }
    int last = 0;
    for (int i = 0; i < rows.size(); i++) {
      last = rows.get(i).state().open() ? i : last;
    }
    return Math.min(last + PAGE, MOST_AGAIN);
  }

  private void show(Reading read) {
    refused.set(read.refused() == 0 ? "" : Scribe.number(read.refused()));
    set(outbox, read.outbox());
    set(settled, read.settled());
    List<LedgerRow> now = new ArrayList<>(read.rows());
    JournalPage.Cursor end = read.next();
    if (end != null) {
      List<LedgerRow> below = outdated ? List.of() : below(now);
      if (!below.isEmpty()) {
        now.addAll(below);
        end = next;
      }
    }
    next = end;
    outdated = false;
    set(rows, now);
    empty.set(rows.isEmpty() ? whyEmpty() : "");
    dayShown = null;
    showDay();
  }

  /**
   * The rows that are held and follow those that were read; none where open ones are among them.
   */
  private List<LedgerRow> below(List<LedgerRow> read) {
    Set<String> ids = new HashSet<>();
    read.forEach(it -> ids.add(it.id()));
    long last = read.getLast().at();
    List<LedgerRow> below = new ArrayList<>();
    for (LedgerRow it : rows) {
      if (it.at() <= last && !ids.contains(it.id())) {
        if (it.state().open()) {
          return List.of();
        }
        below.add(it);
      }
    }
    return below;
  }

  private void fetch() {
    Scribe by = scribe;
    JournalPage.Cursor after = next;
    if (by == null || after == null || fetching || reading || rows.size() >= MOST_ROWS) {
      return;
    }
    fetching = true;
    int question = asked;
    JournalQuery query = query(by);
    desk.ask(
        engine -> Reading.More.of(engine, query, after, PAGE, by),
        more -> {
          if (question == asked) {
            fetching = false;
            if (after.equals(next)) {
              next = more.next();
              rows.addAll(more.rows());
              lookAt(lookedAt);
            }
          }
        },
        why -> {
          if (question == asked) {
            fetching = false;
            failed(why);
          }
        });
  }

  private void showDay() {
    Scribe by = scribe;
    if (rows.isEmpty() || by == null) {
      dayShown = null;
      day.set(DayLine.NONE);
      return;
    }
    LocalDate wanted = rows.get(Math.clamp(lookedAt, 0, rows.size() - 1)).day();
    if (wanted.equals(dayShown)) {
      return;
    }
    dayShown = wanted;
    desk.ask(
        engine -> Reading.day(engine, wanted, by),
        line -> {
          if (wanted.equals(dayShown)) {
            day.set(line);
          }
        },
        this::failed);
  }

  private String whyEmpty() {
    if (!search.get().isBlank()) {
      return "No such ink.";
    }
    return filter.get() == Filter.REFUSED
        ? "Nothing was refused. Nobody is to blame."
        : "Nothing written yet. The ink is fresh.";
  }

  private void failed(String why) {
    notice.set(new Notice(false, "The book cannot be read", why));
  }

  /** Replaces what differs; lists that are the same tell nobody. */
  private static <T> void set(ObservableList<T> list, List<T> now) {
    if (list.size() != now.size()) {
      list.setAll(now);
      return;
    }
    for (int i = 0; i < now.size(); i++) {
      if (!list.get(i).equals(now.get(i))) {
        list.set(i, now.get(i));
      }
    }
  }
}
