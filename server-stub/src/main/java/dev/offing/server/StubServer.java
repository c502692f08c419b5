package dev.offing.server;

import dev.offing.server.redis.RedisBinary;
import java.net.URI;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/** A stub of one node in this process: another game's server, or what its tests play against. */
public final class StubServer implements AutoCloseable {
  private final SingleStub stub;

  private StubServer(SingleStub stub) {
    this.stub = stub;
  }

  /**
   * Starts one, with a Redis of its own unless the settings name one.
   *
   * @param data its data folder, which is made where it is missing
   * @param settings as in a file of {@code serve --config}: {@code catalog}, {@code port} ...
   * @throws ConfigException when a setting cannot be used
   * @throws dev.offing.server.fault.StubFailure when it cannot start, in a plain sentence
   */
  public static StubServer start(Path data, Map<String, String> settings) {
    Map<ConfigKey, String> flags = new EnumMap<>(ConfigKey.class);
    settings.forEach((name, text) ->
        flags.put(
            ConfigKey.of(name)
                .orElseThrow(
                    () -> new ConfigException("%s: there is no such setting".formatted(name))),
            text));
    ServerConfig config =
        new ConfigParser(ConfigSources.merge(flags, Map.of(), null), data).parse();
    return new StubServer(SingleStub.start(config, RedisBinary.ofThisMachine()));
  }

  /** Where its one node listens, on each protocol. */
  public RunningStub.Node node() {
    return stub.description().nodes().getFirst();
  }

  /** Where clients connect: {@code ws://127.0.0.1:port}. */
  public URI uri() {
    return URI.create(node().ws());
  }

  /** Stops it in order, within 10 s. What it knows stays in its data folder. */
  @Override
  public void close() {
    stub.close();
  }
}
