package dev.offing.simulator.proxy.api;

import dev.offing.simulator.proxy.toxic.Settings;
import dev.offing.sync.protocol.Nearest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Places that people play in, as toxics. */
enum Preset {
  /** Between two towns: late, never twice alike, and now and then a tunnel. */
  TRAIN {
    @Override
    List<Toxic> toxics() {
      return both(List.of(latency(150, 100), stall(5, 500, 3_000)), 60, 250);
    }
  },
  /** A thin line that many share. */
  CAFE {
    @Override
    List<Toxic> toxics() {
      return both(List.of(latency(40, 30), stall(3, 200, 1_500)), 30, 100);
    }
  },
  /** The doors are shut: connections stand, and nothing moves until they open. */
  LIFT {
    @Override
    List<Toxic> toxics() {
      return List.of(Part.of("half-open").on("downstream"));
    }
  },
  /** By satellite: far away, thin, and often interrupted. */
  PLANE {
    @Override
    List<Toxic> toxics() {
      return both(List.of(latency(350, 50), stall(8, 500, 3_000)), 15, 40);
    }
  };

  /** What it puts on a proxy. */
  abstract List<Toxic> toxics();

  private record Part(String type, Settings settings) {
    static Part of(String type) {
      return new Part(type, Settings.of(ToxicType.of(type).orElseThrow().attributes()));
    }

    Part set(String name, long value) {
      return new Part(type, settings.with(name, value));
    }

    Toxic on(String stream) {
      return new Toxic(
          type + "_" + stream,
          ToxicType.of(type).orElseThrow(),
          stream,
          /* toxicity= */ 1,
          settings);
    }
  }

  private static Part latency(long latencyMs, long jitterMs) {
    return Part.of("latency").set("latency", latencyMs).set("jitter", jitterMs);
  }

  private static Part stall(long percent, long leastMs, long mostMs) {
    return Part.of("stall").set("percent", percent).set("least", leastMs).set("most", mostMs);
  }

  /** On both ways, with so many KB/s up and down. */
  private static List<Toxic> both(List<Part> parts, long up, long down) {
    List<Toxic> all = new ArrayList<>();
    parts.forEach(it -> all.add(it.on("upstream")));
    all.add(Part.of("bandwidth").set("rate", up).on("upstream"));
    parts.forEach(it -> all.add(it.on("downstream")));
    all.add(Part.of("bandwidth").set("rate", down).on("downstream"));
    return all;
  }

  /** Reads {@code {"preset": "train"}}. */
  static Preset read(byte[] bytes) {
    String word = Body.object(bytes, "Preset").text("preset", "");
    return Arrays.stream(values())
        .filter(it -> it.label().equals(word))
        .findFirst()
        .orElseThrow(() -> ApiException.badBody(none(word)));
  }

  private static String none(String word) {
    List<String> words = Arrays.stream(values()).map(Preset::label).toList();
    return "there is no preset '%s'.%s There are %s"
        .formatted(
            word,
            Nearest.to(word, words).map(" Did you mean %s?"::formatted).orElse(""),
            String.join(", ", words));
  }

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
