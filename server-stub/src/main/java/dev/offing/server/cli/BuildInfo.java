package dev.offing.server.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** What this program is: the version of its pom and the commit it was built from. */
public final class BuildInfo implements IVersionProvider {
  private final Properties properties = new Properties();

  /** Reads what the build wrote beside this class. */
  public BuildInfo() throws IOException {
    try (InputStream in = BuildInfo.class.getResourceAsStream("build.properties")) {
      if (in != null) {
        properties.load(in);
      }
    }
  }

  /** As in the pom: {@code 0.1.0-SNAPSHOT}. */
  public String version() {
    return properties.getProperty("version", "unknown");
  }

  /** Ten hex digits, with {@code -dirty} where files had changed since; or {@code unknown}. */
  public String commit() {
    return properties.getProperty("commit", "unknown");
  }

  @Override
  public String[] getVersion() throws IOException {
    return new String[] {
      "offing %s (commit %s, build %s, Java %s)"
          .formatted(version(), commit(), BuildId.ofThisProgram(), Runtime.version())
    };
  }
}
