package dev.offing.client.port;

import dev.offing.client.bridge.EngineDesk;
import dev.offing.client.bridge.Watcher;
import dev.offing.client.harbour.Times;
import dev.offing.sync.Link;
import dev.offing.sync.SyncStatus;
import dev.offing.sync.View;
import dev.offing.sync.protocol.Bounds;
import dev.offing.sync.protocol.ServerMessage.Member;
import dev.offing.sync.protocol.ServerMessage.RoomEvent;
import dev.offing.sync.session.SyncEvent;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/**
 * The chat of one room as properties and commands. What was heard stands in the room's order; below
 * it stands what this player said and nobody has heard yet. The engine joins again after a cut and
 * says again what was not heard; a line that comes twice, because a room was shown anew, is known
 * by who said it under which id.
 *
 * <p>Everything is bounded: {@value #MOST_ROWS} rows, {@value #MOST_UNHEARD} lines of one's own.
 * However many events a pulse brings, the list changes once.
 *
 * <p>Not thread-safe: belongs to the thread of the screen.
 */
public final class PortViewModel implements Watcher {
  /** The room that everybody is in. */
  public static final String ROOM = "port:lobby";

  /** Characters of a line. */
  public static final int MOST_CHARS = Bounds.SAY_CHARS;

  /** Rows that are held; older ones go. */
  public static final int MOST_ROWS = 10_000;

  /** Own lines that may stand unheard or failed. */
  static final int MOST_UNHEARD = 100;

  /** Lines that are known again; a room shows at most its newest 200. */
  private static final int MOST_KNOWN = 1_000;

  /** Characters of an account that others see. */
  private static final int NAME_CHARS = 8;

  private final EngineDesk desk;
  private final ZoneId zone;
  private final Supplier<String> ids;

  private final ChatList rows = new ChatList(MOST_ROWS);
  private final ObservableList<ChatRow> rowsReadOnly =
      FXCollections.unmodifiableObservableList(rows);
  private final ObservableList<Crew> crew = FXCollections.observableArrayList();
  private final ObservableList<Crew> crewReadOnly = FXCollections.unmodifiableObservableList(crew);
  private final ReadOnlyStringWrapper present = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper aside = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper empty = new ReadOnlyStringWrapper("");
  private final ReadOnlyBooleanWrapper connected = new ReadOnlyBooleanWrapper(false);

  private final Map<String, ChatRow> unheard = new LinkedHashMap<>();
  private final Set<String> known = new LinkedHashSet<>();
  private final List<ChatRow> news = new ArrayList<>();
  private int heard;
  private int dividers;
  private boolean dirty;
  private boolean entered;
  private boolean paused;
  private String self = "";
  private long nowMs;

  /**
   * @param zone in which times of day are written
   * @param ids draws ids of lines, unlike any before
   */
  public PortViewModel(EngineDesk desk, ZoneId zone, Supplier<String> ids) {
    this.desk = desk;
    this.zone = zone;
    this.ids = ids;
  }

  /** The chat, oldest first; unmodifiable. */
  public ObservableList<ChatRow> rows() {
    return rowsReadOnly;
  }

  /** Who is there, oneself first; unmodifiable. */
  public ObservableList<Crew> crew() {
    return crewReadOnly;
  }

  /** {@code 3 souls}; empty before the room was entered. */
  public ReadOnlyStringProperty present() {
    return present.getReadOnlyProperty();
  }

  /** What to know before one writes; empty while connected. */
  public ReadOnlyStringProperty aside() {
    return aside.getReadOnlyProperty();
  }

  /** What to say where there is no row. */
  public ReadOnlyStringProperty empty() {
    return empty.getReadOnlyProperty();
  }

  /** Whether what is shown is so now; else it is what was heard last. */
  public ReadOnlyBooleanProperty connected() {
    return connected.getReadOnlyProperty();
  }

  /** Enters the room, once; the engine enters it again after every cut. */
  public void enter() {
    if (!entered) {
      entered = true;
      desk.ask(
          engine -> {
            engine.rooms().join(ROOM);
            return true;
          },
          _ -> {},
          _ -> entered = false);
    }
  }

