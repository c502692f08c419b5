package dev.offing.simulator.proxy.api;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Paths, methods, bodies and status codes of Toxiproxy 2.12. Thread-safe. */
final class Routes {
  /** Whose API this is, to the letter. */
  static final String VERSION = "2.12.0";

  private static final int OK = 200;
  private static final int CREATED = 201;
  private static final int NO_CONTENT = 204;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int NOT_ALLOWED = 405;

  private static final JsonMapper JSON = new JsonMapper();

  private final Proxies proxies;

  Routes(Proxies proxies) {
    this.proxies = proxies;
  }

  /**
   * A request.
   *
   * @param path as it stands in the address, without the query
   * @param agent the head {@code User-Agent}; empty for none
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Request(String method, String path, String agent, byte[] body) {}

  /**
   * An answer.
   *
   * @param contentType empty for an answer without a body
   * @param routed whether the path and the method are known: only then Toxiproxy gives it an id
   */
  record Answer(int status, String contentType, String body, boolean routed) {
    private static Answer json(int status, String body) {
      return new Answer(status, "application/json", body, /* routed= */ true);
    }

    /** What Go's {@code http.Error} makes of it. */
    private static Answer error(int status, String body, boolean routed) {
      return new Answer(status, "text/plain; charset=utf-8", body + "\n", routed);
    }
  }

  /** What is served at a path by a method. */
  private interface Deed {
    Answer answer(Proxies proxies, byte[] body);
  }

  Answer answer(Request request) {
    List<String> path = split(request.path());
    Set<String> methods = methods(path);
    if (methods.isEmpty()) {
      return Answer.error(NOT_FOUND, "404 page not found", /* routed= */ false);
    }
    if (!methods.contains(request.method())) {
      return new Answer(NOT_ALLOWED, "", "", /* routed= */ false);
    }
    if (request.agent().startsWith("Mozilla/")) {
      // No page in a browser may drive it.
      return Answer.error(FORBIDDEN, "User agent not allowed", /* routed= */ true);
    }
    try {
      Deed deed = deed(path, request.method());
      return proxies.locked(() -> deed.answer(proxies, request.body()));
    } catch (ApiException e) {
      return refused(e);
    } catch (RuntimeException e) {
      return refused(ApiException.failed(e.toString()));
    }
  }

  private static Answer refused(ApiException e) {
    return Answer.error(e.status(), JSON.writeValueAsString(error(e)), /* routed= */ true);
  }

  private static List<String> split(String path) {
    return Arrays.stream(path.substring(path.startsWith("/") ? 1 : 0).split("/", -1))
        // A plus is a plus in a path.
        .map(it -> URLDecoder.decode(it.replace("+", "%2B"), StandardCharsets.UTF_8))
        .toList();
  }

  private static Set<String> methods(List<String> path) {
    String pattern = path.contains("") ? "" : path.size() + path.getFirst();
    return switch (pattern) {
      case "1version" -> Set.of("GET");
      case "1reset", "1populate" -> Set.of("POST");
      case "1proxies" -> Set.of("GET", "POST");
      case "2proxies" -> Set.of("GET", "POST", "PATCH", "DELETE");
      case "3proxies" ->
          switch (path.get(2)) {
            case "toxics" -> Set.of("GET", "POST");
            case "preset" -> Set.of("POST"); // ours, not Toxiproxy's
            default -> Set.of();
          };
      case "4proxies" ->
          path.get(2).equals("toxics") ? Set.of("GET", "POST", "PATCH", "DELETE") : Set.of();
      default -> Set.of();
    };
  }

  private static Deed deed(List<String> path, String method) {
    boolean get = method.equals("GET");
    boolean delete = method.equals("DELETE");
    return switch (path.getFirst()) {
      case "version" -> (_, _) -> version();
      case "reset" -> (all, _) -> reset(all);
      case "populate" -> Routes::populate;
      default ->
          switch (path.size()) {
            case 1 -> get ? (all, _) -> index(all) : Routes::create;
            case 2 -> proxy(path.get(1), get, delete);
            case 3 -> path.get(2).equals("preset") ? preset(path.get(1)) : toxics(path.get(1), get);
            default -> toxic(path.get(1), path.get(3), get, delete);
          };
    };
  }

  private static Answer version() {
    return new Answer(
        OK,
        "application/json;charset=utf-8",
        "{\"version\": \"" + VERSION + "\"}\n",
        /* routed= */ true);
  }

  private static Answer nothing() {
    return new Answer(NO_CONTENT, "", "", /* routed= */ true);
  }

  private static Answer reset(Proxies all) {
    all.reset();
    return nothing();
  }

  private static Answer index(Proxies all) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    all.all().forEach(it -> json.set(it.name(), it.json()));
    return Answer.json(OK, JSON.writeValueAsString(json));
  }

  private static Answer create(Proxies all, byte[] body) {
    NamedProxy made = all.create(Body.object(body, "Proxy"));
    return Answer.json(CREATED, JSON.writeValueAsString(made.json()));
  }

  private static Answer populate(Proxies all, byte[] body) {
    List<NamedProxy> made = new ArrayList<>();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    int status = CREATED;
    try {
      all.populate(Body.list(body), made);
    } catch (ApiException e) {
      json = error(e);
      status = e.status();
    }
    if (made.isEmpty()) {
      json.putNull("proxies"); // as Go writes an empty list that was never made
    } else {
      ArrayNode list = json.putArray("proxies");
      made.forEach(it -> list.add(it.json()));
    }
    return Answer.json(status, JSON.writeValueAsString(json));
  }

  private static Deed proxy(String name, boolean get, boolean delete) {
    return (all, body) -> {
      NamedProxy proxy = all.get(name);
      if (delete) {
        all.remove(name);
        return nothing();
      }
      NamedProxy now = get ? proxy : all.update(name, Body.object(body, "Proxy"));
      return Answer.json(OK, JSON.writeValueAsString(now.json()));
    };
  }

  private static Deed preset(String name) {
    return (all, body) -> {
      NamedProxy proxy = all.get(name);
      proxy.toxics(Preset.read(body).toxics());
      return Answer.json(OK, JSON.writeValueAsString(proxy.json()));
    };
  }

  private static Deed toxics(String name, boolean get) {
    return (all, body) -> {
      NamedProxy proxy = all.get(name);
      if (!get) {
        Toxic toxic = Toxic.read(body);
        proxy.add(toxic);
        return Answer.json(OK, JSON.writeValueAsString(toxic.json()));
      }
      ArrayNode list = JsonNodeFactory.instance.arrayNode();
      proxy.toxics().forEach(it -> list.add(it.json()));
      return Answer.json(OK, JSON.writeValueAsString(list));
    };
  }

  private static Deed toxic(String name, String toxic, boolean get, boolean delete) {
    return (all, body) -> {
      NamedProxy proxy = all.get(name);
      Toxic found = proxy.toxic(toxic);
      if (delete) {
        proxy.remove(toxic);
        return nothing();
      }
      if (!get) {
        found = found.changed(body);
        proxy.replace(found);
      }
      return Answer.json(OK, JSON.writeValueAsString(found.json()));
    };
  }

  private static ObjectNode error(ApiException e) {
    return JsonNodeFactory.instance.objectNode().put("error", e.said()).put("status", e.status());
  }
}
