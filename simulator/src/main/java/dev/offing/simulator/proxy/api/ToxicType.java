package dev.offing.simulator.proxy.api;

import dev.offing.simulator.proxy.Pretence;
import dev.offing.simulator.proxy.toxic.Attribute;
import dev.offing.simulator.proxy.toxic.StreamToxic;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a toxic is: what it is called in JSON, and what can be set on it. Beside Toxiproxy's own
 * there are the faults of docs/testing.md; the simulator has them by the same names.
 */
sealed interface ToxicType {

  /** It befalls bytes. */
  record Stream(StreamToxic toxic, String type) implements ToxicType {
    @Override
    public List<Attribute> attributes() {
      return toxic.attributes();
    }
  }

  /** It befalls whole messages. */
  record Frame(FrameToxic toxic) implements ToxicType {
    @Override
    public String type() {
      return toxic.type();
    }

    @Override
    public List<Attribute> attributes() {
      return toxic.attributes();
    }
  }

  /** It befalls handshakes. */
  record Handshake(Pretence.Manner manner) implements ToxicType {
    @Override
    public String type() {
      return manner.label();
    }

    @Override
    public List<Attribute> attributes() {
      return List.of();
    }
  }

  /** The proxy is down for as long as it is on. */
  record Offline() implements ToxicType {
    private static final String LABEL = "offline";

    @Override
    public String type() {
      return LABEL;
    }

    @Override
    public List<Attribute> attributes() {
      return List.of();
    }
  }

  /** Faults of docs/testing.md that Toxiproxy has by another name. */
  Map<String, StreamToxic> ALIASES =
      Map.of(
          "jitter", StreamToxic.LATENCY,
          "slice", StreamToxic.SLICER,
          "slow-close", StreamToxic.SLOW_CLOSE,
          "reset", StreamToxic.RESET_PEER,
          "slow-consumer", StreamToxic.BANDWIDTH);

  String type();

  List<Attribute> attributes();

  /** The one that is called so. */
  static Optional<ToxicType> of(String type) {
    return StreamToxic.of(type)
        .or(() -> Optional.ofNullable(ALIASES.get(type)))
        .<ToxicType>map(it -> new Stream(it, type))
        .or(() -> FrameToxic.of(type).map(Frame::new))
        .or(() -> Pretence.Manner.of(type).map(Handshake::new))
        .or(() -> type.equals(Offline.LABEL) ? Optional.of(new Offline()) : Optional.empty());
  }

  /** What Toxiproxy calls it in its code, and so in mistakes. */
  default String struct() {
    String words =
        Arrays.stream(type().split("[_-]", -1))
            .map(it -> it.isEmpty() ? it : Character.toUpperCase(it.charAt(0)) + it.substring(1))
            .collect(Collectors.joining());
    return (words.equals("ResetPeer") ? "Reset" : words) + "Toxic";
  }
}