  /**
   * Says something, now or when there is a connection.
   *
   * @return whether it was taken; blanks are not, nor what is too long, nor more than may wait
   */
  public boolean say(String text) {
    String line = text.strip();
    if (line.isEmpty() || line.length() > MOST_CHARS || unheard.size() >= MOST_UNHEARD) {
      return false;
    }
    String id = ids.get();
    ChatRow row =
        new ChatRow(
            id, self, "You", "", line, /* own= */ true, ChatRow.State.PENDING, /* why= */ "");
    send(row);
    return true;
  }

  /** Says a line again that was not taken. */
  public void retry(String id) {
    ChatRow row = unheard.get(id);
    if (row != null && row.state() == ChatRow.State.FAILED) {
      unheard.remove(id); // to its place behind those that wait
      send(row.pending());
    }
  }

  private void send(ChatRow row) {
    unheard.put(row.id(), row);
    dirty = true;
    pulsed();
    desk.ask(
        engine -> {
          engine.rooms().say(ROOM, row.id(), row.text());
          return true;
        },
        _ -> {},
        why -> fail(row.id(), why));
  }

  private void fail(String id, String why) {
    unheard.computeIfPresent(id, (_, row) -> row.failed(why));
    dirty = true;
  }

  // ---- what the engine tells ------------------------------------------------------------------

  @Override
  public void show(View view, SyncStatus status) {
    nowMs = view.nowMs();
    self = status.account().substring(0, Math.min(NAME_CHARS, status.account().length()));
    boolean online = status.link() == Link.ONLINE || status.link() == Link.SYNCING;
    connected.set(online);
    aside.set(
        !online
            ? "Out of earshot. What you write goes out with the next connection."
            : paused ? "Fog in the port: only those near by hear you now, the others later." : "");
    empty.set(
        online
            ? "Nobody has said anything yet. The gulls have."
            : "Nothing to read yet, and nobody to hear.");
  }

  @Override
  public void heard(SyncEvent event) {
    switch (event) {
      case SyncEvent.Joined it when it.room().equals(ROOM) -> joined(it);
      case SyncEvent.Said it when it.room().equals(ROOM) -> hear(it.event());
      case SyncEvent.Unsaid it when it.room().equals(ROOM) -> fail(it.clientId(), it.why());
      case SyncEvent.Present it when it.room().equals(ROOM) -> roster(it.roster());
      default -> {}
    }
  }

  private void joined(SyncEvent.Joined it) {
    boolean follows = it.resumed() || it.events().stream().anyMatch(e -> known.contains(key(e)));
    if (!known.isEmpty() && !follows && !it.events().isEmpty()) {
      news.add(ChatRow.divider("divider-" + dividers++, "Missed while away"));
    }
    it.events().forEach(this::hear);
    roster(it.roster());
    paused = it.paused();
  }

  private void hear(RoomEvent event) {
    boolean mine = event.from().equals(self);
    if (mine && unheard.remove(event.clientId()) != null) {
      dirty = true;
    }
    if (!known.add(key(event))) {
      return;
    }
    if (known.size() > MOST_KNOWN) {
      Iterator<String> oldest = known.iterator();
      oldest.next();
      oldest.remove();
    }
    news.add(
        new ChatRow(
            key(event),
            event.from(),
            mine ? "You" : Seafarer.called(event.from()),
            Times.clock(event.at(), nowMs, zone),
            Earshot.heard(event.text()),
            mine,
            ChatRow.State.HEARD,
            /* why= */ ""));
    dirty = true;
  }

  private static String key(RoomEvent event) {
    return event.from() + "/" + event.clientId();
  }

  private void roster(List<Member> members) {
    List<Crew> there =
        members.stream()
            .map(it -> {
              boolean me = it.account().equals(self);
              String where = it.sessions() > 1 ? ", on " + it.sessions() + " machines" : "";
              String name = me ? "You" : Seafarer.called(it.account());
              return new Crew(it.account(), name, it.account() + where, me);
            })
            .sorted(Comparator.comparing(Crew::self).reversed().thenComparing(Crew::account))
            .toList();
    if (!there.equals(crew)) {
      crew.setAll(there);
    }
    present.set(Integer.toString(there.size()) + (there.size() == 1 ? " soul" : " souls"));
  }

  /** The pulse is over: the list changes once. */
  @Override
  public void pulsed() {
    if (!dirty && news.isEmpty()) {
      return;
    }
    dirty = false;
    List<ChatRow> tail = new ArrayList<>(news);
    tail.addAll(unheard.values());
    rows.replaceTail(heard, tail);
    heard = rows.size() - unheard.size();
    news.clear();
  }
}
