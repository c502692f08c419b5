package dev.offing.simulator.proxy.api;

import dev.offing.simulator.proxy.toxic.Time;
import dev.offing.simulator.world.Dice;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** The proxies of the API by name. One change after the other; thread-safe. */
final class Proxies implements AutoCloseable {
  private final Time time;
  private final Dice dice;
  private final ReentrantLock lock = new ReentrantLock();

  /** Guarded by {@link #lock}. */
  private final SortedMap<String, NamedProxy> proxies = new TreeMap<>();

  /**
   * Without any.
   *
   * @param dice the chance of all toxics
   */
  Proxies(Time time, Dice dice) {
    this.time = time;
    this.dice = dice;
  }

  /** Does something while nobody else does. */
  <T> T locked(Supplier<T> deed) {
    lock.lock();
    try {
      return deed.get();
    } finally {
      lock.unlock();
    }
  }

  /** All, by name. Call it {@link #locked}, as all below. */
  List<NamedProxy> all() {
    return List.copyOf(proxies.values());
  }

  NamedProxy get(String name) {
    NamedProxy proxy = proxies.get(name);
    if (proxy == null) {
      throw ApiException.noProxy();
    }
    return proxy;
  }

  NamedProxy create(Body body) {
    Wish wish = Wish.read(body);
    if (wish.name.isEmpty()) {
      throw ApiException.missing("name");
    }
    if (wish.upstream.isEmpty()) {
      throw ApiException.missing("upstream");
    }
    if (proxies.containsKey(wish.name)) {
      throw ApiException.proxyExists();
    }
    return put(wish);
  }

  /** Changes what the body names of one. */
  NamedProxy update(String name, Body body) {
    NamedProxy proxy = get(name);
    proxy.update(
        body.text("listen", proxy.listen()),
        body.text("upstream", proxy.upstream()),
        body.flag("enabled", proxy.enabled()));
    return proxy;
  }

  void remove(String name) {
    get(name).retire();
    proxies.remove(name);
  }

  /** Creates or replaces many; {@code made} has those that were done before a mistake. */
  void populate(List<Body> bodies, List<NamedProxy> made) {
    List<Wish> wishes = new ArrayList<>();
    for (Body body : bodies) {
      wishes.add(Wish.read(body));
    }
    // None is made before all are known to be whole.
    for (int i = 0; i < wishes.size(); i++) {
      if (wishes.get(i).name.isEmpty()) {
        throw ApiException.missing("name at proxy " + (i + 1));
      }
      if (wishes.get(i).upstream.isEmpty()) {
        throw ApiException.missing("upstream at proxy " + (i + 1));
      }
    }
    for (Wish wish : wishes) {
      NamedProxy existing = proxies.get(wish.name);
      if (existing == null) {
        made.add(put(wish));
      } else if (existing.differs(wish.listen, wish.upstream)) {
        existing.retire();
        made.add(put(wish));
      } else {
        made.add(existing);
      }
    }
  }

  /** Everything up and without toxics. */
  void reset() {
    for (NamedProxy proxy : all()) {
      proxy.start();
      proxy.toxics(List.of());
    }
  }

  /** Ends all of them now. */
  @Override
  public void close() {
    locked(() -> {
      proxies.values().forEach(NamedProxy::close);
      proxies.clear();
      return 0;
    });
  }

  private NamedProxy put(Wish wish) {
    NamedProxy proxy =
        new NamedProxy(wish.name, wish.listen, wish.upstream, time, dice.split(wish.name));
    if (wish.enabled) {
      proxy.start();
    }
    proxies.put(wish.name, proxy);
    return proxy;
  }

  private record Wish(String name, String listen, String upstream, boolean enabled) {
    static Wish read(Body body) {
      return new Wish(
          body.text("name", ""),
          body.text("listen", ""),
          body.text("upstream", ""),
          body.flag("enabled", true));
    }
  }
}
