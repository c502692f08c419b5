package dev.offing.examples.lemonade;

import dev.offing.server.StubServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Objects;

/** The server of the lemonade game: Offing's own, by another catalog, with its own Redis in it. */
public final class LemonadeServer {
  private LemonadeServer() {}

  /** Serves on port 4090 until it is stopped; keeps everything in {@code lemonade-server}. */
  public static void main(String[] args) throws IOException, InterruptedException {
    StubServer server = start(Path.of("lemonade-server"), 4090);
    Runtime.getRuntime().addShutdownHook(new Thread(server::close));
    System.out.printf(
        "Lemonade is served at %s; %s lists its actions. Ctrl-C stops it.%n",
        server.uri(), server.node().http());
    Thread.currentThread().join();
  }

  /** Starts a server; port 0 takes a free one. */
  static StubServer start(Path data, int port) throws IOException {
    Files.createDirectories(data);
    Path catalog = data.resolve("lemonade.json");
    try (InputStream in =
        Objects.requireNonNull(LemonadeServer.class.getResourceAsStream("lemonade.json"))) {
      Files.copy(in, catalog, StandardCopyOption.REPLACE_EXISTING);
    }
    return StubServer.start(
        data, Map.of("catalog", catalog.toString(), "port", Integer.toString(port)));
  }
}
