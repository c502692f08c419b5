package dev.offing.server;

import dev.offing.server.cli.Spans;
import dev.offing.server.fault.PrivateFile;
import dev.offing.server.gateway.Limits;
import dev.offing.server.gateway.Tls;
import dev.offing.server.redis.RedisAddress;
import dev.offing.sync.economy.Money;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes a {@link ServerConfig} of texts, or says which text is wrong and why. */
final class ConfigParser {
  private static final int MAX_PORT = 65_535;
  private static final int ADMIN_TOKEN_LEAST = 32;
  private static final int ADMIN_TOKEN_MOST = 256;
  private static final long MOST_CLOCK_MS = Duration.ofDays(100_000).toMillis();

  private final ConfigSources sources;
  private final Path platformData;

  /**
   * A parser of these sources.
   *
   * @param platformData the data folder where none is set
   */
  ConfigParser(ConfigSources sources, Path platformData) {
    this.sources = sources;
    this.platformData = platformData;
  }

  /**
   * The configuration.
   *
   * @throws ConfigException for the first value that cannot be used
   */
  ServerConfig parse() {
    if (!List.of("text", "json").contains(text(ConfigKey.LOG_FORMAT))) {
      throw bad(ConfigKey.LOG_FORMAT, "it must be text or json");
    }
    Tls tls = tls();
    ServerConfig config =
        new ServerConfig(
            host(tls != null),
            tls,
            number(ConfigKey.PORT, 0, MAX_PORT, ""),
            number(ConfigKey.HTTP_PORT, 0, MAX_PORT, ""),
            number(ConfigKey.TCP_PORT, 0, MAX_PORT, ""),
            protocolPorts(),
            data(),
            redis(),
            number(ConfigKey.REDIS_REPLICAS, 0, 5, ""),
            number(ConfigKey.REDIS_WAIT, 1, 2_000, " milliseconds"),
            catalog(),
            number(ConfigKey.TICK, 50, 10_000, " milliseconds"),
            number(ConfigKey.NODES, 1, 16, ""),
            roles(),
            number(ConfigKey.WORKERS, 0, 16, ""),
            number(ConfigKey.LEASE, 400, 60_000, " milliseconds"),
            number(ConfigKey.EXIT_WHEN_IDLE, 0, 86_400, " seconds"),
            origins(ConfigKey.ORIGINS, List.of("ws", "wss")),
            origins(ConfigKey.BROWSER_ORIGINS, List.of("http", "https")),
            adminToken(),
            number(ConfigKey.TOKEN_SECONDS, 60, 30 * 86_400, " seconds"),
            clock(),
            number(ConfigKey.SPEED, 1, 1_000, " times as fast"),
            limits(),
            codes());
    checkPorts(config);
    return config;
  }

  private Set<Role> roles() {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    for (String one : text(ConfigKey.ROLES).split(",", -1)) {
      roles.add(
          Arrays.stream(Role.values())
              .filter(role -> role.label().equals(one.strip()))
              .findFirst()
              .orElseThrow(() -> bad(ConfigKey.ROLES, "it must be gateway, worker, or both")));
    }
    return roles;
  }

  private Limits limits() {
    return new Limits(
        bool(ConfigKey.LIMIT_LOOPBACK),
        number(ConfigKey.ENROLMENTS, 0, 1_000_000, " an hour"),
        number(ConfigKey.LINK_CODE, 10, 86_400, " seconds"),
        number(ConfigKey.WRONG_CODES, 1, 1_000_000, " in five minutes"),
        number(ConfigKey.CONNECTIONS, 1, 100_000, ""),
        number(ConfigKey.CONNECTIONS_PER_ADDRESS, 1, 100_000, ""),
        number(ConfigKey.FRAMES_PER_SECOND, 1, 100_000, " a second"),
        number(ConfigKey.FRAMES_BURST, 1, 100_000, ""),
        number(ConfigKey.ADDRESS_FRAMES_PER_SECOND, 1, 1_000_000, " a second"),
        number(ConfigKey.ADDRESS_FRAMES_BURST, 1, 1_000_000, ""),
        number(ConfigKey.AUTH_TIMEOUT, 100, 60_000, " milliseconds"),
        number(ConfigKey.OUTBOUND_BYTES, 65_536, 64 << 20, " bytes"),
        number(ConfigKey.CHAT_BYTES, 1_024, 64 << 20, " bytes"),
        number(ConfigKey.CONTACT_EVERY, 1_000, 3_600_000, " milliseconds"));
  }

