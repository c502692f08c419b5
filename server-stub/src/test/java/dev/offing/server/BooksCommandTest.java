package dev.offing.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offing.server.cli.Cli;
import dev.offing.server.redis.EmbeddedRedis;
import dev.offing.server.redis.RedisBinary;
import dev.offing.server.redis.RedisLink;
import dev.offing.sync.protocol.Calls;
import dev.offing.sync.protocol.ClientMessage;
import dev.offing.sync.protocol.Codec;
import dev.offing.sync.protocol.ServerMessage;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The books of a stub that runs, of one that is stopped, and of one that was restored. */
final class BooksCommandTest {
  @TempDir private Path work;

  private @Nullable Stub stub;
  private final Device one = new Device();
  private final Device two = new Device();
  private int code;

  private Path data() {
    return work.resolve("data");
  }

  private int start() throws Exception {
    SingleStub started =
        SingleStub.start(Config.of(data(), "tick=10000"), RedisBinary.ofThisMachine());
    stub = started;
    started.description().record(data());
    String ws = started.description().nodes().getFirst().ws();
    return Integer.parseInt(ws.substring(ws.lastIndexOf(':') + 1));
  }

  @AfterEach
  void stop() {
    if (stub != null) {
      stub.close();
      stub = null;
    }
  }

  private void play(int port, Device device, int times) throws Exception {
    try (RawClient client = RawClient.open(port)) {
      long now = device.greet(client, port).serverNow();
      for (int i = 0; i < times; i++) {
        device.pushed(client, device.buy("rowboat", 1, now));
      }
    }
  }

  private String books(String... words) {
    StringWriter text = new StringWriter();
    CommandLine line = Cli.commandLine(new BooksCommand());
    line.setOut(new PrintWriter(text)).setErr(new PrintWriter(text));
    code =
        line.execute(
            Stream.concat(Stream.of(words), Stream.of("--data", data().toString()))
                .toArray(String[]::new));
    return text.toString();
  }

  private long version(Device device) {
    String shown = books("show", device.account);
    return Long.parseLong(shown.replaceFirst("(?s).*\nversion +([0-9]+) .*", "$1"));
  }

  /** Changes something behind the back of a stub that is stopped. */
  private void tamper(String account, UnaryOperator<String> change) {
    try (EmbeddedRedis redis = EmbeddedRedis.start(data(), RedisBinary.ofThisMachine());
        RedisLink link = RedisLink.open(redis.address(), "here")) {
      String key =
          link.call(r -> r.keys("*:a:" + account + ":journal")).stream().findFirst().orElseThrow();
      String row = link.call(r -> r.lindex(key, 0));
      String changed = change.apply(row);
      assertThat(changed).isNotEqualTo(row);
      link.call(r -> r.lset(key, 0, changed));
    }
  }

  @Test
  void foldsTheJournalsOfAStubThatRunsAndOfOneThatIsStopped() throws Exception {
    int port = start();
    play(port, one, 3);
    play(port, two, 1);

    assertThat(books("verify")).isEqualTo("2 accounts add up.\n");
    assertThat(code).isZero();
    String shown = books("show", one.account.substring(0, 12), "--rows", "5");
    assertThat(shown).contains("account  " + one.account, "adds up  yes", "buy 1 rowboat");
    assertThat(books("show", "f00")).contains("No account begins with f00");
    assertThat(code).isOne();
    stop();

    assertThat(books("verify")).isEqualTo("2 accounts add up.\n");

    tamper(
        one.account, row -> row.substring(0, row.lastIndexOf("\"entries\"")) + "\"entries\":[]}");
    assertThat(books("verify"))
        .contains(
            one.account + ": the purse holds ",
            "1 of 2 accounts do not add up. Nothing was changed.");
    assertThat(code).isOne();
    tamper(two.account, row -> row.replaceFirst("(?<head>\"amount\":\"-?)", "${head}7"));
    assertThat(books("verify"))
        .contains(two.account + ": a row of its journal cannot be read", "2 of 2 accounts");
  }

