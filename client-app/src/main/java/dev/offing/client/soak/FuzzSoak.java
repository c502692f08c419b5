package dev.offing.client.soak;

import dev.offing.server.account.AccountService;
import dev.offing.server.account.AccountSession;
import dev.offing.server.account.Graves;
import dev.offing.server.account.MemoryAccountStore;
import dev.offing.server.account.MemoryCodeStore;
import dev.offing.server.account.MemoryLinkStore;
import dev.offing.server.account.Opened;
import dev.offing.server.account.Outgoing;
import dev.offing.server.account.Retention;
import dev.offing.server.cluster.Bus;
import dev.offing.server.world.WorldView;
import dev.offing.sync.LedgerJson;
import dev.offing.sync.account.World;
import dev.offing.sync.economy.Catalog;
import dev.offing.sync.economy.Rulebook;
import dev.offing.sync.ledger.ArchiveException;
import dev.offing.sync.ledger.Confirmed;
import dev.offing.sync.ledger.Contents;
import dev.offing.sync.ledger.Ledger;
import dev.offing.sync.ledger.LedgerException;
import dev.offing.sync.ledger.Profile;
import dev.offing.sync.ledger.ProfileArchive;
import dev.offing.sync.mutation.Chained;
import dev.offing.sync.mutation.Mutation;
import dev.offing.sync.protocol.ClientMessage;
import dev.offing.sync.protocol.Codec;
import dev.offing.sync.protocol.ProtocolException;
import dev.offing.sync.protocol.ServerMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * Spoils what is read: frames, databases and archives, sealed states. Nothing may break off with
 * anything but a sentence, and nothing that says something else may be taken for what it was.
 */
public final class FuzzSoak {
  private static final long WALL_MS = 1_780_000_000_000L;
  private static final String ID = "0".repeat(32);

  private final Path work;
  private final SplittableRandom random;
  private final Spoiler spoiler;
  private final Consumer<String> progress;
  private final Codec codec = new Codec();
  private long taken;

  /**
   * What came of it.
   *
   * @param taken what was spoilt and still was what it had been, or said nothing that is proved
   */
  public record Result(int frames, int files, int states, long taken) {}

  /**
   * A soak.
   *
   * @param work an empty folder
   */
  public FuzzSoak(Path work, SplittableRandom random, Consumer<String> progress) {
    this.work = work;
    this.random = random;
    this.spoiler = new Spoiler(random.split());
    this.progress = progress;
  }

  /**
   * Runs it.
   *
   * @param frames that are spoilt; a tenth as many files, and as many states as files
   * @throws SoakException when something broke off, or was taken for what it is not
   */
  public Result run(int frames) throws IOException, InterruptedException {
    FuzzBase base = FuzzBase.play(work);
    frames(base, frames);
    int files = frames / 10;
    files(base, files);
    states(base, files);
    return new Result(frames, files, files, taken);
  }

  // ---- frames -----------------------------------------------------------------------------------

  private void frames(FuzzBase base, int count) {
    for (int i = 0; i < count; i++) {
      boolean client = random.nextInt(3) == 0;
      List<String> real = client ? base.fromClient() : base.fromServer();
      String frame = spoiler.spoilt(real.get(random.nextInt(real.size())));
      try {
        if (client) {
          String read = codec.encode(codec.decodeClient(frame));
          same(read, codec.encode(codec.decodeClient(read)), frame);
        } else {
          String read = codec.encode(codec.decodeServer(frame));
          same(read, codec.encode(codec.decodeServer(read)), frame);
        }
        taken++;
      } catch (ProtocolException _) {
        // refused, with a sentence
      } catch (SoakException e) {
        throw e;
      } catch (RuntimeException | StackOverflowError e) {
        throw new SoakException("this frame broke the reader (" + e + "): " + frame, e);
      }
      tell(i, count, "frames");
    }
  }

  private static void same(String read, String again, String frame) {
    if (!read.equals(again)) {
      throw new SoakException("this frame is not what it says: " + frame);
    }
  }

  // ---- files ------------------------------------------------------------------------------------

  private void files(FuzzBase base, int count) throws IOException {
    byte[] database = base.databaseBytes();
    byte[] archive = Files.readAllBytes(base.archive());
    byte[] key = Files.readAllBytes(base.profile().folder().resolve("device.key"));
    for (int i = 0; i < count; i++) {
      Path data = work.resolve("spoilt");
      Profile profile = Profile.in(data, "fuzz");
      Files.createDirectories(profile.folder());
      Files.write(profile.folder().resolve("device.key"), key);
      boolean moved = random.nextInt(4) == 0;
      byte[] spoilt = spoiler.spoilt(moved ? archive : database);
      try {
        if (moved) {
          Path file = Files.write(data.resolve("spoilt.offing"), spoilt);
          ProfileArchive.read(file, profile, null, new LedgerJson(codec), new Random(i), WALL_MS);
        } else {
          Files.write(profile.folder().resolve("profile.db"), spoilt);
        }
        open(base, profile, moved);
      } catch (ArchiveException | LedgerException _) {
        // refused, with a sentence
      } catch (SoakException e) {
        Files.write(work.resolve(moved ? "broke.offing" : "broke.db"), spoilt);
        throw e;
      } catch (RuntimeException | StackOverflowError e) {
        Path kept = Files.write(work.resolve(moved ? "broke.offing" : "broke.db"), spoilt);
        throw new SoakException(kept + " broke the reader: " + e, e);
      }
      Folders.delete(data);
      tell(i, count, "files");
    }
  }

