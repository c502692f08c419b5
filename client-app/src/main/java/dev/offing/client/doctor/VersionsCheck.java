package dev.offing.client.doctor;

import dev.offing.server.cli.BuildInfo;
import dev.offing.sync.economy.Economy;
import dev.offing.sync.protocol.Versions;
import java.io.IOException;
import java.util.List;

/** What runs here: program, Java, computer. */
public final class VersionsCheck implements Check {
  private static final int JAVA = 25;

  @Override
  public String name() {
    return "versions";
  }

  @Override
  public List<Finding> look() throws IOException {
    BuildInfo build = new BuildInfo();
    String what =
        "Offing %s (commit %s, protocol %d, rules %d), Java %s (%s), %s %s %s."
            .formatted(
                build.version(),
                build.commit(),
                Versions.OWN.newest(),
                Economy.RULES_VERSION,
                Runtime.version(),
                System.getProperty("java.vendor"),
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                System.getProperty("os.arch"));
    return List.of(
        Runtime.version().feature() >= JAVA
            ? Finding.well(what)
            : Finding.trouble(
                what, "It wants Java %d or newer; set JAVA_HOME to one.".formatted(JAVA)));
  }
}
