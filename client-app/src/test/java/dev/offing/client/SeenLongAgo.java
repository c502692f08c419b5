package dev.offing.client;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** Makes a profile that nobody has played for a while: its whole past lies so much earlier. */
final class SeenLongAgo {

  private SeenLongAgo() {}

  /**
   * Moves the mark until when somebody was here.
   *
   * @param folder of a profile that is closed
   */
  static void in(Path folder, long ms) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("profile.db"));
        Statement statement = connection.createStatement()) {
      if (statement.executeUpdate("UPDATE seen SET at = at - " + ms) != 1) {
        throw new AssertionError("nobody was ever here");
      }
    }
  }
}