  /** What opens without a word must be what was written, as far as money hangs on it. */
  private void open(FuzzBase base, Profile profile, boolean moved) {
    Profile.Opened opened = profile.open(new LedgerJson(codec), new Random(1), WALL_MS);
    try (Ledger ledger = opened.ledger()) {
      if (opened.recovery() != null) {
        return; // set aside, and told
      }
      Contents here = ledger.load();
      Contents there = base.contents();
      boolean same =
          Objects.equals(state(here), state(there))
              && here.identity().account().equals(there.identity().account())
              && mutations(here).equals(mutations(there))
              && (moved || here.outbox().equals(there.outbox()));
      if (!same) {
        throw new SoakException("a spoilt file was taken for another game: " + profile.folder());
      }
      ledger.journal(100);
      ledger.settled(100);
      taken++;
    } catch (LedgerException _) {
      // said when the page is read that it is on
    }
  }

  private static Object state(Contents contents) {
    Confirmed confirmed = contents.confirmed();
    return confirmed == null ? "none" : confirmed.state();
  }

  private static List<Mutation> mutations(Contents contents) {
    return contents.outbox().stream().map(Chained::mutation).toList();
  }

  // ---- states -----------------------------------------------------------------------------------

  private void states(FuzzBase base, int count) {
    Confirmed confirmed = Objects.requireNonNull(base.contents().confirmed());
    ClientMessage.Heal real =
        new ClientMessage.Heal(confirmed.state(), Objects.requireNonNull(confirmed.seal()));
    String frame = codec.encode(real);
    Catalog catalog = FuzzBase.rules();
    WorldView world =
        new WorldView(
            new World(ID, List.of(new World.Row(1, 0, catalog.hash()))), Rulebook.of(catalog));
    if (!heals(base, world, real)) {
      throw new SoakException("the real state heals nothing, so that nothing would be tested");
    }
    for (int i = 0; i < count; i++) {
      String spoilt = spoiler.spoilt(frame);
      try {
        if (codec.decodeClient(spoilt) instanceof ClientMessage.Heal shown) {
          if (heals(base, world, shown) && !shown.equals(real)) {
            throw new SoakException("the server took this state, which it never sealed: " + spoilt);
          }
          taken += shown.equals(real) ? 1 : 0;
        }
      } catch (ProtocolException _) {
        // refused, with a sentence
      } catch (SoakException e) {
        throw e;
      } catch (RuntimeException | StackOverflowError e) {
        throw new SoakException("this state broke the server (" + e + "): " + spoilt, e);
      }
      tell(i, count, "states");
    }
  }

  /** Whether a server that forgot everything goes on from what is shown. */
  private static boolean heals(FuzzBase base, WorldView world, ClientMessage.Heal shown) {
    AccountService server =
        new AccountService(
            new MemoryAccountStore(ID, null),
            new MemoryLinkStore(() -> WALL_MS),
            new MemoryCodeStore(),
            Alone.HERE,
            () -> WALL_MS,
            () -> world,
            base.keys(),
            Graves.inMemory(),
            () -> ID,
            ms -> {},
            Retention.STANDARD,
            (_, work) -> work.run(),
            () -> true,
            Outgoing.NONE);
    List<ServerMessage> told = new ArrayList<>();
    AccountSession session =
        new AccountSession(
            base.contents().identity().account(),
            base.contents().identity().publicKey(),
            base.contents().identity().incarnation(),
            told::add,
            Alone.HERE,
            () -> {});
    List<Opened> opened = new ArrayList<>();
    server.open(session, shown.checkpoint(), opened::add);
    if (opened.getFirst() instanceof Opened.Welcomed) {
      server.heal(session, shown);
    }
    return told.stream().anyMatch(ServerMessage.Healed.class::isInstance);
  }

  /** A server of one node whose addresses may do what they like. */
  private enum Alone implements Bus, AccountSession.Enrolment {
    HERE;

    @Override
    public Subscription subscribe(String channel, Listener listener) {
      return () -> {};
    }

    @Override
    public void publish(String channel, String message) {}

    @Override
    public void onResubscribed(Runnable check) {}

    @Override
    public boolean available() {
      return true;
    }

    @Override
    public boolean take() {
      return true;
    }

    @Override
    public void close() {}
  }

  private void tell(int done, int of, String what) {
    if ((done + 1) % 500 == 0) {
      progress.accept("%,d of %,d %s".formatted(done + 1, of, what));
    }
  }
}
