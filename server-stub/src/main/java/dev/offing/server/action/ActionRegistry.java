package dev.offing.server.action;

import dev.offing.server.fault.Installed;
import dev.offing.server.redis.RedisUnavailable;
import dev.offing.sync.protocol.ClientMessage;
import dev.offing.sync.protocol.Codec;
import dev.offing.sync.protocol.Nearest;
import dev.offing.sync.protocol.ProtocolException;
import dev.offing.sync.protocol.ServerMessage.CallError;
import dev.offing.sync.protocol.ServerMessage.Reply;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * Finds the action that a call names, lets it through the middleware, checks its parameters and
 * answers. Safe for use by many threads.
 */
public final class ActionRegistry {
  private static final Logger log = LoggerFactory.getLogger(ActionRegistry.class);
  private static final Pattern NAME = Pattern.compile("[a-zA-Z][a-zA-Z0-9]{0,63}");

  private final Codec codec;
  private final ActionParts parts;
  private final List<Middleware> around;
  private final SortedMap<String, SortedMap<Integer, Action<?>>> actions = new TreeMap<>();

  /**
   * Knows these actions, and {@code describe}, which lists them.
   *
   * @param middleware what else happens around each call, the first one outermost
   * @throws IllegalArgumentException when two have one name and version, or one has no good name
   */
  public ActionRegistry(
      Codec codec,
      Collection<? extends Action<?>> known,
      ActionParts parts,
      List<Middleware> middleware) {
    this.codec = codec;
    this.parts = parts;
    this.around = new ArrayList<>(middleware);
    around.add(new RolesMiddleware());
    known.forEach(this::add);
    add(new DescribeAction(codec, this::all));
  }

  /** All that ServiceLoader finds: those of this server, and of whoever put more on its path. */
  public static List<Action<?>> found() {
    List<Action<?>> found = new ArrayList<>();
    Installed.of(Action.class).forEach(found::add);
    return found;
  }

  private void add(Action<?> action) {
    if (!NAME.matcher(action.name()).matches() || action.version() < 1) {
      throw new IllegalArgumentException(
          "%s is called '%s', version %d: a name is a letter, then letters and digits; versions"
                  .formatted(action.getClass().getName(), action.name(), action.version())
              + " begin with 1");
    }
    Action<?> other =
        actions.computeIfAbsent(action.name(), _ -> new TreeMap<>()).put(action.version(), action);
    if (other != null) {
      throw new IllegalArgumentException(
          "%s and %s are both action '%s', version %d"
              .formatted(
                  other.getClass().getName(),
                  action.getClass().getName(),
                  action.name(),
                  action.version()));
    }
  }

  /** All of them, by name and version. */
  public List<Action<?>> all() {
    return actions.values().stream().<Action<?>>flatMap(it -> it.values().stream()).toList();
  }

  /** The versions of an action; none where there is no such action. */
  public SortedMap<Integer, Action<?>> versions(String name) {
    return Collections.unmodifiableSortedMap(actions.getOrDefault(name, new TreeMap<>()));
  }

  /** Answers a call once, before it returns: by a result or an error, never by an exception. */
  public void call(Caller caller, ClientMessage.Call call, Consumer<Reply> to) {
    Map<Integer, Action<?>> versions = actions.get(call.action());
    if (versions == null) {
      to.accept(error(call, "unknown_action", noAction(call.action())));
      return;
    }
    Action<?> action = versions.get(call.version());
    if (action == null) {
      to.accept(
          error(
              call,
              "unknown_version",
              "action '%s' has the versions %s".formatted(call.action(), versions.keySet())));
      return;
    }
    Once once = new Once(call, to);
    try {
      step(caller, action, 0, () -> answer(caller, action, call, once));
    } catch (ProtocolException e) {
      once.accept(error(call, "bad_params", e.getMessage()));
    } catch (ActionException e) {
      once.accept(error(call, e.code(), e.getMessage()));
    } catch (RedisUnavailable _) {
      once.accept(error(call, "unavailable", "the server cannot answer this now; try again"));
    } catch (RuntimeException e) {
      log.error("action {} failed", call.action(), e);
      once.accept(error(call, "internal", "the server made a mistake; it is in its log"));
    }
    once.end();
  }

  private void step(Caller caller, Action<?> action, int next, Runnable answer) {
    if (next == around.size()) {
      answer.run();
    } else {
      around.get(next).around(caller, action, () -> step(caller, action, next + 1, answer));
    }
  }

  private <P> void answer(Caller caller, Action<P> action, ClientMessage.Call call, Once to) {
    checkNames(call.params(), action.params());
    action.answer(
        caller,
        codec.fromTree(call.params(), action.params()),
        parts,
        result -> to.accept(new Reply(call.id(), codec.toTree(result), null)));
  }

  /** Before their values: a parameter that is misspelt would be told as one that is missing. */
  private static void checkNames(JsonNode params, Class<?> record) {
    List<String> names =
        Stream.of(record.getRecordComponents()).map(RecordComponent::getName).toList();
    for (String name : params.propertyNames()) {
      if (!names.contains(name)) {
        throw new ActionException(
            "bad_params",
            Nearest.to(name, names)
                .map(it -> "there is no parameter '%s'; the nearest is '%s'".formatted(name, it))
                .orElse("there is no parameter '%s', nor any other".formatted(name)));
      }
    }
  }

  /** A call has one answer, also where an action gave one and broke off then. Of one thread. */
  private static final class Once implements Consumer<Reply> {
    private final ClientMessage.Call call;
    private final Consumer<Reply> to;
    private boolean answered;

    Once(ClientMessage.Call call, Consumer<Reply> to) {
      this.call = call;
      this.to = to;
    }

    @Override
    public void accept(Reply reply) {
      if (!answered) {
        answered = true;
        to.accept(reply);
      }
    }

    void end() {
      if (!answered) {
        log.error("action {} gave no answer", call.action());
        accept(error(call, "internal", "the server made a mistake; it is in its log"));
      }
    }
  }

  private String noAction(String name) {
    return "there is no action '%s'; the nearest is '%s'. The action 'describe' lists them all"
        .formatted(name, Nearest.to(name, actions.keySet()).orElse(""));
  }

  private static Reply error(ClientMessage.Call call, String code, @Nullable String message) {
    return new Reply(call.id(), null, new CallError(code, String.valueOf(message), null));
  }
}
