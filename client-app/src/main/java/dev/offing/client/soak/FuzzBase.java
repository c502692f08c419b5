package dev.offing.client.soak;

import dev.offing.server.account.KeyFile;
import dev.offing.sync.LedgerJson;
import dev.offing.sync.Link;
import dev.offing.sync.SyncEngine;
import dev.offing.sync.economy.Catalog;
import dev.offing.sync.economy.Command;
import dev.offing.sync.ledger.Contents;
import dev.offing.sync.ledger.Ledger;
import dev.offing.sync.ledger.Profile;
import dev.offing.sync.ledger.ProfileArchive;
import dev.offing.sync.protocol.CatalogException;
import dev.offing.sync.protocol.CatalogReader;
import dev.offing.sync.protocol.Codec;
import dev.offing.sync.session.Submission;
import dev.offing.sync.transport.Transport;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * What is spoilt: the frames, the files and the sealed state of a game that was really played, on a
 * real stub, and that has something in its outbox.
 *
 * @param fromServer frames that arrived
 * @param fromClient frames that were sent
 * @param profile closed
 * @param contents of the profile
 * @param archive of the profile, without its key
 * @param keys of the server
 */
record FuzzBase(
    List<String> fromServer,
    List<String> fromClient,
    Profile profile,
    Contents contents,
    Path archive,
    KeyFile keys) {
  private static final int PURCHASES = 12;
  private static final long PATIENCE_MS = 60_000;

  /** Plays it. */
  static FuzzBase play(Path work) throws IOException, InterruptedException {
    Path catalog = RichCatalog.write(work.resolve("catalog"));
    Recorder recorder = new Recorder();
    Profile profile = Profile.in(work.resolve("base"), "fuzz");
    Codec codec = new Codec();
    try (StubProcess stub = StubProcess.start(catalog, work.resolve("server"));
        SyncEngine engine =
            SyncEngine.builder().profile(profile).catalog(rules()).transport(recorder).open()) {
      engine.useServer(stub.uri());
      buy(engine);
      await(() -> engine.status().link() == Link.ONLINE && engine.status().pending() == 0);
      engine.rooms().join("port:lobby");
      engine.rooms().say("port:lobby", "Anybody there?");
      await(() -> recorder.arrived.stream().anyMatch(it -> it.contains("Anybody there?")));
      engine.useServer(null);
      buy(engine);
    }
    Path archive = work.resolve("base.offing");
    LedgerJson json = new LedgerJson(codec);
    SecureRandom random = new SecureRandom();
    try (Ledger ledger = profile.open(json, random, System.currentTimeMillis()).ledger()) {
      ProfileArchive.write(ledger, profile, archive, null, random);
      return new FuzzBase(
          List.copyOf(recorder.arrived),
          List.copyOf(recorder.sent),
          profile,
          ledger.load(),
          archive,
          KeyFile.open(work.resolve("server")));
    }
  }

  /** The rules that it is played by. */
  static Catalog rules() {
    try {
      return CatalogReader.read(
          "the soak's catalog", RichCatalog.text().getBytes(StandardCharsets.UTF_8));
    } catch (CatalogException e) {
      throw new SoakException("the soak's catalog is wrong", e);
    }
  }

  private static void buy(SyncEngine engine) {
    for (int i = 0; i < PURCHASES; i++) {
      Submission made = engine.submit(Command.buy("rowboat", 1, engine.view().core().run(), null));
      if (!(made instanceof Submission.Saved)) {
        throw new SoakException("a purchase was refused: " + made);
      }
    }
  }

  private static void await(BooleanSupplier so) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE_MS * 1_000_000;
    while (!so.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new SoakException("the game to be spoilt did not get to its server");
      }
      Thread.sleep(20);
    }
  }

  /** The file of the database. */
  Path database() {
    return profile.folder().resolve("profile.db");
  }

  /** The bytes of the database. */
  byte[] databaseBytes() throws IOException {
    return Files.readAllBytes(database());
  }

  /** Keeps every frame. */
  private static final class Recorder implements Transport {
    private final Transport real = Transport.okHttp();
    final List<String> arrived = Collections.synchronizedList(new ArrayList<>());
    final List<String> sent = Collections.synchronizedList(new ArrayList<>());

    @Override
    public Wire dial(URI server, Listener listener) {
      Wire wire =
          real.dial(
              server,
              new Listener() {
                @Override
                public void opened() {
                  listener.opened();
                }

                @Override
                public void frame(String text) {
                  arrived.add(text);
                  listener.frame(text);
                }

                @Override
                public void closed(String why) {
                  listener.closed(why);
                }
              });
      return new Wire() {
        @Override
        public void send(String frame) {
          sent.add(frame);
          wire.send(frame);
        }

        @Override
        public void close() {
          wire.close();
        }
      };
    }

    @Override
    public void close() {
      real.close();
    }
  }
}
