package dev.offing.client.doctor;

import dev.offing.sync.ledger.Contents;
import dev.offing.sync.ledger.JournalQuery;
import dev.offing.sync.ledger.JournalReader;
import dev.offing.sync.ledger.ProfileLook;
import java.util.List;

/** Whether the profile opens, and whose it is. */
public final class ProfileCheck implements Check {
  private final String profile;
  private final ProfileLook look;

  /**
   * @param profile its name
   * @param look at it; stays open
   */
  public ProfileCheck(String profile, ProfileLook look) {
    this.profile = profile;
    this.look = look;
  }

  @Override
  public String name() {
    return "profile";
  }

  @Override
  public List<Finding> look() {
    return List.of(
        switch (look.standing()) {
          case NONE ->
              Finding.note("Nobody has played in profile \"%s\" yet.".formatted(profile), "");
          case WHOLE -> Finding.well(whole());
          case NO_DATABASE, LOG_LOST -> Finding.note(look.sentence(), "");
          case DAMAGED ->
              Finding.trouble(
                  look.sentence(), "Before you start it again, write a report: ./offing report");
          case KEY_LOST, NEWER, UNREADABLE -> Finding.trouble(look.sentence(), "");
        });
  }

  private String whole() {
    StringBuilder text = new StringBuilder("Profile \"%s\" is whole".formatted(profile));
    Contents contents = look.contents();
    JournalReader book = look.ledger();
    if (contents != null && book != null) {
      text.append(
          ": account %s, %,d rows in its book, %,d gestures that the server has not answered"
              .formatted(
                  contents.identity().account().substring(0, 8),
                  book.count(JournalQuery.ALL),
                  contents.outbox().size()));
    }
    if (look.holder() != null) {
      text.append(". It is being played, in process %d".formatted(look.holder()));
    }
    return text.append('.').toString();
  }
}
