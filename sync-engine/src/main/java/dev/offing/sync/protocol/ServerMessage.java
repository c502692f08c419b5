package dev.offing.sync.protocol;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.offing.sync.account.EpochVersion;
import dev.offing.sync.account.Result;
import dev.offing.sync.account.World;
import dev.offing.sync.economy.Money;
import dev.offing.sync.mutation.Ids;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a server may say. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = ServerMessage.Challenge.class, name = "challenge"),
  @JsonSubTypes.Type(value = ServerMessage.Welcome.class, name = "welcome"),
  @JsonSubTypes.Type(value = ServerMessage.Ack.class, name = "ack"),
  @JsonSubTypes.Type(value = ServerMessage.Gap.class, name = "gap"),
  @JsonSubTypes.Type(value = ServerMessage.StaleEpoch.class, name = "staleEpoch"),
  @JsonSubTypes.Type(value = ServerMessage.RetryAfter.class, name = "retryAfter"),
  @JsonSubTypes.Type(value = ServerMessage.Healed.class, name = "healed"),
  @JsonSubTypes.Type(value = ServerMessage.Snapshot.class, name = "snapshot"),
  @JsonSubTypes.Type(value = ServerMessage.Update.class, name = "update"),
  @JsonSubTypes.Type(value = ServerMessage.WorldRows.class, name = "world"),
  @JsonSubTypes.Type(value = ServerMessage.Pong.class, name = "pong"),
  @JsonSubTypes.Type(value = ServerMessage.Reply.class, name = "reply"),
  @JsonSubTypes.Type(value = ServerMessage.Joined.class, name = "joined"),
  @JsonSubTypes.Type(value = ServerMessage.Room.class, name = "room"),
  @JsonSubTypes.Type(value = ServerMessage.Presence.class, name = "presence"),
  @JsonSubTypes.Type(value = ServerMessage.Tick.class, name = "tick"),
  @JsonSubTypes.Type(value = ServerMessage.Inbox.class, name = "inbox"),
  @JsonSubTypes.Type(value = ServerMessage.Drain.class, name = "drain"),
  @JsonSubTypes.Type(value = ServerMessage.Failure.class, name = "error"),
})
public sealed interface ServerMessage {
  /**
   * Prove that the key is yours.
   *
   * @param nonce 32 random bytes, hexadecimal; good for one proof within 5 s
   * @param serverNow ms of server time
   */
  record Challenge(String serverId, String nonce, long serverNow) implements ServerMessage {
    /** Checks the parts. */
    public Challenge {
      Ids.random(serverId, "serverId");
      Ids.hash(nonce, "nonce");
    }
  }

  /** How a welcome goes on. */
  enum Mode {
    /** No account yet: the first push creates it. */
    NEW,
    /** The shown checkpoint is the server's own state, or one contact commit behind it. */
    RESUME,
    /** Here is the whole state. */
    SNAPSHOT,
    /** The shown checkpoint is beyond the server's memory: the server forgot. */
    HEAL,
    /** The device asked to be linked: nothing is taken but calls that link it, and pings. */
    LINK,
    /** The rules of the program are older than the server's: get a newer one. */
    UPGRADE;

    /** The name on the wire. */
    @JsonValue
    public String wire() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * The session stands.
   *
   * @param session names it in logs
   * @param node the server node
   * @param position null for new, heal, link and upgrade
   * @param world where the list of world rows stands
   * @param serverNow ms of server time
   * @param awayReport what was earned since the last contact; null where there was none
   * @param inbox notices that stay until acknowledged
   */
  record Welcome(
      String session,
      String node,
      Mode mode,
      @Nullable Position position,
      WorldHead world,
      long serverNow,
      Limits limits,
      @Nullable AwayReport awayReport,
      List<Notice> inbox)
      implements ServerMessage {
    /** Checks the parts. */
    public Welcome {
      Objects.requireNonNull(mode, "mode");
      Objects.requireNonNull(world, "world");
      Objects.requireNonNull(limits, "limits");
      if ((mode == Mode.RESUME || mode == Mode.SNAPSHOT) != (position != null)) {
        throw new IllegalArgumentException("resume and snapshot, and no other, have a position");
      }
      inbox = List.copyOf(inbox);
    }
  }

