package dev.offing.server.soak;

import dev.offing.server.redis.EmbeddedRedis;
import dev.offing.server.redis.RedisBinary;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A real Redis whose plug can be pulled, and that can come back empty or older. */
public final class Plug implements AutoCloseable {
  private static final String FILE = "appendonly.aof";

  private final Path folder;
  private final Path executable;
  private final URI address;
  private Process process;

  private Plug(Path folder, Path executable, URI address, Process process) {
    this.folder = folder;
    this.executable = executable;
    this.address = address;
    this.process = process;
  }

  /** Starts one in this data folder. */
  static Plug in(Path data) throws IOException {
    URI address;
    try (EmbeddedRedis installed = EmbeddedRedis.start(data, RedisBinary.ofThisMachine())) {
      address = installed.address();
    }
    Path folder = data.resolve(EmbeddedRedis.FOLDER);
    Path executable;
    try (Stream<Path> files = Files.list(folder)) {
      executable =
          files
              .filter(it -> it.getFileName().toString().startsWith("redis-server"))
              .findFirst()
              .orElseThrow();
    }
    return new Plug(folder, executable, address, launch(folder, executable));
  }

  /** With its password. */
  public URI address() {
    return address;
  }

  /** {@code kill -9}. */
  void pull() throws InterruptedException {
    process.toHandle().destroyForcibly();
    process.waitFor();
  }

  /** Starts it again on what its file holds. */
  void plugIn() throws IOException {
    process = launch(folder, executable);
  }

  /** Puts what its file holds aside; while it is unplugged it may be brought back. */
  Path copy(String name) throws IOException {
    return Files.copy(
        folder.resolve(FILE), folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
  }

  /** While it is unplugged: from now on its file holds this, or nothing at all. */
  void forget(@Nullable Path older) throws IOException {
    if (older == null) {
      Files.delete(folder.resolve(FILE));
    } else {
      Files.copy(older, folder.resolve(FILE), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      process.waitFor();
    } catch (InterruptedException _) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private static Process launch(Path folder, Path executable) throws IOException {
    Process process =
        new ProcessBuilder(executable.toString(), folder.resolve("redis.conf").toString())
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.contains("Ready to accept connections")) {
        Thread.ofVirtual().start(() -> drain(out));
        return process;
      }
    }
    throw new BrokenPromise("Redis did not start in " + folder);
  }

  private static void drain(BufferedReader out) {
    try {
      while (out.readLine() != null) {
        // nobody reads it, and it must not stand still
      }
    } catch (IOException _) {
      // the end
    }
  }
}
