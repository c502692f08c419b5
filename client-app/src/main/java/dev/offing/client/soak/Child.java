package dev.offing.client.soak;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** Starts this very program in a process of its own, as {@code ./offing} does. */
final class Child {

  static final long PATIENCE_MS = 60_000;

  private static final int FIRST_PORT = 20_000;
  private static final int LAST_PORT = 32_000;
  private static final int PORT_TRIES = 100;

  private static final String MAIN = "dev.offing.client.OffingMain";

  private Child() {}

  /**
   * A process to start.
   *
   * @param before a folder that stands first on its class path
   * @param args as of {@code ./offing}
   */
  static ProcessBuilder of(Path before, List<String> args) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC"));
    String classPath = before + File.pathSeparator + System.getProperty("java.class.path");
    command.addAll(List.of("-cp", classPath, MAIN));
    command.addAll(args);
    return new ProcessBuilder(command);
  }

  /** Ends a process as {@code kill -9} does, and waits until it is gone. */
  static void kill(Process process) throws InterruptedException {
    // By its handle: the process itself would close the pipe, with what was said last in it.
    process.toHandle().destroyForcibly();
    if (!process.waitFor(PATIENCE_MS, TimeUnit.MILLISECONDS)) {
      throw new SoakException("process " + process.pid() + " survived its kill");
    }
  }

  /** Waits until a process has ended; kills one that takes too long. */
  static void end(Process process) {
    try {
      if (!process.waitFor(PATIENCE_MS, TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /**
   * A port that is free now, and stays so while a server is down: it is not one of those that the
   * system gives to outgoing connections.
   */
  static int freePort() {
    for (int attempt = 0; attempt < PORT_TRIES; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(FIRST_PORT, LAST_PORT);
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException _) {
        // somebody has it: another one
      }
    }
    throw new SoakException("no port is free from " + FIRST_PORT + " to " + LAST_PORT);
  }
}
