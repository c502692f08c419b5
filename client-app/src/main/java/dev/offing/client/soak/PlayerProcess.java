package dev.offing.client.soak;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A console player in a process of its own: orders go in, lines come out. */
final class PlayerProcess implements AutoCloseable {

  static final String SAVED = "saved ";

  private final Process process;
  private final Writer in;
  private final BufferedReader out;

  private PlayerProcess(Process process) {
    this.process = process;
    this.in = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
    this.out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /**
   * Starts one.
   *
   * @param before a folder that stands first on its class path
   */
  static PlayerProcess start(Path before, Path data, String profile, URI server)
      throws IOException {
    return new PlayerProcess(
        Child.of(
                before,
                List.of(
                    "play",
                    "--console",
                    "--data",
                    data.toString(),
                    "--profile",
                    profile,
                    "--server",
                    server.toString()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start());
  }

  /** Types a line. One who died meanwhile does not read it. */
  void type(String line) throws IOException {
    in.write(line + "\n");
    in.flush();
  }

  /** The next line; null when there is none and will be none. */
  @Nullable String readLine() throws IOException {
    return out.readLine();
  }

  /** All lines up to the first that is so. */
  List<String> readUntil(Predicate<String> so) throws IOException {
    List<String> lines = new ArrayList<>();
    String line;
    while ((line = out.readLine()) != null) {
      lines.add(line);
      if (so.test(line)) {
        return lines;
      }
    }
    throw new SoakException("the player ended; it said " + lines);
  }

  /** What is still in the pipe of one who died. */
  List<String> rest() throws IOException {
    List<String> lines = new ArrayList<>();
    String line;
    while ((line = out.readLine()) != null) {
      lines.add(line);
    }
    return lines;
  }

  /** Its exit code, once it ended. */
  int exitCode() {
    return process.exitValue();
  }

  /** Whether it lives. */
  boolean isAlive() {
    return process.isAlive();
  }

  /** {@code kill -9}. */
  void kill() throws InterruptedException {
    Child.kill(process);
  }

  /** Ends its input, and waits until it ended; kills it where it does not. */
  @Override
  public void close() throws IOException {
    if (process.isAlive()) {
      in.close();
    }
    Child.end(process);
  }
}
