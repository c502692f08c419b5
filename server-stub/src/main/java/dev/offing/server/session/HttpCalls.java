package dev.offing.server.session;

import dev.offing.server.account.AccountSession;
import dev.offing.server.account.Opened;
import dev.offing.server.account.Tokens;
import dev.offing.server.action.Action;
import dev.offing.server.action.ActionException;
import dev.offing.server.action.ActionsPage;
import dev.offing.server.action.Caller;
import dev.offing.server.action.OpenApi;
import dev.offing.server.gateway.HttpSite;
import dev.offing.server.metrics.Exposition;
import dev.offing.server.redis.RedisUnavailable;
import dev.offing.sync.protocol.ClientMessage;
import dev.offing.sync.protocol.Codec;
import dev.offing.sync.protocol.ProtocolException;
import dev.offing.sync.protocol.ServerMessage;
import dev.offing.sync.protocol.ServerMessage.CallError;
import dev.offing.sync.protocol.ServerMessage.Reply;
import dev.offing.sync.protocol.Versions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The actions over HTTP: each request a call, its answer the very frame that another protocol would
 * send. Of nobody's session: what a push needs is opened for it and closed after it. Safe for use
 * by many threads.
 */
public final class HttpCalls implements HttpSite {
  private static final String JSON = "application/json";
  private static final String HTML = "text/html; charset=utf-8";
  private static final String API = "/api/";
  private static final String NO_ID = "http";
  private static final long RETRY_MS = 1_000;

  private final Services services;
  private final String openApi;
  private final String page;
  private final Supplier<String> metrics;

  /**
   * The calls of a node.
   *
   * @param version of the server, for the description
   * @param metrics as Prometheus reads them
   */
  public HttpCalls(Services services, String version, Supplier<String> metrics) {
    this.services = services;
    this.metrics = metrics;
    List<Action<?>> actions = services.actions().all();
    this.openApi = OpenApi.of(actions, services.codec(), version);
    this.page = ActionsPage.of(actions, services.codec());
  }

  private record Health(String status) {}

  private record Readiness(boolean ready, List<String> reasons) {}

  @Override
  public Answer answer(Request request) {
    String path = request.path();
    if (path.startsWith(API)) {
      return api(request, path.substring(API.length()).split("/", -1));
    }
    if (!request.method().equals("GET")) {
      return problem(405, "wrong_method", "GET only", Map.of("Allow", "GET"));
    }
    return switch (path) {
      case "/" ->
          new Answer(
              200,
              HTML,
              page,
              Map.of("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'"));
      case "/openapi.json" -> new Answer(200, JSON, openApi, Map.of());
      case "/metrics" -> {
        String token = request.bearer();
        yield token != null && services.admin().is(token)
            ? new Answer(200, Exposition.TYPE, metrics.get(), Map.of())
            : problem(
                401,
                "unauthorized",
                "metrics are for those who have the token of admin-token-file",
                Map.of("WWW-Authenticate", "Bearer"));
      }
      case "/health" -> part(200, new Health("up"));
      case "/ready" -> {
        List<String> reasons = services.notReady().get();
        yield part(reasons.isEmpty() ? 200 : 503, new Readiness(reasons.isEmpty(), reasons));
      }
      default -> problem(404, "not_found", "there is no such page; / lists the actions", Map.of());
    };
  }

  // ---- calls ------------------------------------------------------------------------------------

  private Answer api(Request request, String[] names) {
    String id = request.id() == null ? NO_ID : request.id();
    AtomicReference<Reply> reply = new AtomicReference<>();
    try {
      int version = names.length == 1 ? 1 : version(names);
      Caller caller = caller(request);
      Action<?> action = services.actions().versions(names[0]).get(version);
      ClientMessage.Call call = call(id, names[0], version, params(request, action));
      services.actions().call(caller, call, reply::set);
    } catch (ProtocolException e) {
      // What is no frame elsewhere is answered as there.
      int status = e.code().equals(ProtocolException.TOO_LARGE) ? 413 : 400;
      return problem(status, e.code(), String.valueOf(e.getMessage()), Map.of());
    } catch (ActionException e) {
      reply.set(error(id, e.code(), String.valueOf(e.getMessage())));
    } catch (RedisUnavailable _) {
      reply.set(error(id, "unavailable", "the server cannot answer this now; try again"));
    }
    return told(Objects.requireNonNull(reply.get()));
  }

  /**
   * The call as another protocol would have sent it, read by the same code. The parameters are put
   * in as they came: a key that stands twice, or something after the end, is no frame.
   */
  private ClientMessage.Call call(String id, String action, int version, String params) {
    Codec codec = services.codec();
    String frame =
        "{\"type\":\"call\",\"id\":%s,\"action\":%s,\"version\":%d,\"params\":%s}"
            .formatted(codec.write(id), codec.write(action), version, params);
    return (ClientMessage.Call) codec.decodeClient(frame);
  }

