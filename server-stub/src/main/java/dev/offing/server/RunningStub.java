package dev.offing.server;

import dev.offing.server.fault.PrivateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a stub that is ready says of itself: one JSON line on standard output, and the same in
 * {@code running.json} of its data folder, where {@code ./offing play} finds it.
 *
 * @param nodes where its nodes listen
 * @param redis the address of its Redis, without the password
 * @param data its data folder
 * @param pid the process to end with SIGTERM
 * @param startedAtMs when that process started, so that another one of the same id is not taken for
 *     it; 0 where the platform does not tell
 */
public record RunningStub(List<Node> nodes, String redis, String data, long pid, long startedAtMs) {
  private static final String FILE = "running.json";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /**
   * One node.
   *
   * @param ws address for WebSocket, as {@code ws://127.0.0.1:7071}; this and all other addresses
   *     are empty where the node only runs tasks
   * @param http address for HTTP, as {@code http://127.0.0.1:7072}
   * @param tcp address for JSON lines, as {@code tcp://127.0.0.1:7073}
   * @param other addresses of protocols of one's own, by their names
   * @param pid its process
   */
  public record Node(String ws, String http, String tcp, Map<String, String> other, long pid) {
    /** Takes a copy of the map, which an older stub did not tell. */
    public Node {
      other = other == null ? Map.of() : Map.copyOf(other);
    }
  }

  /** Takes a copy of the list. */
  public RunningStub {
    nodes = List.copyOf(nodes);
  }

  static RunningStub ofThisProcess(List<Node> nodes, String redis, Path data) {
    ProcessHandle self = ProcessHandle.current();
    return new RunningStub(nodes, redis, data.toString(), self.pid(), startOf(self));
  }

  /**
   * The stub that runs with this data folder now. A record that a killed stub left behind is not
   * taken for one.
   */
  public static Optional<RunningStub> find(Path data) {
    RunningStub recorded;
    try {
      recorded = parse(Files.readString(data.resolve(FILE)));
    } catch (IOException | JacksonException _) {
      return Optional.empty();
    }
    return ProcessHandle.of(recorded.pid)
        .filter(ProcessHandle::isAlive)
        .filter(process -> recorded.startedAtMs == 0 || recorded.startedAtMs == startOf(process))
        .map(process -> recorded);
  }

  /** The same from its JSON line. */
  static RunningStub parse(String line) {
    return JSON.readValue(line, RunningStub.class);
  }

  String json() {
    return JSON.writeValueAsString(this);
  }

  void record(Path folder) throws IOException {
    PrivateFile.write(folder, FILE, List.of(json()));
  }

  static void forget(Path folder) {
    try {
      Files.deleteIfExists(folder.resolve(FILE));
    } catch (IOException _) {
      // it names a process that is gone, which its reader finds out
    }
  }

  private static long startOf(ProcessHandle process) {
    return process.info().startInstant().map(instant -> instant.toEpochMilli()).orElse(0L);
  }
}
