package dev.offing.client.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offing.assets.Assets;
import dev.offing.client.doctor.Doctor;
import dev.offing.client.doctor.Verdict;
import dev.offing.client.log.LogFiles;
import dev.offing.client.log.ProtocolLog;
import dev.offing.server.StubServer;
import dev.offing.simulator.scenario.ScenarioFile;
import dev.offing.sync.LedgerJson;
import dev.offing.sync.Link;
import dev.offing.sync.SyncEngine;
import dev.offing.sync.economy.Catalog;
import dev.offing.sync.economy.Command;
import dev.offing.sync.economy.Money;
import dev.offing.sync.ledger.Profile;
import dev.offing.sync.ledger.ProfileLook;
import dev.offing.sync.protocol.Calls;
import dev.offing.sync.protocol.CatalogReader;
import dev.offing.sync.protocol.Codec;
import dev.offing.sync.session.SyncEvent;
import dev.offing.sync.transport.Transport;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is in a report, and above all what is not, of a game that was really played. */
final class BugReportTest {
  private static final String SAID = "meet me behind the customs house";
  private static final String OWN = "at the turn of the tide";
  private static final String CODE = "MIDWINTER-RUM";
  private static final String ADMIN = "never-say-this-to-anybody-0123456789";
  private static final String REDIS = "l0w!tide";
  private static final LedgerJson CODEC = new LedgerJson(new Codec());
  private static final Doctor.Found WELL = new Doctor.Found(Verdict.WELL, List.of());

  @TempDir Path folder;

  private final List<String> secrets = new ArrayList<>();

  @Test
  void noSecretOfAPlayedGameIsInIt() throws Exception {
    play();
    plantInLogs();
    Path zip = folder.resolve("report.zip");
    BugReport.Collected collected = collect(environment());
    ReportFile.write(zip, collected.files());

    Map<String, String> texts = unzip(zip);
    assertThat(texts.keySet())
        .contains(
            "doctor.txt",
            "doctor.json",
            "logs/game.log",
            "logs/server.log",
            "logs/protocol.log",
            "crash-reports/20261127-120000-000.txt",
            "ledger/book.csv",
            "ledger/state.json",
            "scenario.yaml",
            "settings/server.txt");
    assertThat(secrets).hasSizeGreaterThan(14);
    for (String secret : secrets) {
      texts.forEach((name, text) ->
          assertThat(text).as("%s in %s", secret, name).doesNotContainIgnoringCase(secret));
    }
    assertThat(texts.get("logs/protocol.log"))
        .contains("> push", "< welcome", "\"action\":\"token\"", "> say", "< room");
    assertThat(texts.get("ledger/book.csv")).contains("buy", "redeem", "rowboat");
    ScenarioFile scenario = ScenarioFile.read("scenario.yaml", texts.get("scenario.yaml"));
    assertThat(scenario.scenario().steps()).hasSizeGreaterThanOrEqualTo(3);
  }

  /** Two games on a real stub, with every kind of secret between them. */
  private void play() throws Exception {
    try (StubServer stub =
            StubServer.start(folder.resolve("server"), Map.of("codes", CODE + "=5000"));
        SyncEngine ada = open(stub, "default", true);
        SyncEngine ben = open(stub, "ben", false)) {
      BlockingQueue<String> heard = new LinkedBlockingQueue<>();
      ada.subscribe(it -> {
        if (it instanceof SyncEvent.Said said) {
          heard.add(said.event().text());
        }
      });
      ada.submit(Command.buy("rowboat", 1, 0, null));
      ben.submit(Command.buy("rowboat", 1, 0, null));
      await(ada);
      await(ben);
      ada.submit(Command.redeem(CODE, 0));
      ada.submit(Command.gift(ben.status().account(), Money.of(1), 0));
      secrets.add(ada.linking().offer().get(30, TimeUnit.SECONDS).code());
      secrets.add(ada.linking().recoveryCode().get(30, TimeUnit.SECONDS));
      secrets.add(
          ada.call(Calls.TOKEN, 1, new Calls.Nothing())
              .get(30, TimeUnit.SECONDS)
              .get("token")
              .asString());
      ada.rooms().join("port:lobby");
      ben.rooms().join("port:lobby");
      ben.rooms().say("port:lobby", SAID);
      assertThat(heard.poll(30, TimeUnit.SECONDS)).isEqualTo(SAID);
      ada.rooms().say("port:lobby", OWN);
      assertThat(heard.poll(30, TimeUnit.SECONDS)).isEqualTo(OWN);
      await(ada);
      secrets.add(ada.status().account());
      secrets.add(ben.status().account());
    }
    for (Path key :
        List.of(
            folder.resolve("profiles/default/device.key"),
            folder.resolve("profiles/ben/device.key"),
            folder.resolve("server/offing.key"))) {
      for (String word : Files.readString(key).split("\\s+", -1)) {
        if (word.matches("[0-9a-f]{32,}")) {
          secrets.add(word);
        }
      }
    }
    String redis = Files.readString(folder.resolve("server/redis/redis.conf"));
    secrets.add(
        redis
            .lines()
            .filter(it -> it.startsWith("requirepass "))
            .findFirst()
            .orElseThrow()
            .substring(12));
  }

