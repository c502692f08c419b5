package dev.offing.sync.session;

import dev.offing.sync.account.Result;
import dev.offing.sync.economy.Command;
import dev.offing.sync.protocol.RoomPoint;
import dev.offing.sync.protocol.ServerMessage;
import java.util.List;

/** What a listener is told. */
public sealed interface SyncEvent {
  /** Balance, outbox, book or connection changed: read them again. */
  record Changed() implements SyncEvent {}

  /** A mutation has its result. */
  record Settled(String mutationId, Command command, Result result) implements SyncEvent {}

  /**
   * The profile began a new life, because another copy of it was seen.
   *
   * @param why fit for a person
   * @param pending how many mutations it carries over
   */
  record Forked(String why, int pending) implements SyncEvent {}

  /**
   * The server had lost a part of its books and goes on from what a device held.
   *
   * @param byThisDevice whether that was this one; else what is here was replaced
   * @param sentAgain how many own mutations, whose results the server lost for good, are sent once
   *     more
   */
  record Restored(boolean byThisDevice, int sentAgain) implements SyncEvent {
    /** What happened, what was kept and what comes next, for a person. */
    public String text() {
      if (byThisDevice) {
        return "The server had lost a part of this game. This device's copy brought it back.";
      }
      return switch (sentAgain) {
        case 0 -> "The server goes on from an earlier time of this game. It is shown here now.";
        case 1 ->
            "The server goes on from an earlier time of this game. One action that it lost is sent"
                + " again.";
        default ->
            "The server goes on from an earlier time of this game. %,d actions that it lost are sent again."
                .formatted(sentAgain);
      };
    }
  }

  /** This device belongs to an account from now on; its game follows. */
  record Linked(String account) implements SyncEvent {}

  /**
   * This device was not linked to an account.
   *
   * @param code why, for programs: see docs/protocol
   * @param why fit for a person
   */
  record NotLinked(String code, String why) implements SyncEvent {}

  /** The device's clock jumped, or it slept; the server was asked at once. */
  record ClockJumped() implements SyncEvent {}

  /** Server and device came to different states; the server's was taken. Both are told. */
  record Differed(String here, String there) implements SyncEvent {}

  /**
   * A room was entered, or entered again.
   *
   * @param resumed whether {@code events} follow what was seen before without a hole
   * @param at where the room stands
   * @param paused whether only those hear who play on the same node, until the room is entered
   *     again
   */
  record Joined(
      String room,
      List<ServerMessage.RoomEvent> events,
      boolean resumed,
      List<ServerMessage.Member> roster,
      RoomPoint at,
      boolean paused)
      implements SyncEvent {}

  /** A letter came that has to be read; {@link dev.offing.sync.SyncEngine#letters} has it, too. */
  record Letter(ServerMessage.Notice letter) implements SyncEvent {}

  /** Somebody said something in a room; {@code own} when it was this device. */
  record Said(String room, ServerMessage.RoomEvent event, boolean own) implements SyncEvent {}

  /**
   * What was to be said in a room was not taken.
   *
   * @param clientId as it was to be said
   * @param why fit for a person
   */
  record Unsaid(String room, String clientId, String why) implements SyncEvent {}

  /** Who is in a room changed. */
  record Present(String room, List<ServerMessage.Member> roster) implements SyncEvent {}
}