  /** Where the server's world list stands. */
  record WorldHead(String epoch, long seq) {
    /** Checks the parts. */
    public WorldHead {
      Ids.random(epoch, "world epoch");
    }
  }

  /**
   * What the session may do.
   *
   * @param pushMutations mutations in one push
   * @param pushBytes bytes of their JSON
   * @param frameBytes bytes of any frame
   * @param tickMs between two ticks
   */
  record Limits(int pushMutations, int pushBytes, int frameBytes, long tickMs) {}

  /**
   * The server's account of an absence.
   *
   * @param from the last contact before it, ms of server time
   * @param to its end
   * @param litMs how long the lamp burned in it
   * @param earned in all
   * @param sources what each source earned
   */
  record AwayReport(
      long from, long to, long litMs, Money earned, SortedMap<String, Money> sources) {}

  /**
   * A notice: something happened to the account that its player should know.
   *
   * @param id the same each time it is shown
   * @param at when, ms of server time
   * @param code what it is about, for programs
   * @param text for people
   * @param money of which it tells; null for none
   */
  record Notice(String id, long at, String code, String text, @Nullable Money money) {
    /** One that tells of no money. */
    public Notice(String id, long at, String code, String text) {
      this(id, at, code, text, null);
    }
  }

  /** Notices that came during the session, or that had no room in the welcome. */
  record Inbox(List<Notice> notices) implements ServerMessage {
    /** Copies the list. */
    public Inbox {
      notices = List.copyOf(notices);
    }
  }

  /**
   * The answer to a push.
   *
   * @param upTo the last number taken
   */
  record Ack(long upTo, List<Result> results, Position position) implements ServerMessage {
    /** Checks the parts. */
    public Ack {
      results = List.copyOf(results);
      Objects.requireNonNull(position, "position");
    }
  }

  /**
   * The push does not follow; see {@code Verdict.Gap}.
   *
   * @param lastSeq the last number taken of this incarnation; -1 for one that was removed
   * @param lastHash its link; empty for a removed one
   */
  record Gap(long lastSeq, String lastHash) implements ServerMessage {
    /** Checks the parts. */
    public Gap {
      if (lastSeq < 0 != lastHash.isEmpty()) {
        throw new IllegalArgumentException("a removed incarnation, and no other, has no last hash");
      }
      if (lastSeq >= 0) {
        Ids.hash(lastHash, "lastHash");
      }
    }
  }

  /** The push's base is not in the account's history here: say hello again. */
  record StaleEpoch() implements ServerMessage {}

  /** Not now; nothing changed. */
  record RetryAfter(long ms) implements ServerMessage {}

  /**
   * The answer to a heal: the whole state, which goes on from the shown one, or, where that could
   * not be, the server's own.
   */
  record Healed(Position position) implements ServerMessage {
    /** Checks the parts. */
    public Healed {
      Objects.requireNonNull(position, "position");
    }
  }

  /** The whole state, as asked. */
  record Snapshot(Position position) implements ServerMessage {
    /** Checks the parts. */
    public Snapshot {
      Objects.requireNonNull(position, "position");
    }
  }

  /**
   * Somebody else changed the account.
   *
   * @param cause {@code device}, {@code contact}, {@code server}
   */
  record Update(Position position, String cause) implements ServerMessage {
    /** Checks the parts. */
    public Update {
      Objects.requireNonNull(position, "position");
    }
  }

  /** New world rows. */
  record WorldRows(String epoch, List<World.Row> rows) implements ServerMessage {
    /** Checks the parts. */
    public WorldRows {
      Ids.random(epoch, "world epoch");
      rows = List.copyOf(rows);
    }
  }

  /**
   * The server's time.
   *
   * @param t0 as it came
   * @param t1 ms of server time when the ping arrived
   * @param t2 ms of server time when this left
   */
  record Pong(long t0, long t1, long t2) implements ServerMessage {}

