package dev.offing.client.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offing.client.harbour.Notation;
import dev.offing.client.settings.Preferences.Bounds;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PreferencesFileTest {

  @TempDir Path folder;
  private PreferencesFile file;

  @BeforeEach
  void open() {
    file = new PreferencesFile(folder.resolve("data"));
  }

  @Test
  void whatWasChosenIsFoundAgain() {
    Preferences chosen =
        new Preferences(
            ThemeChoice.DARK,
            Notation.ENGINEERING,
            Motion.REDUCED,
            new Bounds(-10, 20, 1_280, 720, true));
    file.write(chosen);
    assertThat(file.read()).isEqualTo(chosen);
    assertThat(folder.resolve("data/preferences.properties.new")).doesNotExist();
  }

  @Test
  void whoNeverChoseHasTheDefaults() {
    assertThat(file.read()).isEqualTo(Preferences.DEFAULT);
  }

  @Test
  void aWordThatIsNoneCostsOnlyItsOwnKey() throws Exception {
    write("theme=purple\nnotation=full\nwindow=here and there\nfrom-a-later-version=1\n");
    assertThat(file.read())
        .isEqualTo(
            new Preferences(ThemeChoice.SYSTEM, Notation.FULL, Motion.SYSTEM, /* window= */ null));
    write("window=1 2 3 4 normal 6\n");
    assertThat(file.read().window()).isNull();
  }

  @Test
  void aFileThatIsNoneStopsNoGame() throws Exception {
    write("theme=\\u00zz\n");
    assertThat(file.read()).isEqualTo(Preferences.DEFAULT);
    Files.write(folder.resolve("data/preferences.properties"), new byte[] {(byte) 0xff, 0, 1});
    assertThat(file.read()).isEqualTo(Preferences.DEFAULT);
  }

  @Test
  void aFolderThatCannotBeWrittenStopsNoGame() throws Exception {
    Files.writeString(folder.resolve("data"), "a file where the folder should be");
    file.write(Preferences.DEFAULT);
    assertThat(file.read()).isEqualTo(Preferences.DEFAULT);
  }

  private void write(String text) throws Exception {
    Files.createDirectories(folder.resolve("data"));
    Files.writeString(folder.resolve("data/preferences.properties"), text);
  }
}
