package dev.offing.simulator.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A seed is one history, on any machine: other collector, interpreted, other locale and zone. */
final class DeterminismTest {
  @Test
  void anotherJvmTellsTheSameTrace() throws Exception {
    String here = TraceMain.hashes();

    assertThat(TraceMain.hashes()).isEqualTo(here);
    assertThat(
            elsewhere(
                "-XX:+UseSerialGC",
                "-Xint",
                "-Duser.language=tr",
                "-Duser.country=TR",
                "-Duser.timezone=Pacific/Chatham"))
        .isEqualTo(here);
  }

  private static String elsewhere(String... options) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.add("-Dlogback.configurationFile=dev/offing/simulator/logback.xml");
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(TraceMain.class.getName());
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return out.strip();
  }
}
