package dev.offing.simulator.bench.server;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.java_websocket.WebSocket;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.server.WebSocketServer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
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
  private static final int ID_BYTES = 16;
  private static final int NONCE_BYTES = 32;

  /** Whoever said hello. */
  private static final class Visitor {
    private final String account;
    private volatile @Nullable String room;

    Visitor(String account) {
      this.account = account;
    }
  }

  private final SecureRandom random = new SecureRandom();
  private final String serverId = hex(ID_BYTES);
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
      case "hello" -> {
        socket.setAttachment(new Visitor(call.path("accountId").stringValue()));
        socket.send(
            json.writeValueAsString(
                json.createObjectNode()
                    .put("type", "challenge")
                    .put("serverId", serverId)
                    .put("nonce", hex(NONCE_BYTES))
                    .put("serverNow", System.currentTimeMillis())));
      }
      case "prove" -> proved(socket, socket.<Visitor>getAttachment());
      case "join" -> {
        members.add(socket);
        Visitor visitor = socket.getAttachment();
        if (visitor == null) {
          socket.send("{\"type\":\"joined\"}");
        } else {
          joined(socket, visitor, call.path("room").stringValue());
        }
      }
      case "say" -> {
        ObjectNode said = json.createObjectNode().put("type", "room");
        said.set("event", call);
        var _ = redis.publish(ROOM, json.writeValueAsString(said));
      }
      default -> called(socket, call);
    }
  }

  /** Whose signature nobody looks at: what that costs is known. Since when it was away is noted. */
  private void proved(WebSocket socket, Visitor visitor) {
    String now = Long.toString(System.currentTimeMillis());
    var _ =
        redis
            .setGet("bare:seen:" + visitor.account, now)
            .thenAccept(before ->
                socket.send(
                    json.writeValueAsString(
                        json.createObjectNode()
                            .put("type", "welcome")
                            .put("account", visitor.account)
                            .put("seen", before))));
  }

  /** Members are kept in Redis, since other nodes have some, too. */
  private void joined(WebSocket socket, Visitor visitor, String room) {
    visitor.room = room;
    var _ = redis.zadd("bare:" + room, (double) System.currentTimeMillis(), visitor.account);
    var _ =
        redis
            .zrange("bare:" + room, 0, -1)
            .thenAccept(accounts -> {
              ObjectNode joined = json.createObjectNode().put("type", "joined").put("room", room);
              ArrayNode roster = joined.putArray("roster");
              accounts.forEach(it -> roster.addObject().put("id", it));
              socket.send(json.writeValueAsString(joined));
            });
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

  private String hex(int bytes) {
    byte[] value = new byte[bytes];
    random.nextBytes(value);
    return HexFormat.of().formatHex(value);
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
    Visitor visitor = socket.getAttachment();
    String room = visitor == null ? null : visitor.room;
    if (visitor != null && room != null) {
      var _ = redis.zrem("bare:" + room, visitor.account);
    }
  }

  @Override
  public void onError(@Nullable WebSocket socket, Exception e) {
    System.err.println("bare server: " + e);
  }
}
