package dev.offing.server.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisException;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.protocol.ProtocolVersion;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.resource.ClientResources;
import java.time.Duration;

/**
 * Opens connections to Redis as it is set up. Every method but {@code close} throws a {@link
 * RedisException} when nobody answers.
 */
interface Dialer extends AutoCloseable {
  Duration COMMAND_TIMEOUT = Duration.ofSeconds(3);
  Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

  /** The one for an address. */
  static Dialer to(RedisAddress address, ClientResources resources) {
    address.nodes().forEach(node -> node.setTimeout(COMMAND_TIMEOUT));
    return address.cluster()
        ? new ClusterDialer(address.nodes(), resources)
        : new PrimaryDialer(address.nodes(), resources);
  }

  /** The driver neither reconnects nor sends anything again. */
  static <B extends ClientOptions.Builder> B strict(B builder) {
    builder
        .autoReconnect(false)
        .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
        .protocolVersion(ProtocolVersion.RESP2)
        .socketOptions(SocketOptions.builder().connectTimeout(CONNECT_TIMEOUT).build())
        .timeoutOptions(TimeoutOptions.enabled(COMMAND_TIMEOUT));
    return builder;
  }

  /** For commands. */
  Line dial();

  /** To hear what is published, wherever. */
  StatefulRedisPubSubConnection<String, String> dialForSubscriptions();

  /** To wait at a key. */
  StatefulRedisConnection<String, String> dialForReading(String key);

  @Override
  void close();
}
