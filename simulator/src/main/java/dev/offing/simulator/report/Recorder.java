package dev.offing.simulator.report;

import dev.offing.server.account.AccountStore;
import dev.offing.simulator.report.Recording.Band;
import dev.offing.simulator.report.Recording.Frame;
import dev.offing.simulator.report.Recording.Mark;
import dev.offing.simulator.report.Recording.Point;
import dev.offing.simulator.world.Device;
import dev.offing.simulator.world.Trace;
import dev.offing.simulator.world.Watcher;
import dev.offing.simulator.world.World;
import dev.offing.sync.account.Play;
import dev.offing.sync.economy.Economy;
import dev.offing.sync.economy.Money;
import dev.offing.sync.economy.Timeline;
import dev.offing.sync.ledger.Confirmed;
import dev.offing.sync.mutation.Chained;
import dev.offing.sync.session.Pending;
import dev.offing.sync.session.SyncEvent;
import dev.offing.sync.session.SyncSession;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes down what happens in one run: it listens to the trace and watches the devices, before the
 * checkers do. It changes nothing: it asks a session only what has no effect on it, and never for
 * the time.
 *
 * <p>What it holds has bounds ({@link #TALK_BYTES} and its like), so that a report is a file which
 * a browser opens at once and a mail carries: {@link Page#MOST_BYTES}. When they are reached, the
 * oldest goes, because a run is read from its end.
 */
public final class Recorder implements Trace.Listener, Watcher {
  static final int TALK_BYTES = 6_000_000;
  static final int BEAT_BYTES = 2_000_000;
  static final int MARK_BYTES = 3_000_000;
  static final int BAND_BYTES = 500_000;
  static final int POINT_BYTES = 3_000_000;

  private static final Set<String> BEATS = Set.of("ping", "pong", "tick");
  private static final long POINT_EVERY_MS = 500;

  private final Map<String, Integer> lanes = new LinkedHashMap<>();
  private final Newest<Frame> talk =
      new Newest<>(TALK_BYTES, f -> 45 + Page.length(f.type()) + Page.length(f.says()));
  private final Newest<Frame> beats =
      new Newest<>(BEAT_BYTES, f -> 45 + Page.length(f.type()) + Page.length(f.says()));
  private final Newest<Mark> marks =
      new Newest<>(MARK_BYTES, m -> 26 + Page.length(m.what()) + Page.length(m.detail()));
  private final Newest<Band> bands = new Newest<>(BAND_BYTES, b -> 40 + Page.length(b.fault()));
  private final Newest<Point> points = new Newest<>(POINT_BYTES, Recorder::bytes);
  private final Map<Long, Frame> underWay = new HashMap<>();
  private final Map<Integer, Point> lastPoints = new HashMap<>();
  private @Nullable World world;
  private int turn = -1;

  // ---- the trace --------------------------------------------------------------------------------

  @Override
  public void happened(long atMs, String who, String what, String detail) {
    switch (what) {
      case "hears", "commits" -> {
        // Told with more by sent and committed.
      }
      case "fault" -> {
        int space = detail.indexOf(' ');
        long forMs = Long.parseLong(detail.substring(space + 1));
        bands.add(new Band(atMs, forMs, lane(who), detail.substring(0, space)));
      }
      default -> mark(atMs, who, what, detail);
    }
  }

  @Override
  public void sent(long atMs, long frame, String from, String to, String text) {
    Gist gist = Gist.of(text);
    underWay.put(frame, new Frame(atMs, -1, lane(from), lane(to), gist.type(), gist.says()));
  }

  @Override
  public void arrived(long atMs, long frame) {
    Frame sent = underWay.remove(frame);
    if (sent != null) {
      keep(new Frame(sent.sentMs(), atMs, sent.from(), sent.to(), sent.type(), sent.says()));
    }
  }

  private void keep(Frame frame) {
    (BEATS.contains(frame.type()) ? beats : talk).add(frame);
  }

  private void mark(long atMs, String who, String what, String detail) {
    marks.add(new Mark(atMs, lane(who), what, Gist.cut(detail, Gist.MOST_CHARS)));
  }

  private int lane(String who) {
    return lanes.computeIfAbsent(who, _ -> lanes.size());
  }

  // ---- the devices ------------------------------------------------------------------------------

  @Override
  public void began(World begun) {
    world = begun;
    lane("redis");
  }

  @Override
  public void committed(AccountStore.Write write) {
    turn = lane("redis");
    mark(
        nowMs(),
        "redis",
        "commits",
        "account %s at %s, purse %s coins, digest %s"
            .formatted(
                write.after().account().substring(0, 6),
                write.after().at(),
                new BigDecimal(write.after().core().purse().grains(), 3).toPlainString(),
                write.checkpoint().digest().substring(0, 6)));
  }

  @Override
  public void saved(Device device, String mutationId) {
    turn = lane(device.name());
  }

  @Override
  public void told(Device device, SyncEvent event) {
    turn = lane(device.name());
  }

  @Override
  public void opened(Device device) {
    turn = lane(device.name());
  }

  @Override
  public void lost(Device device, List<Chained> rows) {
    turn = lane(device.name());
    if (!rows.isEmpty()) {
      String gone = rows.size() + " that were told as written are gone";
      mark(nowMs(), device.name(), "lost-rows", gone);
    }
  }

  @Override
  public void branched(Device device) {
    turn = lane(device.name());
  }

  @Override
  public void settled(World over) {
    turn = -1;
  }

  @Override
  public void acted(Device device) {
    turn = lane(device.name());
    device.session().ifPresent(this::look);
  }

  private void look(SyncSession session) {
    Confirmed confirmed = session.confirmed();
    List<Pending> outbox = session.outbox();
    var at = confirmed == null ? null : confirmed.state().atOrNull();
    long version = at == null ? 0 : at.version();
    Point before = lastPoints.get(turn);
    if (before != null
        && before.version() == version
        && before.outbox() == outbox.size()
        && nowMs() - before.atMs() < POINT_EVERY_MS) {
      return;
    }
    Money sure = confirmed == null ? null : moved(Play.of(confirmed.state()), session);
    Money hoped = outbox.isEmpty() ? sure : moved(outbox.getLast().predicted().after(), session);
    Point point = new Point(nowMs(), turn, hoped, sure, version, outbox.size());
    lastPoints.put(turn, point);
    points.add(point);
  }

  /**
   * The purse at the true time. Not at the session's: to be asked for it makes the session look at
   * the device's clocks, and devices with wrong clocks could not be compared.
   */
  private @Nullable Money moved(Play play, SyncSession session) {
    long now = Math.max(play.core().asOf(), World.START_MS + nowMs());
    try {
      return Economy.advance(
              play.core(), now, new Timeline(session.rulebook(), play.contact(), play.entries()))
          .state()
          .purse();
    } catch (RuntimeException _) {
      return null; // a run must not end because somebody looks: whoever has to will find it
    }
  }

  private static int bytes(Point point) {
    return 45 + length(point.predicted()) + length(point.confirmed());
  }

  private static int length(@Nullable Money amount) {
    return amount == null ? 4 : amount.toString().length() + 2;
  }

  private long nowMs() {
    World here = world;
    return here == null ? 0 : here.elapsedMs();
  }

  // ---- what was seen ----------------------------------------------------------------------------

  /** Everything so far; what is still on its way never arrived. */
  Recording recording() {
    underWay.values().forEach(this::keep);
    underWay.clear();
    return new Recording(
        new ArrayList<>(lanes.keySet()),
        talk.list(),
        beats.list(),
        marks.list(),
        bands.list(),
        points.list(),
        new Recording.Dropped(
            talk.dropped(), beats.dropped(), marks.dropped(), bands.dropped(), points.dropped()),
        turn);
  }
}
