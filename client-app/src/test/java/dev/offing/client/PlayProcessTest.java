package dev.offing.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offing.client.soak.RichCatalog;
import dev.offing.server.RunningStub;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole game in processes of its own, as a person starts it. */
final class PlayProcessTest {

  @TempDir Path folder;

  /** How a process ended, and what it said. */
  private record Ended(int code, List<String> out, String err) {}

  @Test
  void aHeadlessGameStartsItsOwnServerBuysByRobotAndBothAgree() throws Exception {
    Path picture = folder.resolve("shot.png");
    Path data = folder.resolve("data");
    Ended game =
        play(
            "--data",
            data.toString(),
            "--headless",
            "--for",
            "4",
            "--buy",
            "rowboat",
            "--screenshot",
            picture.toString());
    assertThat(game.err()).isEmpty();
    JsonNode json = JsonMapper.builder().build().readTree(game.out().getLast());
    assertThat(json.get("purchases").asInt()).isEqualTo(1);
    assertThat(json.get("connected").asBoolean()).isTrue();
    assertThat(json.get("pending").asInt()).isZero();
    assertThat(json.get("version").asInt()).isPositive();
    assertThat(json.get("digestEqual").asBoolean()).isTrue();
    assertThat(json.get("confirmed").asString()).isEqualTo(json.get("predicted").asString());
    assertThat(json.get("firstFrameMs").asInt()).isPositive();
    assertThat(game.code()).isZero();
    assertThat(ImageIO.read(picture.toFile()).getWidth()).isEqualTo((int) GameWindow.WIDTH);

    // It was the last client: the server ends by itself, if it has not already.
    Optional<ProcessHandle> stub =
        RunningStub.find(data.resolve("server")).flatMap(it -> ProcessHandle.of(it.pid()));
    if (stub.isPresent()) {
      assertThat(stub.get().onExit().get(60, TimeUnit.SECONDS).isAlive()).isFalse();
    }
    assertThat(RunningStub.find(data.resolve("server"))).isEmpty();
  }

  @Test
  void aHeadlessGameWithoutAServerSaysWhatItLacksAndFails() throws Exception {
    Ended game =
        play(
            "--data",
            folder.toString(),
            "--headless",
            "--for",
            "0",
            "--server",
            "ws://127.0.0.1:1");
    JsonNode json = JsonMapper.builder().build().readTree(game.out().getLast());
    assertThat(json.get("connected").asBoolean()).isFalse();
    assertThat(json.get("digestEqual").asBoolean()).isFalse();
    assertThat(game.code()).isEqualTo(1);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void withoutADisplayTheWindowSaysHowToPlayAllTheSame() throws Exception {
    Ended game = play("--data", folder.toString());
    assertThat(game.code()).isEqualTo(1);
    assertThat(game.out()).isEmpty();
    assertThat(game.err())
        .startsWith("offing play: no window can be opened here (DISPLAY is not set)")
        .contains("--console")
        .contains("--headless");
    assertThat(folder.resolve("profiles")).doesNotExist();
  }

  @Test
  void aServerOfItsOwnThatCannotStartIsToldWithItsReasonAndPlayGoesOn() throws Exception {
    ProcessBuilder builder = command("--data", folder.toString(), "--console");
    builder.environment().put("OFFING_PROT", "1");
    Process game = builder.start();
    try (var out = game.inputReader(StandardCharsets.UTF_8);
        var err = game.errorReader(StandardCharsets.UTF_8);
        var in = game.outputWriter(StandardCharsets.UTF_8)) {
      String told = err.readLine();
      assertThat(told).contains("server ended").contains("OFFING_PROT").contains("OFFING_PORT");

      in.write("buy rowboat\nquit\n");
      in.flush();
      assertThat(out.readLine()).startsWith("saved ");
    }
    assertThat(game.waitFor()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"play --console --script status", "serve"})
  void aBadCatalogIsToldByFileKeyAndReasonBeforeAnythingBegins(String words) throws Exception {
    Path bad = RichCatalog.write(folder.resolve("classes"), RichCatalog.text("15,000"));
    Path data = folder.resolve("data");
    List<String> flags = new ArrayList<>(List.of(words.split(" ", -1)));
    flags.addAll(List.of("--data", data.toString()));

    Ended ended = ended(offing(bad + File.pathSeparator, flags));

    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err())
        .startsWith("offing " + flags.getFirst() + ": ")
        .contains("catalog.json: startPurse: \"15,000\" cannot be read; expected ")
        .doesNotContain("\tat ");
    assertThat(data.resolve("profiles")).doesNotExist();
  }

  /** The window of a second start may not touch the first one's game. */
  @Test
  void aSecondHeadlessStartSaysThatTheProfileIsOpen() throws Exception {
    try (Game first = Game.open(settings())) {
      Ended second = play("--data", folder.toString(), "--headless", "--for", "1");
      assertThat(second.code()).isEqualTo(1);
      assertThat(second.out()).isEmpty();
      assertThat(second.err()).startsWith("offing play: Profile \"default\" is open");
      assertThat(first.engine().status().pending()).isZero();
    }
  }

  private Settings settings() {
    return Settings.of(folder, "default", List.of(), false);
  }

  private Ended play(String... flags) throws IOException, InterruptedException {
    return ended(command(flags));
  }

  private Ended ended(ProcessBuilder builder) throws IOException, InterruptedException {
    Path err = folder.resolve("stderr.txt");
    Process process = builder.redirectError(err.toFile()).start();
    List<String> out;
    try (var reader = process.inputReader(StandardCharsets.UTF_8)) {
      out = reader.lines().toList();
    }
    return new Ended(process.waitFor(), out, Files.readString(err));
  }

  private static ProcessBuilder command(String... flags) {
    List<String> words = new ArrayList<>(List.of("play"));
    words.addAll(List.of(flags));
    return offing("", words);
  }

  /** A command of the launcher, with folders before the class path. */
  private static ProcessBuilder offing(String before, List<String> words) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            before + System.getProperty("java.class.path"),
            "dev.offing.client.OffingMain"));
    command.addAll(words);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().remove("DISPLAY");
    builder.environment().remove("JAVA_TOOL_OPTIONS"); // whatever it says, it says to stderr
    return builder;
  }
}
