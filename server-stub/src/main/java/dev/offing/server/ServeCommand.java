package dev.offing.server;

import dev.offing.server.fault.StubFailure;
import dev.offing.server.redis.RedisBinary;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./offing serve}: reads the settings, starts the stub, says where it is, and stays. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description = "Runs the server stub with a real Redis of its own.",
    footer = {
      "",
      "A flag beats the environment (OFFING_PORT), that beats the file of --config (port = 7071),",
      "that beats the default. --print-config shows them all, also those that have no flag.",
      "When ready, standard output gets one JSON line: {nodes: [{ws, http, tcp, pid}], redis, data}."
    })
public final class ServeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      description = "to listen on (127.0.0.1); one that others reach wants TLS")
  private @Nullable String host;

  @Option(
      names = "--tls-cert",
      paramLabel = "FILE",
      description = "PEM of the certificate and those up to its CA; read again when it changes")
  private @Nullable String tlsCert;

  @Option(names = "--tls-key", paramLabel = "FILE", description = "PEM of its key, PKCS #8")
  private @Nullable String tlsKey;

  @Option(
      names = "--origins",
      paramLabel = "ORIGINS",
      description = "what clients dial besides loopback, as wss://play.example, by commas")
  private @Nullable String origins;

  @Option(names = "--port", paramLabel = "PORT", description = "for WebSocket; 0: a free one (0)")
  private @Nullable String port;

  @Option(names = "--http-port", paramLabel = "PORT", description = "for HTTP; 0: a free one (0)")
  private @Nullable String httpPort;

  @Option(
      names = "--tcp-port",
      paramLabel = "PORT",
      description = "for JSON lines; 0: a free one (0)")
  private @Nullable String tcpPort;

  @Option(
      names = "--admin-token-file",
      paramLabel = "FILE",
      description = "the token of those who look after it (nobody does)")
  private @Nullable String adminTokenFile;

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      description = "where it keeps everything (the platform's data folder)")
  private @Nullable String data;

  @Option(
      names = "--redis",
      paramLabel = "URI",
      description = "a Redis that runs already (it brings its own)")
  private @Nullable String redis;

  @Option(
      names = "--catalog",
      paramLabel = "FILE",
      description = "the rules, as docs/catalog.md explains them (the harbour's)")
  private @Nullable String catalog;

  @Option(names = "--tick", paramLabel = "MS", description = "between two ticks, 50 to 10000 (250)")
  private @Nullable String tick;

  @Option(
      names = "--nodes",
      paramLabel = "N",
      description = "so many processes; fixed ports count up (1)")
  private @Nullable String nodes;

  @Option(
      names = "--roles",
      paramLabel = "ROLES",
      description = "gateway, worker, or both (gateway,worker); a mere worker opens no port")
  private @Nullable String roles;

  @Option(
      names = "--workers",
      paramLabel = "N",
      description = "so many processes more that run tasks and nothing else (0)")
  private @Nullable String workers;

  @Option(
      names = "--exit-when-idle",
      paramLabel = "S",
      description = "end after so many seconds without a client; 0: never (0)")
  private @Nullable String exitWhenIdle;

  @Option(
      names = "--clock",
      paramLabel = "+SPAN",
      description = "for tests: so far ahead of real time, as +8h; there is no way back")
  private @Nullable String clock;

  @Option(
      names = "--speed",
      paramLabel = "N",
      description = "for tests: its time runs so many times as fast, 1 to 1000 (1)")
  private @Nullable String speed;

  @Option(names = "--config", paramLabel = "FILE", description = "a file of key = value")
  private @Nullable Path config;

  @Option(names = "--print-config", description = "show the effective settings, without secrets")
  private boolean printConfig;

  @Option(names = "--member", hidden = true, description = "be one node of a stub of several")
  private boolean member;

  @Override
  public Integer call() throws InterruptedException {
    ConfigSources sources;
    ServerConfig effective;
    try {
      sources = ConfigSources.merge(flags(), System.getenv(), config);
      logToStandardError(sources.get(ConfigKey.LOG_FORMAT).text());
      effective = new ConfigParser(sources, DataFolder.ofThisPlatform()).parse();
    } catch (ConfigException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
    if (printConfig) {
      sources.print(effective).forEach(spec.commandLine().getOut()::println);
      spec.commandLine().getOut().flush();
      return 0;
    }
    return serve(sources, effective);
  }

  private int serve(ConfigSources sources, ServerConfig effective) throws InterruptedException {
    Stopper stopper = new Stopper(Thread.currentThread());
    Runtime.getRuntime().addShutdownHook(new Thread(stopper::stop, "stop"));
    Stub stub = stopper.starting(() -> start(sources, effective));
    if (member) {
      Thread.ofPlatform().daemon().name("parent-watch").start(() -> awaitEndOfInput(stub));
    } else {
      record(stub, effective);
    }
    System.out.println(stub.description().json());
    System.out.flush();
    stub.ended().await();
    stub.close();
    return stub.exitCode();
  }

  private Stub start(ConfigSources sources, ServerConfig effective) {
    if (member) {
      URI address = Objects.requireNonNull(effective.redis(), "a member has a Redis");
      return SingleStub.startMember(effective, address);
    }
    return effective.nodes() == 1 && effective.workers() == 0
        ? SingleStub.start(effective, RedisBinary.ofThisMachine())
        : SeveralStub.start(
            effective, sources.asEnvironment(effective), RedisBinary.ofThisMachine());
  }

  private static void record(Stub stub, ServerConfig effective) {
    try {
      stub.description().record(effective.data());
    } catch (IOException e) {
      stub.close();
      throw new StubFailure(
          "The stub cannot note in %s that it runs. It was stopped; nothing was changed."
              .formatted(effective.data()),
          e);
    }
  }

  /** The end of standard input is the end of the process that started this node. */
  private static void awaitEndOfInput(Stub stub) {
    try {
      while (System.in.read() >= 0) {
        // nothing is ever said there
      }
    } catch (IOException _) {
      // the same
    }
    stub.ended().countDown();
  }

  private Map<ConfigKey, String> flags() {
    Map<ConfigKey, @Nullable String> given = new HashMap<>();
    given.put(ConfigKey.HOST, host);
    given.put(ConfigKey.TLS_CERT, tlsCert);
    given.put(ConfigKey.TLS_KEY, tlsKey);
    given.put(ConfigKey.ORIGINS, origins);
    given.put(ConfigKey.PORT, port);
    given.put(ConfigKey.HTTP_PORT, httpPort);
    given.put(ConfigKey.TCP_PORT, tcpPort);
    given.put(ConfigKey.ADMIN_TOKEN_FILE, adminTokenFile);
    given.put(ConfigKey.DATA, data);
    given.put(ConfigKey.REDIS, redis);
    given.put(ConfigKey.CATALOG, catalog);
    given.put(ConfigKey.TICK, tick);
    given.put(ConfigKey.NODES, nodes);
    given.put(ConfigKey.ROLES, roles);
    given.put(ConfigKey.WORKERS, workers);
    given.put(ConfigKey.EXIT_WHEN_IDLE, exitWhenIdle);
    given.put(ConfigKey.CLOCK, clock);
    given.put(ConfigKey.SPEED, speed);
    Map<ConfigKey, String> flags = new EnumMap<>(ConfigKey.class);
    given.forEach((key, text) -> {
      if (text != null) {
        flags.put(key, text);
      }
    });
    return flags;
  }

  /** Before the first logger is made. Whoever configured logging already keeps that. */
  static void logToStandardError() {
    logToStandardError("text");
  }

  private static void logToStandardError(String format) {
    String key = "logback.configurationFile";
    if (System.getProperty(key) == null) {
      String name = format.equals("json") ? "logback-json.xml" : "logback.xml";
      System.setProperty(key, "dev/offing/server/" + name);
    }
  }
}
