package dev.offing.simulator.report;

import dev.offing.simulator.scenario.Scenario;
import dev.offing.simulator.scenario.Simulation;
import dev.offing.simulator.world.Violation;
import dev.offing.sync.economy.Money;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes the page: the template with what was seen as JSON in it. Everything that a run says is in
 * that JSON and nowhere else, and the page shows it as text only, so that no line of a chat ever is
 * markup.
 */
final class Page {
  /**
   * No report is longer, bytes: a browser opens it at once, and a mail carries it. It is the sum of
   * what {@link Recorder} keeps, and the template.
   */
  static final int MOST_BYTES = 16 * 1024 * 1024;

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private Page() {}

  /**
   * The page of a run.
   *
   * @param again the command that shows it again
   */
  static String of(Scenario scenario, Simulation.Result result, Recording seen, String again) {
    ObjectNode data = JSON.createObjectNode();
    heading(data, scenario, result, again);
    data.set("failure", failure(result, seen));
    rows(data, seen);
    return template("page.html")
        .replace("%CSS%", template("page.css"))
        .replace("%JS%", template("page.js"))
        .replace("%DATA%", inScript(JSON.writeValueAsString(data)));
  }

  private static void heading(
      ObjectNode data, Scenario scenario, Simulation.Result result, String again) {
    data.put("seed", scenario.seed());
    data.put("steps", scenario.steps().size());
    data.put("again", again);
    data.put("hash", result.hash());
    data.put("endMs", result.failedAtMs());
    data.put("nodes", scenario.settings().nodes());
    data.put("accounts", scenario.settings().accounts());
    data.put("tickMs", scenario.settings().tickMs());
    ObjectNode census = data.putObject("census");
    result.census().forEach((fault, count) -> census.put(fault.label(), count));
  }

  private static @Nullable ObjectNode failure(Simulation.Result result, Recording seen) {
    Violation failure = result.failure();
    if (failure == null) {
      return null;
    }
    ObjectNode json = JSON.createObjectNode();
    json.put("checker", failure.checker());
    json.put("message", Gist.cut(String.valueOf(failure.getMessage()), 2_000));
    json.put("atMs", result.failedAtMs());
    json.put("lane", seen.atFault());
    return json;
  }

  private static void rows(ObjectNode data, Recording seen) {
    seen.lanes().forEach(data.putArray("lanes")::add);
    ArrayNode frames = data.putArray("frames");
    for (List<Recording.Frame> kind : List.of(seen.talk(), seen.beats())) {
      for (Recording.Frame f : kind) {
        ArrayNode row = frames.addArray().add(f.sentMs()).add(f.arrivedMs());
        row.add(f.from()).add(f.to()).add(f.type()).add(f.says());
      }
    }
    ArrayNode marks = data.putArray("marks");
    for (Recording.Mark m : seen.marks()) {
      marks.addArray().add(m.atMs()).add(m.lane()).add(m.what()).add(m.detail());
    }
    ArrayNode bands = data.putArray("bands");
    for (Recording.Band b : seen.bands()) {
      bands.addArray().add(b.fromMs()).add(b.forMs()).add(b.lane()).add(b.fault());
    }
    ArrayNode points = data.putArray("points");
    for (Recording.Point p : seen.points()) {
      ArrayNode row = points.addArray().add(p.atMs()).add(p.lane());
      row.add(grains(p.predicted())).add(grains(p.confirmed())).add(p.version()).add(p.outbox());
    }
    Recording.Dropped dropped = seen.dropped();
    data.putObject("dropped")
        .put("frames", dropped.talk())
        .put("beats", dropped.beats())
        .put("marks", dropped.marks())
        .put("faults", dropped.bands())
        .put("balances", dropped.points());
  }

  /** As text: a browser's numbers end at 2^53. */
  private static @Nullable String grains(@Nullable Money amount) {
    return amount == null ? null : amount.toString();
  }

  /** No text inside can end the script element: these three stand in JSON's strings only. */
  private static String inScript(String json) {
    return json.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026");
  }

  /** How long a text is in the page, bytes, with its quotes. */
  static int length(String text) {
    int length = 2;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c > '~' || c == '<' || c == '>' || c == '&') {
        length += 6;
      } else {
        length += c == '"' || c == '\\' ? 2 : 1;
      }
    }
    return length;
  }

  private static String template(String name) {
    try (InputStream in = Page.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the program comes with " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(name + " could not be read from the program", e);
    }
  }
}
