package dev.offing.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.offing.client.bridge.EngineDesk;
import dev.offing.client.bridge.Farewell;
import dev.offing.client.settings.DataViewModel;
import dev.offing.client.soak.StubProcess;
import dev.offing.server.cli.Cli;
import dev.offing.sync.Link;
import dev.offing.sync.SyncEngine;
import dev.offing.sync.economy.Command;
import dev.offing.sync.ledger.Profile;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A player takes everything along in one file, and then deletes it all, on a real stub. */
final class DeletedAccountTest {
  @TempDir private Path folder;

  private SyncEngine open(Profile profile, URI server) {
    return SyncEngine.builder().profile(profile).catalog(Harbours.catalog()).server(server).open();
  }

  private Profile profile(String computer) {
    return Profile.in(folder.resolve(computer), "ada");
  }

  private static void await(SyncEngine engine, Link link) throws InterruptedException {
    LinkedBlockingQueue<Link> news = new LinkedBlockingQueue<>();
    Runnable end = engine.subscribe(_ -> news.add(engine.status().link()));
    for (Link now = engine.status().link(); now != link; ) {
      now = news.poll(60, TimeUnit.SECONDS);
      assertThat(now).as("waited for %s, %s", link, engine.status()).isNotNull();
    }
    end.run();
  }

  private String profileCommand(int code, String computer, String... words) {
    StringWriter text = new StringWriter();
    CommandLine line = Cli.commandLine(new ProfileCommand());
    line.setOut(new PrintWriter(text)).setErr(new PrintWriter(text));
    String[] all = new String[words.length + 4];
    System.arraycopy(words, 0, all, 0, words.length);
    all[words.length] = "--data";
    all[words.length + 1] = folder.resolve(computer).toString();
    all[words.length + 2] = "--profile";
    all[words.length + 3] = "ada";
    assertThat(line.execute(all)).as(text.toString()).isEqualTo(code);
    return text.toString();
  }

  @Test
  void whatWasDeletedIsGoneForAnArchiveOfItToo() throws Exception {
    Path file = folder.resolve("ada.offing");
    Path secret = Files.writeString(folder.resolve("secret"), "a walk on the quay\n");
    try (StubProcess stub =
        StubProcess.start(folder.resolve("nothing"), folder.resolve("server"))) {
      LinkedBlockingQueue<String> left = new LinkedBlockingQueue<>();
      try (SyncEngine engine = open(profile("here"), stub.uri());
          EngineDesk desk = EngineDesk.over(engine, Runnable::run)) {
        engine.submit(Command.buy("rowboat", 1, 0, null));
        await(engine, Link.ONLINE);
        Farewell farewell = new Farewell(engine);
        DataViewModel data =
            new DataViewModel(
                desk,
                profile("here"),
                farewell,
                new SecureRandom(),
                Runnable::run,
                () -> left.add("left"));
        LinkedBlockingQueue<String> said = new LinkedBlockingQueue<>();
        data.said().subscribe(it -> said.add(it));
        data.export(file, "a walk on the quay");
        while (!said.poll(60, TimeUnit.SECONDS).contains("Everything is in ada.offing")) {
          // the empty one before it
        }
        data.delete();
        assertThat(left.poll(60, TimeUnit.SECONDS)).isEqualTo("left");
        assertThat(farewell.said()).isTrue();
      }
      assertThat(profileCommand(0, "here", "delete", "--yes")).contains("is deleted");
      assertThat(profile("here").folder()).doesNotExist();

      assertThat(profileCommand(1, "there", "import", file.toString()))
          .contains("under a passphrase, which is missing");
      profileCommand(0, "there", "import", file.toString(), "--passphrase-file", secret.toString());
      try (SyncEngine engine = open(profile("there"), stub.uri())) {
        await(engine, Link.DELETED);
        assertThat(engine.journal(10)).isNotEmpty();
        Farewell again = new Farewell(engine);
        again.say().join();
        assertThat(again.said()).as("so that what lies here goes, too").isTrue();
      }
    }
  }

  @Test
  void withoutTheServerNothingIsDeletedThatItMayHave() throws Exception {
    Profile profile = profile("here");
    try (StubProcess stub =
        StubProcess.start(folder.resolve("nothing"), folder.resolve("server"))) {
      try (SyncEngine engine = open(profile, stub.uri())) {
        engine.submit(Command.buy("rowboat", 1, 0, null));
        await(engine, Link.ONLINE);
      }
    }
    try (SyncEngine engine =
        SyncEngine.builder().profile(profile).catalog(Harbours.catalog()).open()) {
      Farewell farewell = new Farewell(engine);

      assertThatThrownBy(() -> farewell.say().join())
          .isInstanceOf(CompletionException.class)
          .hasMessageContaining("Nothing was deleted");

      assertThat(farewell.said()).isFalse();
    }
  }
}
