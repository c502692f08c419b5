package dev.offing.sync.session;

import dev.offing.sync.ledger.DeviceKey;
import dev.offing.sync.protocol.ServerMessage;
import java.net.URI;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * What can happen to a session. Events of a connection carry its number: those of an old one are
 * ignored.
 */
public sealed interface Event {
  /** Dial these servers from now on, each in its turn; an empty list for none. */
  record Target(List<URI> servers) implements Event {
    public Target {
      servers = List.copyOf(servers);
    }
  }

  /** Connect at once: the button, a resume, a network that came back. */
  record Connect() implements Event {}

  /** The socket is open. */
  record Opened(long connection) implements Event {}

  /** A valid frame arrived. */
  record Arrived(long connection, ServerMessage message) implements Event {}

  /** An acknowledgement that {@link Effect.Then} brings back, once the next push is on its way. */
  record Acknowledged(long connection, ServerMessage.Ack ack) implements Event {}

  /** A frame arrived that is no valid message. */
  record Garbled(long connection, String why) implements Event {}

  /** The connection ended, or never began. */
  record Lost(long connection, String why) implements Event {}

  /** The time asked for by {@link SyncSession#wakeAtMs} has come. */
  record Wake() implements Event {}

  /** Call an action. */
  record Call(String id, String action, int version, JsonNode params) implements Event {}

  /** Enter a room, and again after each reconnect. */
  record Join(String room) implements Event {}

  /** Leave a room. */
  record Leave(String room) implements Event {}

  /** Say something in a room. */
  record Say(String room, String clientId, String text) implements Event {}

  /** These letters were read. */
  record Read(List<String> letters) implements Event {}

  /**
   * Ask to be linked to an account.
   *
   * @param code that another device of it shows, without groups
   * @param name what people will call this device
   */
  record Link(String code, String name) implements Event {}

  /**
   * Link this device to an account by its recovery key.
   *
   * @param name what people will call this device
   */
  record Recover(DeviceKey key, String name) implements Event {}

  /** Ask no more to be linked. */
  record LinkNoMore() implements Event {}

  /** End. */
  record Close() implements Event {}
}
