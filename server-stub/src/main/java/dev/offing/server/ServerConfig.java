package dev.offing.server;

import dev.offing.server.gateway.Limits;
import dev.offing.server.gateway.Tls;
import dev.offing.sync.economy.Money;
import java.net.URI;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The effective configuration of a stub; a value that exists is valid.
 *
 * @param host address to listen on; a loopback address without {@code tls}
 * @param tls what is shown to clients; null for plain sockets
 * @param port WebSocket port of the first node, 0 for a free one each
 * @param httpPort HTTP port of the first node, 0 for a free one each
 * @param tcpPort port of JSON lines of the first node, 0 for a free one each
 * @param protocolPorts the same of protocols of one's own, by their names; a free one for others
 * @param data the data folder: key file, embedded Redis, record of the running stub
 * @param redis address of a Redis, of several or of a cluster ({@link
 *     dev.offing.server.redis.RedisAddress}), or null for the embedded one
 * @param redisReplicas replicas that have a commit before it is acknowledged, 0 to 5
 * @param redisWaitMs milliseconds that it waits for them at most, 1 to 2,000
 * @param catalog file of the rules, or null for the harbour's
 * @param tickMs milliseconds between two ticks of a session, 50 to 10,000
 * @param nodes number of processes, 1 to 16
 * @param roles what each node does, at least one
 * @param workers number of processes beside the nodes that run tasks and nothing else, 0 to 16
 * @param leaseMs milliseconds after which a node that says nothing is taken for dead, 400 to 60,000
 * @param exitWhenIdleS seconds without a client after which the stub ends, 0 for never
 * @param origins further origins that clients may dial besides loopback, as {@code ws://host:port}
 *     (docs/design/sync.md 8)
 * @param browserOrigins origins of web pages that may connect
 * @param adminToken of those who look after it; empty for none
 * @param tokenSeconds for which a device's token is good
 * @param clockAheadMs milliseconds that server time is to be ahead of real time at least, for
 *     tests; null for whatever it is
 * @param speed milliseconds of server time that pass in one of real time, for tests, 1 to 1,000
 * @param limits the bounds of docs/design/sync.md 8
 * @param codes what can be redeemed, code to grains
 */
public record ServerConfig(
    String host,
    @Nullable Tls tls,
    int port,
    int httpPort,
    int tcpPort,
    SortedMap<String, Integer> protocolPorts,
    Path data,
    @Nullable URI redis,
    int redisReplicas,
    int redisWaitMs,
    @Nullable Path catalog,
    int tickMs,
    int nodes,
    Set<Role> roles,
    int workers,
    int leaseMs,
    int exitWhenIdleS,
    List<String> origins,
    List<String> browserOrigins,
    String adminToken,
    int tokenSeconds,
    @Nullable Long clockAheadMs,
    int speed,
    Limits limits,
    SortedMap<String, Money> codes) {

  /** Takes copies of the lists and maps. */
  public ServerConfig {
    protocolPorts = Collections.unmodifiableSortedMap(new TreeMap<>(protocolPorts));
    roles = Set.copyOf(roles);
    codes = Collections.unmodifiableSortedMap(new TreeMap<>(codes));
    origins = List.copyOf(origins);
    browserOrigins = List.copyOf(browserOrigins);
  }

  /** The address of Redis as it may be shown: without its password. */
  public static String withoutPassword(URI redis) {
    String text = redis.toString();
    int at = text.lastIndexOf('@');
    int scheme = text.indexOf("//");
    return at < 0 ? text : text.substring(0, scheme + 2) + text.substring(at + 1);
  }
}
