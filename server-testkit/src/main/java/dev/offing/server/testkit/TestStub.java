package dev.offing.server.testkit;

import dev.offing.server.RunningStub;
import dev.offing.server.StubServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A stub in this process with a real Redis and a folder of its own, which goes with it. On
 * loopback, on free ports.
 */
public final class TestStub implements AutoCloseable {
  private static final int TOKEN_BYTES = 32;

  private final Path folder;
  private final String adminToken;
  private final StubServer stub;
  private final List<TestPlayer> guests = new ArrayList<>();

  private TestStub(Path folder, String adminToken, StubServer stub) {
    this.folder = folder;
    this.adminToken = adminToken;
    this.stub = stub;
  }

  /** Starts one. */
  public static TestStub start() {
    return start(Map.of());
  }

  /** Starts one with settings as in a file of {@code serve --config}. */
  public static TestStub start(Map<String, String> settings) {
    Map<String, String> all = new HashMap<>();
    all.put("auth-timeout-ms", "60000"); // a busy machine takes its time
    all.put("frames-per-second", "10000");
    all.put("frames-burst", "10000");
    try {
      Path folder = Files.createTempDirectory("offing-testkit");
      String token = random(TOKEN_BYTES);
      Path file = folder.resolve("admin-token");
      Files.writeString(file, token);
      if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
      }
      all.put("admin-token-file", file.toString());
      all.putAll(settings);
      return new TestStub(folder, token, StubServer.start(folder.resolve("data"), all));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where it listens. */
  public RunningStub.Node node() {
    return stub.node();
  }

  /** Where HTTP is. */
  public URI http() {
    return URI.create(node().http());
  }

  /** The port of a protocol: {@code ws}, {@code http}, {@code tcp}, or one's own. */
  public int port(String protocol) {
    RunningStub.Node node = node();
    String address =
        switch (protocol) {
          case "ws" -> node.ws();
          case "http" -> node.http();
          case "tcp" -> node.tcp();
          default -> {
            String own = node.other().get(protocol);
            if (own == null) {
              throw new IllegalArgumentException(
                  "no protocol '%s' is served; there are %s".formatted(protocol, node.other()));
            }
            yield own;
          }
        };
    return URI.create(address).getPort();
  }

  /** The token of those who look after it. */
  public String adminToken() {
    return adminToken;
  }

  /** A player whose account began by buying a rowboat, with a token; its session is over. */
  public TestPlayer player() {
    TestPlayer player = TestPlayer.arrives(URI.create(node().ws()));
    player.begins();
    player.leaves();
    return player;
  }

  /** The same with a session that stays open, so that nothing more changes its account. */
  public TestPlayer guest() {
    TestPlayer player = TestPlayer.arrives(URI.create(node().ws()));
    player.begins();
    guests.add(player);
    return player;
  }

  /** A player whose account has not begun, with a token; its session is over. */
  public TestPlayer newcomer() {
    TestPlayer player = TestPlayer.arrives(URI.create(node().ws()));
    player.leaves();
    return player;
  }

  static String random(int bytes) {
    byte[] random = new byte[bytes];
    new SecureRandom().nextBytes(random);
    return HexFormat.of().formatHex(random);
  }

  @Override
  public void close() {
    guests.forEach(TestPlayer::leaves);
    stub.close();
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
