package dev.offing.simulator.proxy.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offing.server.cli.Cli;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code offing proxy} as a process: what it says, what it refuses, what it leaves behind. */
final class ProxyCommandTest {
  private static final JsonMapper JSON = new JsonMapper();

  @Test
  void killedItLeavesNoPortNoProcessAndNoFile(@TempDir Path folder) throws Exception {
    try (ServerSocket server = Ends.listen()) {
      Path config = folder.resolve("proxies.json");
      Files.writeString(
          config,
          "[{\"name\":\"second\",\"listen\":\"127.0.0.1:0\",\"upstream\":\"127.0.0.1:1\"}]");
      Process process =
          start(
              folder,
              "--upstream=127.0.0.1:" + server.getLocalPort(),
              "--api=127.0.0.1:0",
              "--seed=7",
              "--config=" + config);
      JsonNode ready = ready(process);
      assertThat(ready.get("pid").asLong()).isEqualTo(process.pid());
      assertThat(ready.get("proxies").get(0).get("name").asString()).isEqualTo("second");
      JsonNode proxy = ready.get("proxies").get(1);
      assertThat(proxy.get("name").asString()).isEqualTo("offing");
      int port = port(proxy.get("listen").asString());
      try (Ends ends = Ends.connect(port, server)) {
        Ends.write(ends.client, "hi");
        assertThat(Ends.read(ends.server, 2)).isEqualTo("hi");

        process.destroyForcibly();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      }
      assertThat(process.descendants()).isEmpty();
      bind(port);
      bind(port(ready.get("proxies").get(0).get("listen").asString()));
      bind(port(ready.get("api").asString()));
      try (Stream<Path> files = Files.list(folder)) {
        assertThat(files).containsExactly(config);
      }
    }
  }

  @Test
  void aPortInUseIsTold() throws Exception {
    try (ServerSocket taken = Ends.listen()) {
      String address = "127.0.0.1:" + taken.getLocalPort();
      assertThat(refused(1, "--api=" + address))
          .startsWith(address + " is in use by another program")
          .contains("another address with --api");
      assertThat(refused(1, "--api=127.0.0.1:0", "--listen=" + address, "--upstream=127.0.0.1:1"))
          .contains("listen tcp " + address + ": bind: address already in use");
    }
  }

  @Test
  void wrongFlagsAreTold() {
    assertThat(refused(2, "--lisen=127.0.0.1:0")).contains("Did you mean --listen?");
    assertThat(refused(2, "--listen=127.0.0.1:0")).contains("--listen wants --upstream");
    assertThat(refused(2, "--api=8474")).contains("'8474' is no value of --api");
    assertThat(refused(1, "--api=127.0.0.1:0", "--config=nowhere.json"))
        .contains("nowhere.json cannot be read");
  }

  private static String refused(int code, String... args) {
    StringWriter err = new StringWriter();
    CommandLine line = Cli.commandLine(new ProxyCommand()).setErr(new PrintWriter(err));
    assertThat(line.execute(args)).isEqualTo(code);
    return err.toString().replaceFirst("^[a-z ]+: ", "");
  }

  private static Process start(Path folder, String... args) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xshare:auto",
            "-XX:TieredStopAtLevel=1",
            "-Djava.io.tmpdir=" + folder,
            "-XX:-UsePerfData",
            "-cp",
            System.getProperty("java.class.path"),
            ProxyMain.class.getName());
    builder.command().addAll(java.util.List.of(args));
    return builder
        .directory(folder.toFile())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static JsonNode ready(Process process) throws IOException {
    BufferedReader out = process.inputReader();
    String line = out.readLine();
    assertThat(line).as("the proxy ended before it was ready").isNotNull();
    return JSON.readTree(line);
  }

  private static int port(String address) {
    return Integer.parseInt(address.replaceFirst(".*:", ""));
  }

  /** Fails if somebody still listens there. */
  private static void bind(int port) throws IOException {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true); // what the dead one sent last may still be under way
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }
  }
}