  @Test
  void aBackupOfARunningStubIsRestoredAndNothingThatWasThereIsLost() throws Exception {
    int port = start();
    play(port, one, 2);
    play(port, two, 2);
    Path file = work.resolve("monday.offing");
    assertThat(books("backup", file.toString())).isEqualTo("In %s: 2 accounts.\n".formatted(file));
    assertThat(code).isZero();
    assertThat(books("backup", file.toString())).contains("is there already");
    assertThat(code).isOne();
    assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
    long then = Objects.requireNonNull(one.base).version();

    play(port, one, 3);
    try (RawClient client = RawClient.open(port)) {
      two.greet(client, port);
      var params = new Codec().toTree(new Calls.DeleteAccountParams(two.account));
      client.send(new ClientMessage.Call("1", Calls.DELETE_ACCOUNT, 1, params));
      assertThat(client.await(ServerMessage.Reply.class).error()).isNull();
    }
    assertThat(books("restore", file.toString())).contains("A stub runs on").contains("Stop it");
    assertThat(code).isOne();
    stop();
    assertThat(books("verify")).isEqualTo("1 account adds up.\n");
    long later = version(one);

    assertThat(books("restore", file.toString())).contains("Back from " + file + ": 1 account.");
    assertThat(code).isZero();
    assertThat(version(one)).isGreaterThanOrEqualTo(then).isLessThan(later);
    assertThat(books("show", two.account)).as("deleted since").contains("No account begins");
    try (Stream<Path> all = Files.list(data())) {
      List<String> kept = all.map(it -> it.getFileName().toString()).sorted().toList();
      assertThat(kept)
          .anyMatch(it -> it.startsWith("redis.before-"))
          .doesNotContain("restore.part");
    }

    port = start();
    try (RawClient client = RawClient.open(port)) {
      one.checkpoint = null;
      one.greet(client, port);
    }
    stop();
  }

  @Test
  void aBackupThatIsDamagedOrOfAnotherServerChangesNothing() throws Exception {
    int port = start();
    play(port, one, 2);
    Path file = work.resolve("monday.offing");
    books("backup", file.toString());
    stop();
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 4;
    Path damaged = Files.write(work.resolve("damaged.offing"), bytes);

    assertThat(books("restore", damaged.toString())).contains("Nothing was changed");
    assertThat(code).isOne();
    Path text = Files.writeString(work.resolve("letter.txt"), "Dear Sir");
    assertThat(books("restore", text.toString())).contains("Nothing was changed");
    assertThat(books("restore", work.resolve("none").toString())).contains("cannot be read");
    Files.writeString(
        data().resolve("offing.key"),
        Files.readString(data().resolve("offing.key"))
            .replaceFirst("server-id = [0-9a-f]{8}", "server-id = 00000000"));
    assertThat(books("restore", file.toString())).contains("belongs to server 00000000");
    assertThat(books("verify")).contains("its seal is not of a key in the key file");
  }

  @Test
  void anotherMachineTakesABackupOverWithItsKeyFile() throws Exception {
    play(start(), one, 2);
    Path file = work.resolve("monday.offing");
    books("backup", file.toString());
    stop();
    Files.move(data(), work.resolve("lost"));

    assertThat(books("restore", file.toString())).contains("Back from " + file + ": 1 account.");

    assertThat(books("verify")).isEqualTo("1 account adds up.\n");
    int port = start();
    try (RawClient client = RawClient.open(port)) {
      assertThat(one.greet(client, port).mode())
          .isIn(ServerMessage.Mode.RESUME, ServerMessage.Mode.SNAPSHOT);
    }
  }

  @Test
  void aNewKeySealsFromTheNextStartOnAndTheOldOneProvesWhatItSealed() throws Exception {
    play(start(), one, 1);
    assertThat(books("rotate-key")).contains("Another stub runs").contains("Nothing was changed");
    stop();

    assertThat(books("rotate-key")).contains("seals from the next start on");
    assertThat(code).isZero();

    assertThat(books("verify")).isEqualTo("1 account adds up.\n");
    play(start(), one, 1);
    assertThat(books("verify")).isEqualTo("1 account adds up.\n");
  }

  @Test
  void whatIsMissingIsSaid() {
    assertThat(books()).contains("what is to be done is missing: ");
    assertThat(code).isEqualTo(2);
    assertThat(books("verify")).contains("There is no key file");
    assertThat(code).isOne();
    assertThat(books("verfy")).contains("Did you mean verify?");
  }
}
