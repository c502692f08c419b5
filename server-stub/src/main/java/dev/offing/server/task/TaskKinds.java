package dev.offing.server.task;

import dev.offing.server.fault.Installed;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The kinds of tasks that a node knows. Immutable. */
public final class TaskKinds {
  private static final Pattern KIND = Pattern.compile("[a-zA-Z][a-zA-Z0-9]{0,63}");
  private static final int MOST_AT_ONCE = 1_024;

  private final Map<String, Task<?>> kinds = new TreeMap<>();

  private TaskKinds(Collection<Task<?>> tasks) {
    for (Task<?> task : tasks) {
      check(task);
      if (kinds.put(task.kind(), task) != null) {
        throw new IllegalArgumentException("two tasks are called " + task.kind());
      }
    }
  }

  /** Those of {@code META-INF/services}. */
  public static TaskKinds installed() {
    List<Task<?>> found = new ArrayList<>();
    Installed.of(Task.class).forEach(found::add);
    return new TaskKinds(found);
  }

  /** These. */
  public static TaskKinds of(Task<?>... tasks) {
    return new TaskKinds(List.of(tasks));
  }

  private static void check(Task<?> task) {
    if (!KIND.matcher(task.kind()).matches()) {
      throw new IllegalArgumentException(
          "a task is called by letters and digits, not '%s'".formatted(task.kind()));
    }
    if (task.concurrency() < 1 || task.concurrency() > MOST_AT_ONCE) {
      throw new IllegalArgumentException(task.kind() + ": 1 to 1,024 run at once");
    }
    if (task.every() != null && !task.params().equals(Period.class)) {
      throw new IllegalArgumentException(task.kind() + ": a periodic task takes a Period");
    }
  }

  Collection<Task<?>> all() {
    return kinds.values();
  }

  /** The names, in order. */
  public Collection<String> names() {
    return kinds.keySet();
  }

  Task<?> named(String kind) {
    Task<?> task = kinds.get(kind);
    if (task == null) {
      throw new IllegalArgumentException(
          "there is no task '%s'; there are %s".formatted(kind, kinds.keySet()));
    }
    return task;
  }
}
