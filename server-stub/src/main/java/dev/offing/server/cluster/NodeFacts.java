package dev.offing.server.cluster;

import java.util.List;

/**
 * What a node says of itself.
 *
 * @param roles {@code gateway}, {@code worker}
 * @param ws address for WebSocket, empty where it has none
 * @param pid its process
 * @param startedAt ms of server time
 */
public record NodeFacts(List<String> roles, String ws, long pid, long startedAt) {
  /** Takes a copy of the list. */
  public NodeFacts {
    roles = List.copyOf(roles);
  }
}
