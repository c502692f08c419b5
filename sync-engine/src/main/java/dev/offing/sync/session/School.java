package dev.offing.sync.session;

import dev.offing.sync.account.World;
import dev.offing.sync.protocol.Calls;
import dev.offing.sync.protocol.ClientMessage;
import dev.offing.sync.protocol.Codec;
import dev.offing.sync.protocol.ProtocolException;
import dev.offing.sync.protocol.ServerMessage;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a device learns the rules that the server goes by: first the rows of the world, then each
 * catalog that they name and that is not here. One question at a time; nothing is ruled by until
 * all of it is there. Not thread-safe: belongs to the session.
 */
final class School {
  /** What an answer leads to. */
  sealed interface Answer {
    /** Something is missing yet. */
    record Ask(ClientMessage.Call question) implements Answer {}

    /**
     * Everything is there and on disk.
     *
     * @param otherRules whether what was predicted may be judged otherwise now
     */
    record Learnt(boolean otherRules) implements Answer {}

    /** The server does not tell. */
    record Untold(ServerMessage.@Nullable CallError why) implements Answer {}
  }

  private final Rules rules;
  private final Codec codec;
  private final Map<String, String> texts = new HashMap<>();
  private @Nullable World world;
  private String asked = "";
  private long questions;

  School(Rules rules, Codec codec) {
    this.rules = rules;
    this.codec = codec;
  }

  /** The first question. What an earlier lesson began is forgotten. */
  ClientMessage.Call begin(String worldEpoch) {
    texts.clear();
    world = null;
    return ask(Calls.WORLD, new Calls.WorldParams(rules.since(worldEpoch)));
  }

  private ClientMessage.Call ask(String action, Object params) {
    // Another name each time: an answer that comes late, or twice, is not one to this question.
    asked = "learn-" + ++questions;
    return new ClientMessage.Call(asked, action, 1, codec.toTree(params));
  }

  /** Whether this answers the open question. */
  boolean awaits(ServerMessage.Reply reply) {
    return reply.id().equals(asked);
  }

  /**
   * Reads the answer to the open question.
   *
   * @throws ProtocolException when it is not one
   * @throws IllegalArgumentException when its rules cannot rule
   */
  Answer read(ServerMessage.Reply reply) {
    if (reply.result() == null) {
      return new Answer.Untold(reply.error());
    }
    World next = world;
    if (next == null) {
      Calls.WorldResult got = codec.fromTree(reply.result(), Calls.WorldResult.class);
      next = rules.with(got.epoch(), got.rows());
      world = next;
    } else {
      Calls.CatalogResult got = codec.fromTree(reply.result(), Calls.CatalogResult.class);
      rules.parse(got.hash(), got.text());
      texts.put(got.hash(), got.text());
    }
    String missing = rules.missing(next, texts);
    if (missing != null) {
      return new Answer.Ask(ask(Calls.CATALOG, new Calls.CatalogParams(missing)));
    }
    asked = "";
    return new Answer.Learnt(rules.install(next, texts));
  }
}
