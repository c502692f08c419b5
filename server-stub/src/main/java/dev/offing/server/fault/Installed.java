package dev.offing.server.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** What of a kind there is on the class path: the server's own, and what others put beside it. */
public final class Installed {
  private Installed() {}

  /**
   * One of each that {@code META-INF/services} names.
   *
   * @throws StubFailure when one cannot be made
   */
  public static <T> List<T> of(Class<T> kind) {
    List<T> found = new ArrayList<>();
    try {
      ServiceLoader.load(kind, kind.getClassLoader()).forEach(found::add);
    } catch (ServiceConfigurationError e) {
      throw new StubFailure(
          "Something on the class path cannot be used (%s). Nothing was changed. Mend or remove it."
              .formatted(e.getMessage()),
          e);
    }
    return found;
  }
}
