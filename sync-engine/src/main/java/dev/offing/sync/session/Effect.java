package dev.offing.sync.session;

import dev.offing.sync.protocol.ClientMessage;
import dev.offing.sync.protocol.ServerMessage;
import java.net.URI;

/** What a session wants done, in order. */
public sealed interface Effect {
  /** Open a socket; answer with Opened or Lost. */
  record Dial(long connection, URI server) implements Effect {}

  /** Send a frame. */
  record Send(long connection, ClientMessage message) implements Effect {}

  /** Close the socket; no answer is needed. */
  record Hang(long connection) implements Effect {}

  /** Tell the listeners. */
  record Tell(SyncEvent event) implements Effect {}

  /** Answer a call. */
  record Answer(ServerMessage.Reply reply) implements Effect {}

  /** Let the session take this event next, before any other. */
  record Then(Event event) implements Effect {}
}
