package dev.offing.simulator.bench.server;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.java_websocket.WebSocket;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.server.WebSocketServer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The floor: Java-WebSocket, Jackson and Lettuce, and not a check, a limit or a session more. A
 * process of its own; it says its address as Offing's server does, and ends with its standard
 * input.
 */
final class BareServer extends WebSocketServer {
  /** The environment variable with the address of Redis. */
  static final String REDIS = "BARE_REDIS";

  private static final String ROOM = "bare:room";

  private final JsonMapper json = JsonMapper.builder().build();
  private final RedisAsyncCommands<String, String> redis;
  private final Set<WebSocket> members = ConcurrentHashMap.newKeySet();

  private BareServer(String address) {
    super(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    RedisClient client = RedisClient.create(address);
    redis = client.connect().async();
    StatefulRedisPubSubConnection<String, String> heard = client.connectPubSub();
    heard.addListener(
        new RedisPubSubAdapter<>() {
          @Override
          public void message(String channel, String text) {
            broadcast(text, members);
          }
        });
    heard.sync().subscribe(ROOM);
    setTcpNoDelay(true);
    setReuseAddr(true);
  }

  public static void main(String[] args) throws Exception {
    new BareServer(Objects.requireNonNull(System.getenv(REDIS))).start();
    while (System.in.read() >= 0) {
      // nothing is ever said there
    }
    Runtime.getRuntime().halt(0);
  }

  @Override
  public void onStart() {
    System.out.printf("{\"nodes\":[{\"ws\":\"ws://127.0.0.1:%d\"}]}%n", getPort());
    System.out.flush();
  }

  @Override
  public void onMessage(WebSocket socket, String text) {
    JsonNode call = json.readTree(text);
    switch (call.path("type").stringValue()) {
      case "join" -> {
        members.add(socket);
        socket.send("{\"type\":\"joined\"}");
      }
      case "say" -> {
        ObjectNode said = json.createObjectNode().put("type", "room");
        said.set("event", call);
        var _ = redis.publish(ROOM, json.writeValueAsString(said));
      }
      default -> called(socket, call);
    }
  }

  private void called(WebSocket socket, JsonNode call) {
    String id = call.path("id").stringValue();
    long number = call.path("params").path("number").longValue();
    if (call.path("action").stringValue().equals("echo")) {
      socket.send(reply(id, json.createObjectNode().put("number", number)));
    } else {
      var _ =
          redis
              .get("offing:recovers:" + number)
              .thenAccept(
                  it -> socket.send(reply(id, json.createObjectNode().put("found", it != null))));
    }
  }

  private String reply(String id, ObjectNode result) {
    ObjectNode reply = json.createObjectNode().put("type", "reply").put("id", id);
    reply.set("result", result);
    return json.writeValueAsString(reply);
  }

  @Override
  public void onOpen(WebSocket socket, ClientHandshake request) {}

  @Override
  public void onClose(WebSocket socket, int code, String reason, boolean byPeer) {
    members.remove(socket);
  }

  @Override
  public void onError(@Nullable WebSocket socket, Exception e) {
    System.err.println("bare server: " + e);
  }
}
