package dev.offing.server;

import dev.offing.server.account.Healings;
import dev.offing.server.action.ActionCounts;
import dev.offing.server.cluster.ServerTime;
import dev.offing.server.gateway.Gateway;
import dev.offing.server.metrics.Exposition;
import dev.offing.server.metrics.Exposition.Label;
import dev.offing.server.metrics.Spread;
import dev.offing.server.redis.RedisLink;
import dev.offing.server.redis.RedisUnavailable;
import dev.offing.server.task.QueueSize;
import dev.offing.server.task.Tasks;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * What a node tells a Prometheus; the names are in docs/metrics.md. What lies in Redis is left out
 * while that does not answer.
 *
 * @param node its name
 * @param gateways by the names of their protocols
 * @param sessions that are live
 * @param notReady why it takes nobody in
 * @param nodes that live
 * @param time how server time runs
 * @param cycles how long the work of push cycles takes
 */
record NodeMetrics(
    String node,
    String version,
    Map<String, Gateway> gateways,
    IntSupplier sessions,
    Supplier<List<String>> notReady,
    IntSupplier nodes,
    Supplier<ServerTime.Told> time,
    Spread cycles,
    ActionCounts calls,
    Supplier<Healings.Counts> heals,
    Tasks tasks,
    RedisLink redis)
    implements Supplier<String> {
  private static final double NANOS = 1e9;
  private static final double MILLIS = 1e3;

  @Override
  public String get() {
    Exposition page = new Exposition();
    node(page);
    calls(page);
    store(page);
    queues(page);
    return page.text();
  }

  private void node(Exposition page) {
    page.gauge("offing_info", "The node that answers.")
        .sample("offing_info", 1, new Label("node", node), new Label("version", version));
    page.gauge("offing_ready", "1 while the node lets clients in.")
        .sample("offing_ready", notReady.get().isEmpty() ? 1 : 0);
    page.gauge("offing_nodes", "Nodes that live.").sample("offing_nodes", nodes.getAsInt());
    ServerTime.Told now = time.get();
    page.gauge("offing_clock_ahead_seconds", "How far server time is ahead of real time.")
        .sample("offing_clock_ahead_seconds", now.aheadMs() / MILLIS);
    page.gauge("offing_clock_speed", "How many times as fast server time runs.")
        .sample("offing_clock_speed", now.speed());
    page.gauge("offing_connections", "Open connections; of HTTP requests on their way.");
    gateways.forEach((protocol, gateway) ->
        page.sample("offing_connections", gateway.connections(), new Label("protocol", protocol)));
    page.gauge("offing_sessions", "Sessions that play or are being linked.")
        .sample("offing_sessions", sessions.getAsInt());
    page.histogram(
            "offing_push_cycle_seconds",
            "How long the work of push cycles took: ticks, prices, rosters; a cycle has the time of tick.")
        .spread(
            "offing_push_cycle_seconds", cycles.boundsS(), cycles.counts(), cycles.nanos() / NANOS);
    Runtime java = Runtime.getRuntime();
    page.gauge("offing_memory_bytes", "Memory that Java uses.")
        .sample("offing_memory_bytes", java.totalMemory() - java.freeMemory());
    page.counter("process_cpu_seconds_total", "Time of processors that the process took.");
    ProcessHandle.current()
        .info()
        .totalCpuDuration()
        .ifPresent(it -> page.sample("process_cpu_seconds_total", it.toNanos() / NANOS));
  }

  private void calls(Exposition page) {
    List<ActionCounts.Count> all = calls.all();
    page.counter("offing_calls_total", "Calls of actions, by what came of them.");
    for (ActionCounts.Count it : all) {
      page.sample("offing_calls_total", it.calls(), labels(it));
    }
    page.histogram("offing_call_duration_seconds", "How long calls of actions took.");
    for (ActionCounts.Count it : all) {
      page.spread(
          "offing_call_duration_seconds",
          ActionCounts.BOUNDS_S,
          it.spread(),
          it.tookNanos() / NANOS,
          labels(it));
    }
  }

  private static Label[] labels(ActionCounts.Count of) {
    return new Label[] {
      new Label("action", of.action()),
      new Label("version", Integer.toString(of.version())),
      new Label("outcome", of.outcome())
    };
  }

  private void store(Exposition page) {
    page.gauge("offing_redis_up", "1 while Redis answers.")
        .sample("offing_redis_up", redis.up() ? 1 : 0);
    page.gauge("offing_redis_masters", "Masters of Redis that answer; 1 without a cluster.")
        .sample("offing_redis_masters", redis.lives().size());
    page.counter("offing_redis_reconnects_total", "Connections to Redis that were replaced.")
        .sample("offing_redis_reconnects_total", redis.replaced());
    page.counter(
            "offing_redis_replica_shortfalls_total",
            "Commits that fewer replicas had in time than redis-replicas.")
        .sample("offing_redis_replica_shortfalls_total", redis.tooFewReplicas());
    Healings.Counts counts = heals.get();
    page.counter("offing_heals_total", "States that devices showed to a server that had forgotten.")
        .sample("offing_heals_total", counts.healed(), new Label("outcome", "healed"))
        .sample("offing_heals_total", counts.refused(), new Label("outcome", "refused"));
  }

  private void queues(Exposition page) {
    List<QueueSize> sizes;
    try {
      sizes = tasks.sizes();
    } catch (RedisUnavailable _) {
      return;
    }
    page.gauge("offing_tasks", "Tasks of each kind, over all nodes.");
    for (QueueSize it : sizes) {
      Label kind = new Label("kind", it.kind());
      page.sample("offing_tasks", it.waiting(), kind, new Label("state", "waiting"))
          .sample("offing_tasks", it.running(), kind, new Label("state", "running"))
          .sample("offing_tasks", it.later(), kind, new Label("state", "later"));
    }
    page.gauge("offing_task_dead_letters", "Tasks that were given up and lie there.");
    for (QueueSize it : sizes) {
      page.sample("offing_task_dead_letters", it.dead(), new Label("kind", it.kind()));
    }
  }
}
