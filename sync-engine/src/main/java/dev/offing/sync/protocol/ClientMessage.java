package dev.offing.sync.protocol;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.offing.sync.account.Checkpoint;
import dev.offing.sync.account.EpochVersion;
import dev.offing.sync.account.State;
import dev.offing.sync.mutation.Chained;
import dev.offing.sync.mutation.Ids;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a client may say. A message that exists is within its bounds. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = ClientMessage.Hello.class, name = "hello"),
  @JsonSubTypes.Type(value = ClientMessage.Prove.class, name = "prove"),
  @JsonSubTypes.Type(value = ClientMessage.Push.class, name = "push"),
  @JsonSubTypes.Type(value = ClientMessage.Heal.class, name = "heal"),
  @JsonSubTypes.Type(value = ClientMessage.Snapshot.class, name = "snapshot"),
  @JsonSubTypes.Type(value = ClientMessage.Ping.class, name = "ping"),
  @JsonSubTypes.Type(value = ClientMessage.Call.class, name = "call"),
  @JsonSubTypes.Type(value = ClientMessage.Join.class, name = "join"),
  @JsonSubTypes.Type(value = ClientMessage.Leave.class, name = "leave"),
  @JsonSubTypes.Type(value = ClientMessage.Say.class, name = "say"),
  @JsonSubTypes.Type(value = ClientMessage.InboxAck.class, name = "inboxAck"),
})
public sealed interface ClientMessage {
  /**
   * The first frame: who is there. Nothing is believed until {@link Prove}.
   *
   * @param protocol version of these messages
   * @param app name and version of the program, for people
   * @param rules version of the economy's rules
   * @param serverId the server that the profile is bound to; null before the first welcome
   * @param accountId the account to play; the hash of {@code publicKey} for a first device
   * @param incarnation the life of the local database
   * @param publicKey Ed25519, 32 bytes, hexadecimal
   * @param clientNonce 32 random bytes, hexadecimal
   * @param link true where the device does not play but asks to be linked to an account (sync.md
   *     8), whichever {@code accountId} it names; null otherwise
   */
  record Hello(
      int protocol,
      String app,
      int rules,
      @Nullable String serverId,
      String accountId,
      String incarnation,
      String publicKey,
      String clientNonce,
      @Nullable Boolean link)
      implements ClientMessage {
    /** Of a device that plays. */
    public Hello(
        int protocol,
        String app,
        int rules,
        @Nullable String serverId,
        String accountId,
        String incarnation,
        String publicKey,
        String clientNonce) {
      this(protocol, app, rules, serverId, accountId, incarnation, publicKey, clientNonce, null);
    }

    /** Whether the device asks to be linked. */
    public boolean links() {
      return Boolean.TRUE.equals(link);
    }

    /** Checks the parts. */
    public Hello {
      Bounds.text(app, 100, "app");
      if (serverId != null) {
        Ids.random(serverId, "serverId");
      }
      Ids.hash(accountId, "accountId");
      Ids.random(incarnation, "incarnation");
      Ids.hash(publicKey, "publicKey");
      Ids.hash(clientNonce, "clientNonce");
    }
  }

  /**
   * The proof of the key: a signature over {@link Proof#bytes}.
   *
   * @param signature Ed25519, 64 bytes, hexadecimal
   * @param checkpoint the seal on the state that the client holds; null before it holds one
   */
  record Prove(String signature, @Nullable Checkpoint checkpoint) implements ClientMessage {
    /** Checks the parts. */
    public Prove {
      Bounds.text(signature, 128, "signature");
    }
  }

  /**
   * The oldest mutations of the outbox.
   *
   * @param base the newest point of history that the client holds; null before it holds one
   * @param ackedSeq the highest number whose result the client has on disk
   * @param mutations at most {@value Bounds#PUSH_MUTATIONS}, each and together within {@link
   *     Bounds}
   */
  record Push(@Nullable EpochVersion base, long ackedSeq, List<Chained> mutations)
      implements ClientMessage {
    /** Checks the parts. */
    public Push {
      mutations = List.copyOf(mutations);
      Bounds.mutations(mutations);
      if (mutations.isEmpty()) {
        throw new IllegalArgumentException("mutations must not be empty");
      }
    }
  }

  /**
   * What the server forgot, as an answer to {@code welcome heal}: the newest state that the client
   * holds, with its seal.
   */
  record Heal(State state, Checkpoint checkpoint) implements ClientMessage {
    /** Checks the parts. */
    public Heal {
      Objects.requireNonNull(state, "state");
      Objects.requireNonNull(checkpoint, "checkpoint");
      if (!state.enrolled()) {
        throw new IllegalArgumentException("a state that can heal has a version");
      }
    }
  }

  /** I lost the thread: send me the whole state. */
  record Snapshot() implements ClientMessage {}

  /**
   * A question for the server's time.
   *
   * @param t0 the client's monotonic milliseconds, echoed
   */
  record Ping(long t0) implements ClientMessage {}

  /**
   * A call of an action, answered by one {@link ServerMessage.Reply}.
   *
   * @param id chosen by the client, unique in its session
   * @param version of the action, from 1
   */
  record Call(String id, String action, int version, JsonNode params) implements ClientMessage {
    /** Checks the parts. */
    public Call {
      Bounds.text(id, 64, "id");
      Bounds.text(action, 64, "action");
      if (!params.isObject()) {
        throw new IllegalArgumentException("params must be an object");
      }
    }
  }

  /**
   * Enters a room.
   *
   * @param since the last event seen there; null for a first join
   */
  record Join(String room, @Nullable RoomPoint since) implements ClientMessage {
    /** Checks the parts. */
    public Join {
      Bounds.room(room);
    }
  }

  /** Leaves a room. */
  record Leave(String room) implements ClientMessage {
    /** Checks the parts. */
    public Leave {
      Bounds.room(room);
    }
  }

  /**
   * Says something in a room.
   *
   * @param clientId chosen by the client; a repeated one is said once
   */
  record Say(String room, String clientId, String text) implements ClientMessage {
    /** Checks the parts. */
    public Say {
      Bounds.room(room);
      Bounds.text(clientId, 64, "clientId");
      Bounds.text(text, Bounds.SAY_CHARS, "text");
    }
  }

  /** Notices that were read and may go. */
  record InboxAck(List<String> ids) implements ClientMessage {
    /** Checks the parts. */
    public InboxAck {
      ids = List.copyOf(Objects.requireNonNull(ids, "ids"));
      Bounds.size(ids, 100, "ids");
    }
  }
}
