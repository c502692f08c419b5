package dev.offing.sync.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class DataFolderTest {
  private static final Path HOME = Path.of("/home/ada");

  @Test
  void linuxFollowsXdg() {
    assertThat(of("Linux", Map.of())).isEqualTo(HOME.resolve(".local/share/offing"));
    assertThat(of("Linux", Map.of("XDG_DATA_HOME", "/data"))).isEqualTo(Path.of("/data/offing"));
  }

  @Test
  void aRelativeXdgFolderIsIgnored() {
    assertThat(of("Linux", Map.of("XDG_DATA_HOME", "data")))
        .isEqualTo(HOME.resolve(".local/share/offing"));
    assertThat(of("Linux", Map.of("XDG_DATA_HOME", "")))
        .isEqualTo(HOME.resolve(".local/share/offing"));
  }

  @Test
  void macHasItsLibrary() {
    assertThat(of("Mac OS X", Map.of("XDG_DATA_HOME", "/data")))
        .isEqualTo(HOME.resolve("Library/Application Support/Offing"));
  }

  @Test
  void windowsHasItsLocalAppData() {
    assertThat(of("Windows 11", Map.of("LOCALAPPDATA", "/c/local")))
        .isEqualTo(Path.of("/c/local/Offing"));
    assertThat(of("Windows 11", Map.of())).isEqualTo(HOME.resolve("AppData/Local/Offing"));
  }

  @Test
  void theVariableOverridesThePlatform() {
    assertThat(of("Mac OS X", Map.of("OFFING_DATA", "/elsewhere/../there")))
        .isEqualTo(Path.of("/there"));
    assertThat(of("Linux", Map.of("OFFING_DATA", " ")))
        .isEqualTo(HOME.resolve(".local/share/offing"));
  }

  @Test
  void aGivenFolderOverridesAll() {
    assertThat(DataFolder.of(Path.of("/given"), Map.of("OFFING_DATA", "/there"), "Linux", HOME))
        .isEqualTo(Path.of("/given"));
  }

  private static Path of(String os, Map<String, String> environment) {
    return DataFolder.of(null, environment, os, HOME);
  }
}