  /** The answer to a call: exactly one of {@code result} and {@code error}. */
  record Reply(String id, @Nullable JsonNode result, @Nullable CallError error)
      implements ServerMessage {
    /** Checks the parts. */
    public Reply {
      if ((result == null) == (error == null)) {
        throw new IllegalArgumentException("a reply has a result or an error");
      }
    }
  }

  /** Why a call failed. */
  record CallError(String code, String message, @Nullable JsonNode details) {}

  /**
   * The room, as it is now.
   *
   * @param seq the last event's number
   * @param snapshot the events after {@code since}, or, where that is too far back or of another
   *     epoch, the newest ones
   * @param resumed whether {@code snapshot} is all that came after {@code since}, or, where the
   *     server sends this by itself, all that was not sent before
   * @param paused true while only members on the same node hear one another, because the others
   *     cannot be reached; null otherwise
   * @param latest true where only the newest event counts and any may be left out; null otherwise
   */
  record Joined(
      String room,
      String epoch,
      long seq,
      List<RoomEvent> snapshot,
      boolean resumed,
      List<Member> roster,
      @Nullable Boolean paused,
      @Nullable Boolean latest)
      implements ServerMessage {
    /** A room of which every event is heard, on every node. */
    public Joined(
        String room,
        String epoch,
        long seq,
        List<RoomEvent> snapshot,
        boolean resumed,
        List<Member> roster) {
      this(room, epoch, seq, snapshot, resumed, roster, null, null);
    }

    /** Checks the parts. */
    public Joined {
      Ids.random(epoch, "room epoch");
      snapshot = List.copyOf(snapshot);
      roster = List.copyOf(roster);
    }

    /** Whether only members on the same node hear one another now. */
    public boolean pauses() {
      return Boolean.TRUE.equals(paused);
    }

    /** Whether only the newest event counts. */
    public boolean latestCounts() {
      return Boolean.TRUE.equals(latest);
    }
  }

  /** Something happened in a room. */
  record Room(String room, String epoch, RoomEvent event) implements ServerMessage {
    /** Checks the parts. */
    public Room {
      Ids.random(epoch, "room epoch");
    }
  }

  /**
   * One event of a room.
   *
   * @param seq its number, from 1, without holes in one epoch
   * @param at ms of server time
   * @param from who: the account's first 8 characters
   * @param clientId as it was said
   */
  record RoomEvent(long seq, long at, String from, String clientId, String text) {}

  /** Somebody who is in a room. */
  record Member(String account, int sessions) {}

  /** Who is in a room changed. */
  record Presence(String room, List<Member> roster) implements ServerMessage {
    /** Checks the parts. */
    public Presence {
      roster = List.copyOf(roster);
    }
  }

  /**
   * The account now, for the eye: it changes nothing. None is sent before the account exists.
   *
   * @param epoch and version: the state it was computed from
   * @param balance at the moment of sending
   * @param rate grains a millisecond
   * @param contactUntil when the lamp goes out, ms of server time
   */
  record Tick(String epoch, long version, Money balance, Money rate, long contactUntil)
      implements ServerMessage {
    /** Checks the parts. */
    public Tick {
      Ids.random(epoch, "epoch");
      if (version < 1) {
        throw new IllegalArgumentException("version starts at 1");
      }
    }

    /** The state it was computed from. */
    public EpochVersion at() {
      return new EpochVersion(epoch, version);
    }
  }

  /** The server closes: come back after so long. */
  record Drain(long reconnectAfterMs) implements ServerMessage {}

  /**
   * Something was wrong; codes stand in docs/protocol.
   *
   * @param room where a room refused something; null otherwise
   * @param clientId of the line that the room did not take; null otherwise
   */
  record Failure(String code, String message, @Nullable String room, @Nullable String clientId)
      implements ServerMessage {
    /** Of no room. */
    public Failure(String code, String message) {
      this(code, message, null, null);
    }

    /** Checks the parts. */
    public Failure {
      Objects.requireNonNull(code, "code");
      Objects.requireNonNull(message, "message");
    }
  }
}