  private String host(boolean secured) {
    String text = text(ConfigKey.HOST);
    try {
      if (!text.isEmpty() && (secured || InetAddress.getByName(text).isLoopbackAddress())) {
        InetAddress _ = InetAddress.getByName(text);
        return text;
      }
    } catch (UnknownHostException _) {
      throw bad(ConfigKey.HOST, "there is no such host");
    }
    throw bad(
        ConfigKey.HOST,
        "without TLS it must be a loopback address, as 127.0.0.1: what is not encrypted does not"
            + " leave the machine. Name a certificate by --tls-cert and --tls-key, or put a proxy"
            + " with TLS before the stub, and name the address that is dialled in 'origins'");
  }

  private @Nullable Tls tls() {
    String certificate = text(ConfigKey.TLS_CERT);
    String key = text(ConfigKey.TLS_KEY);
    if (certificate.isEmpty() && key.isEmpty()) {
      return null;
    }
    if (certificate.isEmpty() || key.isEmpty()) {
      throw bad(
          certificate.isEmpty() ? ConfigKey.TLS_KEY : ConfigKey.TLS_CERT,
          "certificate and key go together; name tls-cert and tls-key");
    }
    try {
      if (PrivateFile.othersMayRead(Path.of(key))) {
        throw bad(ConfigKey.TLS_KEY, "others may read that file; chmod 600 keeps it to its owner");
      }
      return Tls.of(Path.of(certificate), Path.of(key));
    } catch (IOException | InvalidPathException _) {
      throw bad(ConfigKey.TLS_KEY, "there is no file that can be read");
    } catch (IllegalArgumentException e) {
      throw bad(ConfigKey.TLS_CERT, String.valueOf(e.getMessage()));
    }
  }

  private Path data() {
    String text = text(ConfigKey.DATA);
    try {
      return (text.isEmpty() ? platformData : Path.of(text)).toAbsolutePath().normalize();
    } catch (InvalidPathException _) {
      throw bad(ConfigKey.DATA, "it is not a path");
    }
  }

  private @Nullable URI redis() {
    String text = text(ConfigKey.REDIS);
    if (text.isEmpty()) {
      return null;
    }
    try {
      URI uri = URI.create(text);
      RedisAddress.of(uri);
      return uri;
    } catch (IllegalArgumentException _) {
      throw new ConfigException( // without the text, in which a password may stand
          "%s: it is not an address of the form %s"
              .formatted(sources.get(ConfigKey.REDIS).place(), RedisAddress.FORM));
    }
  }

  private @Nullable Path catalog() {
    String text = text(ConfigKey.CATALOG);
    if (text.isEmpty()) {
      return null;
    }
    try {
      Path file = Path.of(text).toAbsolutePath().normalize();
      if (Files.isReadable(file) && Files.isRegularFile(file)) {
        return file;
      }
    } catch (InvalidPathException _) {
      // the same
    }
    throw bad(ConfigKey.CATALOG, "there is no file that can be read");
  }

  private List<String> origins(ConfigKey key, List<String> schemes) {
    return Arrays.stream(text(key).split(",", -1))
        .map(String::strip)
        .filter(s -> !s.isEmpty())
        .map(s -> {
          URI uri;
          try {
            uri = URI.create(s);
          } catch (IllegalArgumentException _) {
            throw bad(key, "'%s' is not an origin".formatted(s));
          }
          if (uri.getHost() == null
              || !schemes.contains(uri.getScheme())
              || !uri.getPath().isEmpty()) {
            throw bad(
                key, "'%s' is not of the form %s://host[:port]".formatted(s, schemes.getLast()));
          }
          return s.toLowerCase(Locale.ROOT);
        })
        .toList();
  }

  private SortedMap<String, Money> codes() {
    SortedMap<String, Money> codes = new TreeMap<>();
    for (String one : text(ConfigKey.CODES).split(",", -1)) {
      if (one.isBlank()) {
        continue;
      }
      String[] parts = one.strip().split("=", 2);
      if (parts.length < 2 || parts[0].isBlank() || !parts[1].matches("[1-9][0-9]{0,299}")) {
        throw bad(ConfigKey.CODES, "'%s' is not of the form CODE=GRAINS".formatted(one.strip()));
      }
      codes.put(parts[0].strip(), Money.parse(parts[1]));
    }
    return codes;
  }

