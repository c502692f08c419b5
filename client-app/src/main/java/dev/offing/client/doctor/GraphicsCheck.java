package dev.offing.client.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Whether a window can be opened here, and how it would be drawn. */
public final class GraphicsCheck implements Check {
  private static final long PATIENCE_S = 30;

  private final boolean display;

  /**
   * @param display whether there may be a display
   */
  public GraphicsCheck(boolean display) {
    this.display = display;
  }

  @Override
  public String name() {
    return "graphics";
  }

  @Override
  public List<Finding> look() throws IOException, InterruptedException {
    Process probe = new ProcessBuilder(command()).start();
    CompletableFuture<String> out = read(probe.getInputStream());
    CompletableFuture<String> err = read(probe.getErrorStream());
    probe.getOutputStream().close();
    if (!probe.waitFor(PATIENCE_S, TimeUnit.SECONDS)) {
      probe.destroyForcibly();
      return List.of(trouble("it does not start within %d seconds".formatted(PATIENCE_S)));
    }
    String said = out.join().strip();
    if (probe.exitValue() != 0 || said.isEmpty()) {
      return List.of(trouble(reason(err.join(), probe.exitValue())));
    }
    return List.of(
        display
            ? Finding.well("A window opens here; it is drawn %s.".formatted(said))
            : Finding.note(
                "There is no display (DISPLAY is not set). JavaFX itself starts.",
                "Play with --console, or with --headless; for a window, start it on a desktop."));
  }

  private Finding trouble(String why) {
    return Finding.trouble(
        "No window can be opened here (%s).".formatted(why),
        "Play with --console. For a window look at DISPLAY and at the libraries of JavaFX: GTK 3 and X11"
            + " on Linux.");
  }

  private List<String> command() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
    if (!display) {
      command.addAll(List.of("-Dglass.platform=Headless", "-Dprism.order=sw"));
    }
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), GraphicsProbe.class.getName()));
    return command;
  }

  private static CompletableFuture<String> read(InputStream from) {
    CompletableFuture<String> text = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(() -> {
          try (from) {
            text.complete(new String(from.readAllBytes(), StandardCharsets.UTF_8));
          } catch (IOException e) {
            text.complete(e.toString());
          }
        });
    return text;
  }

  /** The line that says what went wrong, among what libraries warn of. */
  private static String reason(String err, int code) {
    return err.lines()
        .filter(it -> it.contains("Exception") || it.contains("Error"))
        .map(it -> it.replaceFirst("^Exception in thread \"[^\"]*\" ", "").strip())
        .findFirst()
        .orElse("JavaFX ended with %d".formatted(code));
  }
}
