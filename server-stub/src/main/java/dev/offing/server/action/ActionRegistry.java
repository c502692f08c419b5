package dev.offing.server.action;

import dev.offing.server.redis.RedisUnavailable;
import dev.offing.sync.protocol.ClientMessage;
import dev.offing.sync.protocol.Codec;
import dev.offing.sync.protocol.ProtocolException;
import dev.offing.sync.protocol.ServerMessage.CallError;
import dev.offing.sync.protocol.ServerMessage.Reply;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** Finds the action that a call names, checks its parameters and answers. Immutable. */
public final class ActionRegistry {
  private static final Logger log = LoggerFactory.getLogger(ActionRegistry.class);

  private final Codec codec;
  private final Map<String, Map<Integer, Action<?>>> actions = new TreeMap<>();

  /** Knows these actions. */
  public ActionRegistry(Codec codec, List<Action<?>> known) {
    this.codec = codec;
    for (Action<?> action : known) {
      Map<Integer, Action<?>> versions =
          actions.computeIfAbsent(action.name(), _ -> new TreeMap<>());
      if (versions.put(action.version(), action) != null) {
        throw new IllegalArgumentException("two actions are " + action.name());
      }
    }
  }

  /** The answer to a call: a result or an error, never an exception. */
  public Reply reply(Caller caller, ClientMessage.Call call) {
    Map<Integer, Action<?>> versions = actions.get(call.action());
    if (versions == null) {
      return error(
          call,
          "unknown_action",
          "there is no action '%s'; there are %s".formatted(call.action(), actions.keySet()));
    }
    Action<?> action = versions.get(call.version());
    if (action == null) {
      return error(
          call,
          "unknown_version",
          "action '%s' has the versions %s".formatted(call.action(), versions.keySet()));
    }
    if (action.linksDevices() != caller.links()) {
      return error(
          call,
          "wrong_session",
          caller.links()
              ? "this session is for being linked, and nothing else"
              : "this device belongs to an account; say hello with link to be linked");
    }
    try {
      return new Reply(call.id(), answer(caller, action, call.params()), null);
    } catch (ProtocolException e) {
      return error(call, "bad_params", e.getMessage());
    } catch (ActionException e) {
      return error(call, e.code(), e.getMessage());
    } catch (RedisUnavailable _) {
      return error(call, "unavailable", "the server cannot answer this now; try again");
    } catch (RuntimeException e) {
      log.error("action {} failed", call.action(), e);
      return error(call, "internal", "the server made a mistake; it is in its log");
    }
  }

  private <P> JsonNode answer(Caller caller, Action<P> action, JsonNode params) {
    return codec.toTree(action.answer(caller, codec.fromTree(params, action.params())));
  }

  private static Reply error(ClientMessage.Call call, String code, @Nullable String message) {
    return new Reply(call.id(), null, new CallError(code, String.valueOf(message), null));
  }
}
