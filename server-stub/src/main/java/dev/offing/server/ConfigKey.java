package dev.offing.server;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Every setting of the stub: its key in a configuration file, its default as text and what it is
 * for. The flag is {@code --key}, where there is one; the environment variable is {@code
 * OFFING_KEY} with underscores.
 */
enum ConfigKey {
  HOST(
      "host",
      "127.0.0.1",
      "address to listen on; one that others reach wants tls-cert and tls-key"),
  TLS_CERT(
      "tls-cert",
      "",
      "PEM file of the certificate and those up to its CA; read again if it changes"),
  TLS_KEY("tls-key", "", "PEM file of its key, PKCS #8, for its owner alone"),
  PORT("port", "0", "WebSocket port, 0 takes a free one; with nodes, ports count up"),
  HTTP_PORT("http-port", "0", "HTTP port, 0 takes a free one; with nodes, ports count up"),
  TCP_PORT("tcp-port", "0", "port of JSON lines, 0 takes a free one; with nodes, ports count up"),
  PROTOCOL_PORTS(
      "protocol-ports", "", "ports of protocols of one's own, NAME=PORT each by commas; else free"),
  DATA("data", "", "data folder; empty: the platform's folder"),
  REDIS(
      "redis",
      "",
      "redis:// or redis-cluster:// address; empty: a Redis of the stub's own, in the data folder"),
  REDIS_REPLICAS(
      "redis-replicas", "0", "replicas that have a commit before it is acknowledged, if they can"),
  REDIS_WAIT("redis-wait-ms", "100", "milliseconds that a commit waits for replicas at most"),
  CATALOG("catalog", "", "file of the rules, see docs/catalog.md; empty: the harbour's"),
  TICK("tick", "250", "milliseconds between two ticks of a session"),
  NODES("nodes", "1", "number of processes on one Redis and one key file"),
  ROLES("roles", "gateway,worker", "what a node does: gateway, worker, or both by comma"),
  WORKERS("workers", "0", "number of processes beside the nodes that run tasks and nothing else"),
  LEASE("lease-ms", "5000", "milliseconds after which a node that says nothing is taken for dead"),
  EXIT_WHEN_IDLE(
      "exit-when-idle", "0", "seconds without a client after which the stub ends; 0: never"),
  ORIGINS("origins", "", "further origins that clients may dial, separated by commas"),
  BROWSER_ORIGINS("browser-origins", "", "origins of web pages that may connect, by commas"),
  ADMIN_TOKEN_FILE(
      "admin-token-file", "", "file with the token of those who look after it; empty: no admin"),
  TOKEN_SECONDS("token-seconds", "86400", "seconds for which a device's token is good"),
  LIMIT_LOOPBACK("limit-loopback", "false", "whether limits per address hold on loopback, too"),
  ENROLMENTS("enrolments-per-hour", "10", "new accounts per address and hour"),
  LINK_CODE("link-code-seconds", "300", "seconds for which a code that links a device is good"),
  WRONG_CODES("wrong-codes", "5", "codes that link nothing, per address and five minutes"),
  CONNECTIONS("connections", "2000", "open connections per node"),
  CONNECTIONS_PER_ADDRESS("connections-per-address", "50", "open connections per address"),
  FRAMES_PER_SECOND("frames-per-second", "50", "frames per second and connection, on average"),
  FRAMES_BURST("frames-burst", "200", "frames of one connection at once"),
  ADDRESS_FRAMES_PER_SECOND(
      "address-frames-per-second", "500", "frames per second and address, on average"),
  ADDRESS_FRAMES_BURST("address-frames-burst", "2000", "frames of one address at once"),
  AUTH_TIMEOUT("auth-timeout-ms", "5000", "milliseconds from connecting to a valid prove"),
  OUTBOUND_BYTES("outbound-bytes", "2097152", "bytes that may wait for a slow reader"),
  CHAT_BYTES("outbound-chat-bytes", "262144", "bytes beyond which chat is dropped with a mark"),
  CONTACT_EVERY("contact-every-ms", "300000", "milliseconds between two contact commits"),
  CLOCK(
      "clock",
      "",
      "how far ahead of real time it begins, for tests, as +8h or +2d12h30m; there is no way back"),
  SPEED("speed", "1", "how many times as fast its time runs, for tests"),
  LOG_FORMAT("log-format", "text", "what it logs to standard error: text, or json, a line each"),
  CODES("codes", "", "codes that give grains once, CODE=GRAINS each, by commas");

  private final String key;
  private final String defaultText;
  private final String purpose;

  ConfigKey(String key, String defaultText, String purpose) {
    this.key = key;
    this.defaultText = defaultText;
    this.purpose = purpose;
  }

  String key() {
    return key;
  }

  String defaultText() {
    return defaultText;
  }

  String purpose() {
    return purpose;
  }

  String environmentName() {
    return "OFFING_" + key.toUpperCase(Locale.ROOT).replace('-', '_');
  }

  static Optional<ConfigKey> of(String key) {
    return Arrays.stream(values()).filter(k -> k.key.equals(key)).findFirst();
  }

  static List<String> keys() {
    return Arrays.stream(values()).map(ConfigKey::key).toList();
  }
}
