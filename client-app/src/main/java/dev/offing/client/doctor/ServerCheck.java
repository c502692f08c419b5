package dev.offing.client.doctor;

import dev.offing.sync.ledger.Contents;
import dev.offing.sync.session.Halt;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether there is a server, and whether it and this program can talk. */
public final class ServerCheck implements Check {
  private static final String GOES_ON = "Play goes on without it, and everything is kept.";

  private final Map<URI, ServerProbe.Answer> answers;
  private final boolean named;
  private final @Nullable Contents profile;

  /**
   * @param answers of the servers that were asked, by their addresses; empty where none is known
   * @param named whether somebody named them
   * @param profile that is to be played there; null for none, or none that can be read
   */
  public ServerCheck(
      Map<URI, ServerProbe.Answer> answers, boolean named, @Nullable Contents profile) {
    this.answers = answers;
    this.named = named;
    this.profile = profile;
  }

  @Override
  public String name() {
    return "server";
  }

  @Override
  public List<Finding> look() {
    if (answers.isEmpty()) {
      return List.of(
          Finding.well(
              "No server runs on this computer; ./offing play starts its own, or name one with"
                  + " --server."));
    }
    List<Finding> found = new ArrayList<>();
    answers.forEach((server, answer) -> found.add(of(server, answer)));
    return found;
  }

  private Finding of(URI server, ServerProbe.Answer answer) {
    String why = answer.why() == null ? "it does not answer in time" : answer.why();
    if (!answer.opened()) {
      return Finding.trouble(
          "The server at %s is not there: %s".formatted(server, stopped(why)),
          (named ? "Look whether it runs, and whether the address is right. " : "") + GOES_ON);
    }
    return switch (answer.link()) {
      case ONLINE, SYNCING -> isAnother(answer) ? another(server) : well(server, answer);
      case UPGRADE -> Finding.trouble(Halt.UPGRADE.text(), "Bring this program up to date.");
      case SERVER_TOO_OLD ->
          Finding.trouble(
              Halt.SERVER_TOO_OLD.text(), "Bring the server at %s up to date.".formatted(server));
      case OFFLINE,
          WAITING,
          CONNECTING,
          FORGOTTEN,
          OTHER_SERVER,
          UNLINKED,
          DELETED,
          DIFFERS,
          DISK,
          CLOSED ->
          Finding.note(
              "The server at %s is there, but takes no newcomer now: %s"
                  .formatted(server, stopped(why)),
              "A game that it knows may get on. " + GOES_ON);
    };
  }

  private static Finding well(URI server, ServerProbe.Answer answer) {
    return Finding.well(
        "The server at %s answers (node %s), and speaks as this program does."
            .formatted(server, answer.node()));
  }

  private boolean isAnother(ServerProbe.Answer answer) {
    return profile != null
        && profile.serverId() != null
        && answer.serverId() != null
        && !profile.serverId().equals(answer.serverId());
  }

  private static Finding another(URI server) {
    return Finding.trouble(
        "The server at %s answers, and is another one than the profile belongs to; nothing is sent to it."
            .formatted(server),
        "Name the server on which it was played before, or play another profile: --profile NAME.");
  }

  private static String stopped(String sentence) {
    return sentence.matches(".*[.?!]") ? sentence : sentence + ".";
  }
}