  private static int version(String[] names) {
    if (names.length == 2 && names[1].matches("[1-9][0-9]{0,8}")) {
      return Integer.parseInt(names[1]);
    }
    throw new ActionException(
        "unknown_version", "an address is /api/ACTION, or /api/ACTION/VERSION, as /api/world/1");
  }

  private String params(Request request, @Nullable Action<?> action) {
    return switch (request.method()) {
      case "POST" -> ofBody(request);
      case "GET" -> ofQuery(request, action);
      default -> throw new ActionException("wrong_method", "GET and POST only");
    };
  }

  private String ofBody(Request request) {
    if (!request.query().isEmpty()) {
      throw new ActionException("bad_params", "the parameters of POST stand in its body");
    }
    if (request.body().isEmpty()) {
      return "{}";
    }
    if (!request.contentType().equals(JSON)) {
      // A page of another origin may send all others without asking.
      throw new ActionException("wrong_content", "the body is application/json");
    }
    return request.body();
  }

  private String ofQuery(Request request, @Nullable Action<?> action) {
    if (action == null) {
      return "{}"; // the registry says which there are
    }
    if (!action.readsOnly()) {
      throw new ActionException("wrong_method", "this action changes something: POST only");
    }
    return services
        .codec()
        .write(QueryParams.read(request.query(), action.params(), services.codec()));
  }

  // ---- callers ----------------------------------------------------------------------------------

  private Caller caller(Request request) {
    String token = request.bearer();
    if (token == null) {
      return new Caller.Anyone(request.remote());
    }
    if (services.admin().is(token)) {
      return new Caller.Admin(request.remote());
    }
    Tokens.Holder who =
        services
            .tokens()
            .check(token)
            .orElseThrow(() ->
                new ActionException(
                    "bad_token",
                    "this token is not good, or not any more; the action token makes another one"));
    Versions own = services.versions();
    if (own.messages(who.protocol()) != Versions.Fit.FITS
        || own.rulesOf(who.rules()) != Versions.Fit.FITS) {
      throw new ActionException("bad_token", "this token was made for another version of the game");
    }
    return services.player(
        who, false, request.remote(), (push, answer) -> push(who, request, push, answer));
  }

  /** By the code of every other session, which here lives for one push. */
  private void push(
      Tokens.Holder who, Request request, ClientMessage.Push push, Consumer<ServerMessage> answer) {
    if (!services.cannotJudge().get().isEmpty()) {
      answer.accept(new ServerMessage.RetryAfter(RETRY_MS));
      return;
    }
    AccountSession session =
        new AccountSession(
            who.account(),
            who.device(),
            who.incarnation(),
            _ -> {},
            services.enrolment(request.remote()),
            () -> {});
    AtomicReference<Opened> opened = new AtomicReference<>();
    try {
      services.accounts().open(session, null, opened::set);
    } catch (RedisUnavailable _) {
      answer.accept(new ServerMessage.RetryAfter(RETRY_MS));
      return;
    }
    if (opened.get() instanceof Opened.Refused refused) {
      answer.accept(new ServerMessage.Failure(refused.code(), refused.message()));
      return;
    }
    try {
      services.accounts().push(session, push, answer);
    } finally {
      services.accounts().close(session);
    }
  }

  // ---- answers ----------------------------------------------------------------------------------

  private Answer told(Reply reply) {
    CallError error = reply.error();
    int status = error == null ? 200 : status(error.code());
    Map<String, String> headers =
        switch (status) {
          case 401 -> Map.of("WWW-Authenticate", "Bearer");
          case 429, 503 -> Map.of("Retry-After", "1");
          default -> Map.of();
        };
    return new Answer(status, JSON, services.codec().encode(reply), headers);
  }

  private static int status(String code) {
    return switch (code) {
      case "bad_params" -> 400;
      case "unauthorized", "bad_token" -> 401;
      case "forbidden", "not_proved", "wrong_session" -> 403;
      case "unknown_action", "unknown_version" -> 404;
      case "wrong_method" -> 405;
      case "too_large" -> 413;
      case "wrong_content" -> 415;
      case "rate_limited", "too_many_tries" -> 429;
      case "internal" -> 500;
      case "unavailable" -> 503;
      default -> 409; // what an action says of the world as it is
    };
  }

  private static Reply error(String id, String code, String message) {
    return new Reply(id, null, new CallError(code, message, null));
  }

  private Answer problem(int status, String code, String message, Map<String, String> headers) {
    String text = services.codec().encode(new ServerMessage.Failure(code, message));
    return new Answer(status, JSON, text, headers);
  }

  private Answer part(int status, Record part) {
    return new Answer(status, JSON, services.codec().write(part), Map.of());
  }
}
