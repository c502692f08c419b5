package dev.offing.simulator.proxy.api;

import dev.offing.simulator.proxy.toxic.Attribute;
import dev.offing.simulator.proxy.toxic.StreamToxic;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a toxic is: what it is called in JSON, and what can be set on it. */
sealed interface ToxicType {

  /** It befalls bytes. */
  record Stream(StreamToxic toxic) implements ToxicType {
    @Override
    public String type() {
      return toxic.type();
    }

    @Override
    public List<Attribute> attributes() {
      return toxic.attributes();
    }
  }

  String type();

  List<Attribute> attributes();

  /** The one that is called so. */
  static Optional<ToxicType> of(String type) {
    return StreamToxic.of(type).map(Stream::new);
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
