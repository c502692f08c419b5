package dev.offing.server.redis;

import java.util.HashMap;
import java.util.Map;

/** The answer of INFO, as far as the stub needs it. */
record RedisInfo(Map<String, String> fields) {
  private static final int LEAST_MAJOR = 6;
  private static final int LEAST_MINOR = 2;

  static RedisInfo parse(String info) {
    return new RedisInfo(fields(info));
  }

  /** What INFO answers, by name. */
  static Map<String, String> fields(String info) {
    Map<String, String> fields = new HashMap<>();
    info.lines()
        .forEach(line -> {
          int split = line.indexOf(':');
          if (split > 0) {
            fields.put(line.substring(0, split), line.substring(split + 1).strip());
          }
        });
    return Map.copyOf(fields);
  }

  String version() {
    return fields.getOrDefault("redis_version", "unknown");
  }

  String runId() {
    return fields.getOrDefault("run_id", "");
  }

  String evictionPolicy() {
    return fields.getOrDefault("maxmemory_policy", "unknown");
  }

  boolean inCluster() {
    return "1".equals(fields.get("cluster_enabled"));
  }

  boolean isReplica() {
    return "slave".equals(fields.get("role"));
  }

  boolean newEnough() {
    String[] parts = version().split("\\.", -1);
    try {
      int major = Integer.parseInt(parts[0]);
      int minor = parts.length > 1 ? Integer.parseInt(parts[1]) : 0;
      return major > LEAST_MAJOR || (major == LEAST_MAJOR && minor >= LEAST_MINOR);
    } catch (NumberFormatException _) {
      return false;
    }
  }
}
