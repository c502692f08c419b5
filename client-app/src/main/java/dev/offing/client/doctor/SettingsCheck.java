package dev.offing.client.doctor;

import java.util.List;
import java.util.Optional;

/** Whether the environment holds settings of a server that are none. */
public final class SettingsCheck implements Check {
  private final Optional<String> mistake;

  /**
   * @param mistake what is wrong with them, for a person; empty for nothing
   */
  public SettingsCheck(Optional<String> mistake) {
    this.mistake = mistake;
  }

  @Override
  public String name() {
    return "settings";
  }

  @Override
  public List<Finding> look() {
    return List.of(
        mistake
            .map(it ->
                Finding.trouble(
                    "A server that is started here would not begin: %s.".formatted(it),
                    "Mend or unset it: the game's own server reads it, too."))
            .orElse(Finding.well("The environment holds no setting that a server would refuse.")));
  }
}