  /** As a mistake in the program would write them. What people said has no form to be known by. */
  private void plantInLogs() throws Exception {
    secrets.addAll(List.of(ADMIN, REDIS, "sesame-street", CODE));
    LogFiles logs = LogFiles.in(folder, "default");
    Files.writeString(logs.log(), "game: " + String.join(" and ", secrets) + "\n");
    Files.writeString(
        folder.resolve("server.log"),
        "server at redis://:%s@127.0.0.1, password=sesame-street, '%s' of %s\n"
            .formatted(REDIS, ADMIN, System.getProperty("user.home")));
    Path crashes = Files.createDirectories(folder.resolve("crash-reports"));
    Files.writeString(crashes.resolve("20261127-120000-000.txt"), String.join("\n", secrets));
    secrets.addAll(List.of(SAID, OWN));
  }

  private Map<String, String> environment() throws Exception {
    Path token = Files.writeString(folder.resolve("admin"), ADMIN);
    Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-------"));
    return Map.of(
        "OFFING_ADMIN_TOKEN_FILE",
        token.toString(),
        "OFFING_REDIS",
        "redis://:" + REDIS + "@127.0.0.1:6379",
        "OFFING_CODES",
        CODE + "=5000",
        "MY_API_TOKEN",
        "sesame-street");
  }

  @Test
  void aProfileThatDoesNotOpenYieldsAReportAllTheSame() throws Exception {
    Path profile = Files.createDirectories(folder.resolve("profiles/default"));
    Files.writeString(profile.resolve("profile.db"), "gulls".repeat(1_000));
    BugReport.Collected collected = collect(Map.of());
    assertThat(collected.files()).containsKeys("doctor.txt", "settings/server.txt");
    assertThat(collected.contained().missing())
        .anyMatch(it -> it.startsWith("the ledger: ") && it.contains("damaged"))
        .anyMatch(it -> it.startsWith("logs/game.log: there is none"));
    assertThat(Files.readString(profile.resolve("profile.db"))).startsWith("gulls");
  }

  @Test
  void nobodyPlayedYet() throws Exception {
    BugReport.Collected collected = collect(Map.of("OFFING_PROT", "1"));
    assertThat(collected.contained().missing())
        .anyMatch(it -> it.contains("nobody has played"))
        .anyMatch(it -> it.startsWith("settings/server.txt") && it.contains("OFFING_PROT"));
    assertThat(collected.contained().lines()).contains("In it:", "Left out:", "Not to be had:");
  }

  private BugReport.Collected collect(Map<String, String> environment) throws Exception {
    LogFiles logs = LogFiles.in(folder, "default");
    try (ProfileLook look = ProfileLook.at(Profile.in(folder, "default"), CODEC)) {
      return BugReport.collect(
          new Sources(
              folder,
              "default",
              logs.log(),
              logs.protocol(),
              folder.resolve("server"),
              environment),
          WELL,
          look,
          catalog(),
          CODEC);
    }
  }

  private SyncEngine open(StubServer stub, String name, boolean logged) throws Exception {
    Transport transport = Transport.okHttp();
    return SyncEngine.builder()
        .profile(Profile.in(folder, name))
        .catalog(catalog())
        .transport(
            logged
                ? new ProtocolLog(transport, LogFiles.in(folder, name), Clock.systemUTC(), "test")
                : transport)
        .server(stub.uri())
        .open();
  }

  private static Catalog catalog() throws Exception {
    return CatalogReader.read(Assets.catalogName(), Assets.catalog());
  }

  private static void await(SyncEngine engine) throws InterruptedException {
    BlockingQueue<Link> news = new LinkedBlockingQueue<>();
    Runnable end = engine.subscribe(it -> news.add(engine.status().link()));
    for (Link now = engine.status().link(); now != Link.ONLINE; ) {
      now = news.poll(60, TimeUnit.SECONDS);
      assertThat(now).as("%s", engine.status()).isNotNull();
    }
    end.run();
  }

  private static Map<String, String> unzip(Path zip) throws Exception {
    Map<String, String> texts = new TreeMap<>();
    try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip))) {
      for (ZipEntry it = in.getNextEntry(); it != null; it = in.getNextEntry()) {
        texts.put(it.getName(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return texts;
  }
}
