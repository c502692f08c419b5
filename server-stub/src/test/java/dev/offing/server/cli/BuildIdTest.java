package dev.offing.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BuildIdTest {
  @TempDir private Path folder;
  private Path ours;
  private String id;

  @BeforeEach
  void someClasses() throws IOException {
    ours = Files.createDirectories(folder.resolve("classes/dev/offing/sync"));
    Files.writeString(ours.resolve("Money.class"), "grains");
    id = idOf(folder.resolve("classes"));
  }

  @Test
  void changesWithTheCode() throws IOException {
    Files.writeString(ours.resolve("Money.class"), "doubles");
    assertThat(idOf(folder.resolve("classes"))).isNotEqualTo(id).hasSize(12);
  }

  @Test
  void staysWhenOnlyTheCommitChanges() throws IOException {
    Files.writeString(ours.resolve("build.properties"), "commit=0123456789");
    assertThat(idOf(folder.resolve("classes"))).isEqualTo(id);
  }

  @Test
  void isTheSameForAFolderAndItsJarAndIgnoresStrangers() throws IOException {
    Path jar = folder.resolve("classes.jar");
    try (OutputStream file = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(file)) {
      zip.putNextEntry(new ZipEntry("META-INF/MANIFEST.MF"));
      zip.putNextEntry(new ZipEntry("dev/offing/sync/Money.class"));
      Files.copy(ours.resolve("Money.class"), zip);
    }
    assertThat(idOf(folder.resolve("no-such-folder"), jar)).isEqualTo(id);
  }

  @Test
  void thisProgramHasOne() throws IOException {
    assertThat(BuildId.ofThisProgram()).matches("[0-9a-f]{12}").isNotEqualTo(BuildId.of(List.of()));
  }

  private static String idOf(Path... classPath) throws IOException {
    return BuildId.of(List.of(classPath).stream().map(Path::toString).toList());
  }
}
