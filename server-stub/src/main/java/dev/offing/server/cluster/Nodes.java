package dev.offing.server.cluster;

import dev.offing.server.redis.LuaScript;
import dev.offing.server.redis.RedisLink;
import dev.offing.sync.protocol.Codec;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The nodes that live. Each renews a lease in Redis; one that was killed is noticed by the others
 * within the lease, since what lies in Redis is shorter than it by the time between two looks.
 *
 * <p>Safe for use by many threads.
 */
public final class Nodes implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Nodes.class);
  private static final LuaScript NODES = LuaScript.beside(Nodes.class, "nodes.lua");
  private static final LuaScript LIVING = LuaScript.beside(Nodes.class, "living.lua");
  private static final String LEASES = "offing:{nodes}:leases";
  private static final String FACTS = "offing:{nodes}:facts";

  /** Looks in a lease. */
  private static final int LOOKS = 4;

  private final RedisLink redis;
  private final Codec codec;
  private final String name;
  private final long leaseMs;
  private final LongSupplier nanos;
  private final List<Consumer<String>> whenGone = new CopyOnWriteArrayList<>();

  private volatile NodeFacts facts;

  /** Guarded by {@code this} for writing. */
  private volatile Map<String, NodeFacts> alive = Map.of();

  /** Guarded by {@code this}: until then, who is missing may not have come back yet. */
  private long graceUntilNanos;

  /**
   * Enters this node.
   *
   * @param name unlike that of any process before
   * @param leaseMs after which a node that says nothing is taken for dead, ms
   * @param nanos monotonic
   * @throws dev.offing.server.redis.RedisUnavailable when Redis does not answer
   */
  public Nodes(
      RedisLink redis,
      Codec codec,
      String name,
      NodeFacts facts,
      long leaseMs,
      LongSupplier nanos) {
    this.redis = redis;
    this.codec = codec;
    this.name = name;
    this.facts = facts;
    this.leaseMs = leaseMs;
    this.nanos = nanos;
    this.graceUntilNanos = nanos.getAsLong();
    look();
  }

  /**
   * How many nodes have a lease, asked without having one.
   *
   * @throws dev.offing.server.redis.RedisUnavailable when Redis does not answer
   */
  public static int living(RedisLink redis) {
    List<Object> answer = redis.run(LIVING, List.of(LEASES), List.of());
    return Integer.parseInt((String) answer.getFirst());
  }

  /** How often {@link #look} is to be called, ms. */
  public long everyMs() {
    return leaseMs / LOOKS;
  }

  /** What the others are told from the next look on. */
  public void say(NodeFacts now) {
    facts = now;
  }

  /** Hears of nodes whose lease is over; on the thread that looks. */
  public void onGone(Consumer<String> heard) {
    whenGone.add(heard);
  }

  /**
   * Renews the lease and sees who is there.
   *
   * @throws dev.offing.server.redis.RedisUnavailable when Redis does not answer; nobody is gone
   *     then
   */
  public void look() {
    List<Object> answer =
        redis.run(
            NODES,
            List.of(LEASES, FACTS),
            List.of(name, Long.toString(leaseMs - everyMs()), codec.write(facts)));
    Map<String, NodeFacts> there = new TreeMap<>();
    for (int i = 1; i < answer.size(); i += 2) {
      there.put((String) answer.get(i), codec.read((String) answer.get(i + 1), NodeFacts.class));
    }
    Set<String> gone;
    synchronized (this) {
      boolean known = answer.getFirst().equals("1");
      if (!known && !alive.isEmpty()) {
        // Redis forgot, or was away for long: the others will be back within a lease, too.
        graceUntilNanos = nanos.getAsLong() + TimeUnit.MILLISECONDS.toNanos(leaseMs);
      }
      gone = new HashSet<>(alive.keySet());
      gone.removeAll(there.keySet());
      if (nanos.getAsLong() - graceUntilNanos < 0) {
        for (String missing : gone) {
          there.put(missing, alive.get(missing));
        }
        gone = Set.of();
      }
      alive = Map.copyOf(there);
    }
    for (String it : gone) {
      log.info("node {} is gone", it);
      whenGone.forEach(heard -> heard.accept(it));
    }
  }

  /** This node. */
  public String own() {
    return name;
  }

  /** All that live, by name; this one is among them. */
  public Map<String, NodeFacts> alive() {
    return alive;
  }

  /**
   * Whether this node does what only one has to do: the first that lives and has a role does, or
   * the first of all where none has it. For a moment two may think so, and then none: what is led
   * like this does no harm when it is done twice, and may wait for a lease.
   */
  public boolean leads(String role) {
    Map<String, NodeFacts> now = alive;
    Set<String> able = new TreeSet<>();
    now.forEach((node, facts) -> {
      if (facts.roles().contains(role)) {
        able.add(node);
      }
    });
    return (able.isEmpty() ? new TreeSet<>(now.keySet()) : able)
        .stream().findFirst().filter(name::equals).isPresent();
  }

  /**
   * Whether a node lives; of one that is not known yet, Redis is asked.
   *
   * @throws dev.offing.server.redis.RedisUnavailable when that does not answer
   */
  public boolean lives(String node) {
    if (!alive.containsKey(node)) {
      look();
    }
    return alive.containsKey(node);
  }

  /** Leaves: the others need not wait for the end of the lease. */
  @Override
  public void close() {
    redis.call(r -> r.zrem(LEASES, name));
    redis.call(r -> r.hdel(FACTS, name));
  }
}
