package dev.offing.server.action;

import dev.offing.sync.protocol.Codec;
import java.lang.reflect.RecordComponent;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The actions as HTTP has them, in OpenAPI 3.1. */
public final class OpenApi {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String PREFIX = "#/components/schemas/";
  private static final String BEARER = "bearer";

  private final Schemas schemas;

  private OpenApi(Codec codec) {
    this.schemas = new Schemas(codec, PREFIX);
  }

  /** The path of an action, which is short for its first version. */
  public static String path(Action<?> action) {
    return "/api/" + action.name() + (action.version() == 1 ? "" : "/" + action.version());
  }

  /** The document. */
  public static String of(List<Action<?>> actions, Codec codec, String version) {
    return codec.write(new OpenApi(codec).document(actions, version));
  }

  private ObjectNode document(List<Action<?>> actions, String version) {
    ObjectNode paths = JSON.objectNode();
    for (Action<?> action : actions) {
      ObjectNode path = JSON.objectNode();
      path.set("post", post(action));
      if (action.readsOnly()) {
        path.set("get", get(action));
      }
      paths.set(path(action), path);
    }
    ObjectNode bearer = JSON.objectNode();
    bearer.put("type", "http").put("scheme", "bearer");
    bearer.put("description", "What the action token gave, or the token of the administrator.");
    ObjectNode components = JSON.objectNode();
    components.set("schemas", schemas.named());
    components.set("securitySchemes", JSON.objectNode().set(BEARER, bearer));
    ObjectNode document = JSON.objectNode();
    document.put("openapi", "3.1.0");
    document.set("info", info(version));
    document.set("paths", paths);
    document.set("components", components);
    return document;
  }

  private static ObjectNode info(String version) {
    return JSON.objectNode()
        .put("title", "Offing")
        .put("version", version)
        .put(
            "description",
            "The actions of this server. Each answer is the frame that WebSocket and TCP send, too;"
                + " docs/protocol/README.md of the project says more.");
  }

  private ObjectNode post(Action<?> action) {
    ObjectNode body =
        JSON.objectNode().put("required", action.params().getRecordComponents().length > 0);
    body.set("content", json(schemas.of(action.params())));
    ObjectNode post = operation(action, "");
    post.set("requestBody", body);
    return post;
  }

  private ObjectNode get(Action<?> action) {
    ArrayNode parameters = JSON.arrayNode();
    for (RecordComponent part : action.params().getRecordComponents()) {
      ObjectNode parameter = JSON.objectNode().put("name", part.getName()).put("in", "query");
      parameter.put("required", !Schemas.mayBeLeftOut(part));
      parameter.set("schema", schemas.of(part.getGenericType()));
      parameters.add(parameter);
    }
    ObjectNode get = operation(action, "Get");
    get.set("parameters", parameters);
    return get;
  }

  private ObjectNode operation(Action<?> action, String suffix) {
    ObjectNode operation = JSON.objectNode();
    operation.put(
        "operationId", action.name() + (action.version() == 1 ? "" : action.version()) + suffix);
    operation.put("summary", action.does());
    ArrayNode security = JSON.arrayNode();
    if (action.roles().contains(Role.ANYONE)) {
      security.add(JSON.objectNode());
    }
    security.add(JSON.objectNode().set(BEARER, JSON.arrayNode()));
    operation.set("security", security);
    ObjectNode responses = JSON.objectNode();
    responses.set("200", response("The answer.", "result", schemas.of(action.result())));
    responses.set("default", response("Why there is none.", "error", error()));
    operation.set("responses", responses);
    return operation;
  }

  private static ObjectNode response(String says, String key, ObjectNode schema) {
    ObjectNode properties = JSON.objectNode();
    properties.set("type", JSON.objectNode().put("const", "reply"));
    properties.set("id", JSON.objectNode().put("type", "string"));
    properties.set(key, schema);
    ObjectNode reply = JSON.objectNode().put("type", "object");
    reply.set("properties", properties);
    reply.set("required", JSON.arrayNode().add("type").add("id").add(key));
    ObjectNode response = JSON.objectNode().put("description", says);
    response.set("content", json(reply));
    return response;
  }

  private static ObjectNode error() {
    ObjectNode text = JSON.objectNode().put("type", "string");
    ObjectNode properties = JSON.objectNode();
    properties.set("code", text);
    properties.set("message", text);
    properties.set("details", JSON.objectNode());
    ObjectNode error = JSON.objectNode().put("type", "object");
    error.set("properties", properties);
    return error.set("required", JSON.arrayNode().add("code").add("message"));
  }

  private static ObjectNode json(ObjectNode schema) {
    return JSON.objectNode().set("application/json", JSON.objectNode().set("schema", schema));
  }
}
