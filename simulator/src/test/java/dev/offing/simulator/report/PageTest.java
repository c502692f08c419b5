package dev.offing.simulator.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offing.simulator.scenario.Planner;
import dev.offing.simulator.scenario.Scenario;
import dev.offing.simulator.scenario.Simulation;
import dev.offing.simulator.world.Device;
import dev.offing.simulator.world.Violation;
import dev.offing.simulator.world.Watcher;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The page of one seed: whole, closed in itself, and deaf to what is said in a run. */
final class PageTest {
  private static final String AGAIN = "./offing sim --seed 3 --ops 120 --swarm";
  private static final String HOSTILE =
      "</script><script>alert('x')</script><img src=x onerror=alert(1)> & \u2028 \" \\";
  private static final Pattern DATA =
      Pattern.compile("<script type=\"application/json\" id=\"data\">(.*?)</script>");

  private final Simulation simulation = new Simulation();
  private final Scenario scenario = new Planner().plan(3, 120, Planner.swarm(3));

  @Test
  void recordingChangesNothing() {
    for (long seed = 1; seed <= 2; seed++) {
      Scenario plan = new Planner().plan(seed, 200, Planner.swarm(seed));
      Recorder recorder = new Recorder();

      assertThat(simulation.run(plan, List.of(recorder), recorder).hash())
          .as("seed %d", seed)
          .isEqualTo(simulation.run(plan, null).hash());
    }
  }

  @Test
  void showsWhoTalkedWithWhomWhatBefellThemAndWhatTheyHad() {
    Recorder recorder = new Recorder();
    Simulation.Result result = simulation.run(scenario, List.of(recorder), recorder);
    JsonNode data = data(Page.of(scenario, result, recorder.recording(), AGAIN));

    assertThat(data.get("lanes").valueStream().map(JsonNode::asString))
        .contains("d0", "n0", "redis");
    assertThat(data.get("frames").valueStream().map(f -> f.get(4).asString()))
        .contains("hello", "welcome", "push", "ack", "tick");
    assertThat(data.get("frames").valueStream().filter(f -> f.get(1).asLong() > 0))
        .isNotEmpty()
        .allSatisfy(f -> assertThat(f.get(1).asLong()).isGreaterThan(f.get(0).asLong()));
    assertThat(data.get("marks").valueStream().map(m -> m.get(2).asString()))
        .contains("opens", "connects", "saves", "commits");
    assertThat(data.get("bands").valueStream().map(b -> b.get(3).asString()))
        .isNotEmpty()
        .allSatisfy(fault -> assertThat(fault).matches("[a-z-]+"));
    assertThat(data.get("points").valueStream().filter(p -> p.get(3).isString()))
        .as("balances as exact numbers of grains")
        .isNotEmpty()
        .allSatisfy(p -> assertThat(p.get(3).asString()).matches("\\d+"));
    assertThat(data.get("failure").isNull()).isTrue();
  }

  @Test
  void needsNothingButItself() {
    String page = page(new Recorder());

    assertThat(page).doesNotContainPattern("https?:|//[a-z]|@import|url\\(|<link|<img| src=");
    assertThat(page).contains("default-src 'none'").contains("prefers-color-scheme: dark");
    assertThat(page).doesNotContain("%DATA%").doesNotContain("%JS%").doesNotContain("%CSS%");
  }

  @Test
  void tellsWhatWasBrokenWhenWhereAndHowToSeeItAgain() {
    Watcher strict =
        new Watcher() {
          @Override
          public void acted(Device device) {
            if (device.session().map(s -> !s.outbox().isEmpty()).orElse(false)) {
              throw new Violation("strict", HOSTILE);
            }
          }
        };
    Recorder recorder = new Recorder();
    Simulation.Result result = simulation.run(scenario, List.of(recorder, strict), recorder);
    Recording seen = recorder.recording();
    JsonNode data = data(Page.of(scenario, result, seen, AGAIN));

    JsonNode failure = data.get("failure");
    assertThat(failure.get("checker").asString()).isEqualTo("strict");
    assertThat(failure.get("message").asString()).isEqualTo(HOSTILE);
    assertThat(failure.get("atMs").asLong()).isEqualTo(result.failedAtMs()).isPositive();
    assertThat(seen.lanes().get(failure.get("lane").asInt())).startsWith("d");
    assertThat(data.get("again").asString()).isEqualTo(AGAIN);
  }

  @Test
  void whatIsSaidInARunIsNeverMarkup() {
    Recorder recorder = new Recorder();
    String frame =
        JsonMapper.shared()
            .createObjectNode()
            .put("type", "say<b>")
            .put("text", HOSTILE)
            .toString();
    recorder.sent(10, 1, "d0", "n0", frame);
    recorder.sent(10, 2, "d0", "n0", HOSTILE);
    recorder.happened(11, "d0", "told", HOSTILE);
    String page = page(recorder);

    assertThat(page).doesNotContain("<script>alert").doesNotContain("<img").doesNotContain("<b>");
    assertThat(page.codePoints())
        .as("characters that end a line of a script")
        .doesNotContain(0x2028);
    assertThat(data(page).get("frames").get(0).get(5).asString()).contains("</script><script>");
  }

  @Test
  void keepsWithinItsBoundAndTheNewest() {
    Recorder recorder = new Recorder();
    String longest = "<&>".repeat(60);
    for (int i = 1; i <= 20_000; i++) {
      String type = i % 2 == 0 ? "tick" : "push";
      String frame = "{\"type\":\"%s\",\"n\":%d,\"text\":\"%s\"}".formatted(type, i, longest);
      recorder.sent(i, i, "d0", "n0", frame);
      recorder.arrived(i + 5, i);
      recorder.happened(i, "d0", "told", longest);
      recorder.happened(i, "d0", "fault", "offline 1");
    }
    String page = page(recorder);
    JsonNode data = data(page);

    assertThat(page.getBytes(StandardCharsets.UTF_8).length)
        .isBetween(Page.MOST_BYTES / 2, Page.MOST_BYTES);
    assertThat(data.get("frames").valueStream().map(f -> f.get(0).asInt()))
        .contains(19_999, 20_000)
        .doesNotContain(1, 2);
    data.get("dropped").properties().stream()
        .filter(kind -> !kind.getKey().equals("balances"))
        .forEach(kind -> assertThat(kind.getValue().asLong()).as(kind.getKey()).isPositive());
  }

  private String page(Recorder recorder) {
    Simulation.Result result = simulation.run(new Planner().calm(1, 1), null);
    return Page.of(scenario, result, recorder.recording(), AGAIN);
  }

  private static JsonNode data(String page) {
    Matcher found = DATA.matcher(page);
    assertThat(found.find()).isTrue();
    return JsonMapper.shared().readTree(found.group(1));
  }
}