  /** Fixed ports count up, and no two may meet. */
  private void checkPorts(ServerConfig config) {
    record Fixed(ConfigKey key, String of, int port) {}
    List<Fixed> fixed =
        new ArrayList<>(
            List.of(
                new Fixed(ConfigKey.PORT, "--port", config.port()),
                new Fixed(ConfigKey.HTTP_PORT, "--http-port", config.httpPort()),
                new Fixed(ConfigKey.TCP_PORT, "--tcp-port", config.tcpPort())));
    config
        .protocolPorts()
        .forEach((name, port) -> fixed.add(new Fixed(ConfigKey.PROTOCOL_PORTS, name, port)));
    for (int i = 0; i < fixed.size(); i++) {
      Fixed one = fixed.get(i);
      if (one.port == 0) {
        continue;
      }
      if (one.port + config.nodes() - 1 > MAX_PORT) {
        throw bad(one.key, "%d nodes count up beyond port %d".formatted(config.nodes(), MAX_PORT));
      }
      for (Fixed other : fixed.subList(0, i)) {
        if (other.port != 0 && Math.abs(one.port - other.port) < config.nodes()) {
          throw bad(
              one.key,
              "the ports of the nodes would meet those of %s %d".formatted(other.of, other.port));
        }
      }
    }
  }

  private SortedMap<String, Integer> protocolPorts() {
    SortedMap<String, Integer> ports = new TreeMap<>();
    for (String one : text(ConfigKey.PROTOCOL_PORTS).split(",", -1)) {
      if (one.isBlank()) {
        continue;
      }
      String[] parts = one.strip().split("=", 2);
      boolean good =
          parts.length == 2 && parts[0].matches("[a-z0-9]+") && parts[1].matches("[0-9]{1,5}");
      if (!good || Integer.parseInt(parts[1]) > MAX_PORT) {
        throw bad(
            ConfigKey.PROTOCOL_PORTS, "'%s' is not of the form NAME=PORT".formatted(one.strip()));
      }
      ports.put(parts[0], Integer.parseInt(parts[1]));
    }
    return ports;
  }

  /** What the file holds, without its last line feed. */
  private String adminToken() {
    String text = text(ConfigKey.ADMIN_TOKEN_FILE);
    if (text.isEmpty()) {
      return "";
    }
    String token;
    try {
      Path file = Path.of(text);
      if (PrivateFile.othersMayRead(file)) {
        throw bad(
            ConfigKey.ADMIN_TOKEN_FILE,
            "others may read that file; chmod 600 keeps it to its owner");
      }
      token = Files.readString(file).strip();
    } catch (IOException | InvalidPathException _) {
      throw bad(ConfigKey.ADMIN_TOKEN_FILE, "there is no file that can be read");
    }
    if (!token.matches("[!-~]{%d,%d}".formatted(ADMIN_TOKEN_LEAST, ADMIN_TOKEN_MOST))) {
      throw bad(
          ConfigKey.ADMIN_TOKEN_FILE,
          "the token in it must have %d to %d characters and no blanks; openssl rand -hex 32 makes one"
              .formatted(ADMIN_TOKEN_LEAST, ADMIN_TOKEN_MOST));
    }
    return token;
  }

  private @Nullable Long clock() {
    String text = text(ConfigKey.CLOCK);
    if (text.isEmpty()) {
      return null;
    }
    boolean behind = text.startsWith("-");
    long ms = Spans.parse(behind || text.startsWith("+") ? text.substring(1) : text).orElse(-1);
    if (ms < 0 || ms > MOST_CLOCK_MS) {
      throw bad(ConfigKey.CLOCK, "it must be a span of time, as +8h, +2d12h or +90m");
    }
    return behind ? -ms : ms;
  }

  private boolean bool(ConfigKey key) {
    return switch (text(key)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw bad(key, "it must be true or false");
    };
  }

  private int number(ConfigKey key, int least, int most, String unit) {
    try {
      int value = Integer.parseInt(text(key));
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException _) {
      throw bad(key, "it must be a whole number from %,d to %,d%s".formatted(least, most, unit));
    }
    throw bad(key, "it must be from %,d to %,d%s".formatted(least, most, unit));
  }

  private String text(ConfigKey key) {
    return sources.get(key).text();
  }

  private ConfigException bad(ConfigKey key, String reason) {
    ConfigSources.Setting setting = sources.get(key);
    boolean flag = setting.place().equals("--" + key.key());
    return new ConfigException(
        flag
            ? "%s %s: %s".formatted(setting.place(), setting.text(), reason)
            : "%s: %s = %s: %s".formatted(setting.place(), key.key(), setting.text(), reason));
  }
}
