package dev.offing.simulator.proxy.api;

import dev.offing.simulator.proxy.CuttingProxy;
import dev.offing.simulator.proxy.CuttingProxy.Direction;
import dev.offing.simulator.proxy.toxic.Time;
import dev.offing.simulator.world.Dice;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** One proxy of the API. Guarded by the lock of {@link Proxies}. */
final class NamedProxy {
  private final String name;
  private final Time time;
  private final Dice dice;

  /** In the order in which they were added. */
  private final List<Active> toxics = new ArrayList<>();

  private String listen;

  /** Read by the threads that dial. */
  private volatile String upstream;

  private boolean enabled;

  /** Null until it was first started, and after its address changed. */
  private @Nullable CuttingProxy proxy;

  /** One that is down. */
  NamedProxy(String name, String listen, String upstream, Time time, Dice dice) {
    this.name = name;
    this.listen = listen;
    this.upstream = upstream;
    this.time = time;
    this.dice = dice;
  }

  String name() {
    return name;
  }

  String listen() {
    return listen;
  }

  String upstream() {
    return upstream;
  }

  boolean enabled() {
    return enabled;
  }

  /**
   * Lets connections in.
   *
   * @throws ApiException in Go's words when the port cannot be had; it is down then
   */
  void start() {
    if (enabled) {
      return;
    }
    try {
      CuttingProxy it = proxy;
      if (it == null) {
        it = CuttingProxy.at(Address.of(listen).resolve(), this::server, time, dice);
        proxy = it;
        apply();
      }
      if (!offline()) {
        it.up();
      }
      listen = Address.text(it.address());
      enabled = true;
    } catch (IllegalArgumentException e) {
      throw ApiException.failed("listen tcp: " + e.getMessage());
    } catch (UncheckedIOException e) {
      throw ApiException.failed("listen tcp " + readable(listen) + ": bind: " + reason(e));
    }
  }

  /** Go begins it small, and Java sometimes adds what it was doing. */
  private static String reason(UncheckedIOException e) {
    String said =
        String.valueOf(Objects.requireNonNull(e.getCause()).getMessage())
            .replaceFirst(" \\(.*", "");
    return said.substring(0, 1).toLowerCase(Locale.ROOT) + said.substring(1);
  }

  private static String readable(String listen) {
    return Address.text(Address.of(listen).resolve());
  }

  /** How many connections stand. */
  int connections() {
    return proxy == null ? 0 : proxy.connections();
  }

  /** Asked with each connection: a name may mean another machine by then. */
  private InetSocketAddress server() {
    try {
      Address address = Address.of(upstream);
      return new InetSocketAddress(address.host(), address.port());
    } catch (IllegalArgumentException _) {
      return InetSocketAddress.createUnresolved(upstream, 0); // which nobody can dial
    }
  }

  /** Ends connections and lets no new ones in; the port stays ours. */
  void stop() {
    if (enabled && proxy != null) {
      proxy.finish();
    }
    enabled = false;
  }

  /** Ends it for good and gives the port back. */
  void retire() {
    enabled = false;
    if (proxy != null) {
      toxics.forEach(Active::disarm);
      proxy.retire();
      proxy = null;
    }
  }

  /** Ends it now, with all that stands. */
  void close() {
    enabled = false;
    if (proxy != null) {
      proxy.close();
      proxy = null;
    }
  }

  /**
   * Whether these are other addresses than it has.
   *
   * @throws ApiException when {@code newListen} is no address
   */
  boolean differs(String newListen, String newUpstream) {
    try {
      return !listen.equals(readable(newListen)) || !upstream.equals(newUpstream);
    } catch (IllegalArgumentException e) {
      throw ApiException.failed(String.valueOf(e.getMessage()));
    }
  }

  /** Changes it; another address ends the connections that stand. */
  void update(String newListen, String newUpstream, boolean on) {
    if (differs(newListen, newUpstream)) {
      stop();
      if (!listen.equals(newListen)) {
        retire();
      }
      listen = newListen;
      upstream = newUpstream;
    }
    if (on) {
      start();
    } else {
      stop();
    }
  }

  // ---- toxics -----------------------------------------------------------------------------------

  /** Those of the way up before those of the way down, each in its order. */
  List<Toxic> toxics() {
    return Stream.of(Direction.values())
        .flatMap(way -> toxics.stream().map(Active::toxic).filter(it -> it.direction() == way))
        .toList();
  }

  Toxic toxic(String toxic) {
    return toxics.get(index(toxic)).toxic();
  }

  void add(Toxic toxic) {
    if (toxics.stream().anyMatch(it -> it.toxic().name().equals(toxic.name()))) {
      throw ApiException.toxicExists();
    }
    toxics.add(Active.of(toxic));
    apply();
  }

  void replace(Toxic toxic) {
    toxics.set(index(toxic.name()), Active.of(toxic)).disarm();
    apply();
  }

  void remove(String toxic) {
    toxics.remove(index(toxic)).disarm();
    apply();
  }

  /** Has these and no others. */
  void toxics(List<Toxic> all) {
    toxics.forEach(Active::disarm);
    toxics.clear();
    all.forEach(it -> toxics.add(Active.of(it)));
    apply();
  }

  private int index(String toxic) {
    for (int i = 0; i < toxics.size(); i++) {
      if (toxics.get(i).toxic().name().equals(toxic)) {
        return i;
      }
    }
    throw ApiException.noToxic();
  }

  private boolean offline() {
    return toxics.stream().anyMatch(it -> it.toxic().type() instanceof ToxicType.Offline);
  }

  private void apply() {
    CuttingProxy it = proxy;
    if (it == null) {
      return;
    }
    for (Direction way : Direction.values()) {
      it.toxics(way, toxics.stream().flatMap(active -> active.doses(way)).toList());
    }
    toxics.forEach(active -> active.arm(it));
    it.pretend(toxics.stream().flatMap(Active::pretences).toList());
    if (enabled && offline()) {
      it.down();
    } else if (enabled) {
      it.up();
    }
  }

  ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("name", name).put("listen", listen).put("upstream", upstream).put("enabled", enabled);
    ArrayNode all = json.putArray("toxics");
    toxics().forEach(it -> all.add(it.json()));
    return json;
  }
}
