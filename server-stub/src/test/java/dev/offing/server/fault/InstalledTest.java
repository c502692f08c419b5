package dev.offing.server.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.offing.server.action.Action;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstalledTest {
  @TempDir Path folder;

  @Test
  void theServersOwnActionsAreFound() {
    assertThat(Installed.of(Action.class)).isNotEmpty();
  }

  /** The class loader has the classes of this test anew, and a list with a slip. */
  @Test
  void aClassThatIsNotThereIsToldInASentence() throws Exception {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(services.resolve(Kind.class.getName()), "no.such.Thing");
    URL[] places = {
      folder.toUri().toURL(), Kind.class.getProtectionDomain().getCodeSource().getLocation()
    };
    try (URLClassLoader loader = new URLClassLoader(places, null)) {
      Class<?> kind = loader.loadClass(Kind.class.getName());

      assertThatThrownBy(() -> Installed.of(kind))
          .isInstanceOf(StubFailure.class)
          .hasMessageContaining("no.such.Thing")
          .hasMessageContaining("Nothing was changed");
    }
  }

  /** Something that others could install. */
  public interface Kind {}
}
