package dev.offing.server.redis;

import io.lettuce.core.RedisURI;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Where Redis is: one, several of which one is the primary, or some nodes of a cluster. {@code
 * redis://[:password@]host:port[,host:port][/database]}, {@code
 * redis-cluster://[:password@]host:port[,host:port]}; with {@code rediss} in place of {@code redis}
 * by TLS.
 *
 * @param cluster whether it is a cluster; then any of its nodes tells where the others are
 * @param nodes in the order in which they are asked
 */
public record RedisAddress(boolean cluster, List<RedisURI> nodes) {
  /** How it is written, for messages. */
  public static final String FORM =
      "redis://[:password@]host:port[,host:port][/database] or"
          + " redis-cluster://[:password@]host:port[,host:port]";

  private static final Set<String> SCHEMES =
      Set.of("redis", "rediss", "redis-cluster", "rediss-cluster");
  private static final String CLUSTER = "-cluster";

  /** Takes a copy of the list. */
  public RedisAddress {
    nodes = List.copyOf(nodes);
  }

  /**
   * Reads it.
   *
   * @throws IllegalArgumentException for what is no such address
   */
  public static RedisAddress of(URI uri) {
    String scheme = uri.getScheme() == null ? "" : uri.getScheme();
    String authority = uri.getRawAuthority();
    boolean cluster = scheme.endsWith(CLUSTER);
    String path = uri.getRawPath() == null ? "" : uri.getRawPath();
    if (!SCHEMES.contains(scheme) || authority == null || (cluster && path.length() > 1)) {
      throw new IllegalArgumentException("it is not of the form " + FORM);
    }
    String plain = scheme.substring(0, scheme.length() - (cluster ? CLUSTER.length() : 0));
    int at = authority.lastIndexOf('@');
    String secret = authority.substring(0, at + 1);
    return new RedisAddress(
        cluster,
        Arrays.stream(authority.substring(at + 1).split(",", -1))
            .map(host -> node(URI.create(plain + "://" + secret + host + path)))
            .toList());
  }

  private static RedisURI node(URI uri) {
    if (uri.getHost() == null) {
      throw new IllegalArgumentException("it is not of the form " + FORM);
    }
    return RedisURI.create(uri);
  }
}
