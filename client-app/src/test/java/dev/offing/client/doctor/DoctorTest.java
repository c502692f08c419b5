package dev.offing.client.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offing.assets.Assets;
import dev.offing.server.StubServer;
import dev.offing.sync.LedgerJson;
import dev.offing.sync.Link;
import dev.offing.sync.clock.Moment;
import dev.offing.sync.ledger.ClockAnchor;
import dev.offing.sync.ledger.Ledger;
import dev.offing.sync.ledger.LedgerCodec;
import dev.offing.sync.ledger.Profile;
import dev.offing.sync.ledger.ProfileLook;
import dev.offing.sync.protocol.CatalogReader;
import dev.offing.sync.protocol.Codec;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each check on what is really so. */
final class DoctorTest {
  private static final LedgerCodec CODEC = new LedgerJson(new Codec());
  private static final URI SERVER = URI.create("ws://127.0.0.1:4080");
  private static final long NOW = 1_795_000_000_000L;

  @TempDir Path data;

  @Test
  void theWorstVerdictIsThatOfAllAndACheckThatFailsIsTold() {
    Check failing =
        new Check() {
          @Override
          public String name() {
            return "keel";
          }

          @Override
          public List<Finding> look() {
            throw new IllegalStateException("no keel");
          }
        };
    Doctor.Found found =
        new Doctor(List.of(new SettingsCheck(Optional.empty()), failing)).examine();
    assertThat(found.verdict()).isEqualTo(Verdict.TROUBLE);
    assertThat(found.lines())
        .anyMatch(it -> it.startsWith("well     settings"))
        .anyMatch(it -> it.startsWith("trouble  keel") && it.contains("no keel"))
        .endsWith("One thing has to be mended.");
    assertThat(found.json()).contains("\"verdict\":\"trouble\"", "\"check\":\"keel\"");
  }

  @Test
  void aFolderThatIsAFileIsTrouble() throws Exception {
    Path file = Files.writeString(data.resolve("file"), "");
    assertThat(new FilesCheck(file, file.resolve("profiles/x")).look().getFirst())
        .satisfies(it -> assertThat(it.verdict()).isEqualTo(Verdict.TROUBLE))
        .satisfies(it -> assertThat(it.hint()).contains("--data"));
    assertThat(new FilesCheck(data.resolve("new"), data.resolve("new/profiles/x")).look())
        .allMatch(it -> it.verdict() == Verdict.WELL);
    assertThat(data.resolve("new")).doesNotExist();
  }

  @Test
  void aPortThatSomebodyHasIsTroubleAndAFreeOneIsNot() throws Exception {
    int port;
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = taken.getLocalPort();
      assertThat(new PortsCheck(List.of(port), data).look().getLast())
          .satisfies(it -> assertThat(it.verdict()).isEqualTo(Verdict.TROUBLE))
          .satisfies(it -> assertThat(it.sentence()).contains("Port " + port));
    }
    assertThat(new PortsCheck(List.of(port), data).look())
        .allMatch(it -> it.verdict() == Verdict.WELL);
  }

  @Test
  void aDamagedProfileIsTroubleAndAPlayedOneIsWell() throws Exception {
    Profile profile = Profile.in(data, "ada");
    try (Ledger _ = profile.open(CODEC, new Random(1), NOW).ledger();
        ProfileLook look = ProfileLook.at(profile, CODEC)) {
      Finding found = new ProfileCheck("ada", look).look().getFirst();
      assertThat(found.verdict()).isEqualTo(Verdict.WELL);
      assertThat(found.sentence()).contains("is being played");
    }
    Files.writeString(profile.folder().resolve("profile.db"), "gulls".repeat(1_000));
    try (ProfileLook look = ProfileLook.at(profile, CODEC)) {
      Finding found = new ProfileCheck("ada", look).look().getFirst();
      assertThat(found.verdict()).isEqualTo(Verdict.TROUBLE);
      assertThat(found.hint()).contains("report");
    }
  }

  @Test
  void aServerThatAnswersIsWellAndNobodyBeganThere() throws Exception {
    ServerProbe probe = probe();
    try (StubServer stub = StubServer.start(data.resolve("server"), Map.of())) {
      ServerProbe.Answer answer = probe.ask(stub.uri());
      assertThat(answer.link()).isEqualTo(Link.ONLINE);
      assertThat(answer.serverId()).isNotNull();
      assertThat(answer.clockKnown()).isTrue();
      assertThat(new ServerCheck(Map.of(stub.uri(), answer), true, null).look())
          .singleElement()
          .satisfies(it -> assertThat(it.verdict()).isEqualTo(Verdict.WELL));
    }
    ServerProbe.Answer gone = probe.ask(URI.create("ws://127.0.0.1:1"));
    assertThat(new ServerCheck(Map.of(SERVER, gone), true, null).look())
        .singleElement()
        .satisfies(it -> assertThat(it.verdict()).isEqualTo(Verdict.TROUBLE))
        .satisfies(it -> assertThat(it.sentence()).contains("nobody listens there"));
  }

  private static ServerProbe probe() throws Exception {
    return new ServerProbe(CatalogReader.read(Assets.catalogName(), Assets.catalog()), "test");
  }

  @ParameterizedTest
  @CsvSource({
    "UPGRADE, true, TROUBLE, newer than this game",
    "SERVER_TOO_OLD, true, TROUBLE, newer than its server",
    "WAITING, true, NOTE, takes no newcomer",
    "CONNECTING, true, NOTE, in time",
    "WAITING, false, TROUBLE, is not there",
    "ONLINE, true, WELL, answers"
  })
  void howAServerAnsweredIsTold(Link link, boolean opened, Verdict verdict, String words) {
    ServerProbe.Answer answer = new ServerProbe.Answer(link, opened, null, null, "n1", 0, true);
    Finding found = new ServerCheck(Map.of(SERVER, answer), true, null).look().getFirst();
    assertThat(found.verdict()).isEqualTo(verdict);
    assertThat(found.sentence()).contains(words);
  }

  @ParameterizedTest
  @CsvSource({
    "0, WELL, as the server's does",
    "28800000, NOTE, 8 h behind the server's",
    "-90000, NOTE, 1 min ahead of the server's"
  })
  void aClockIsComparedWithTheServers(long skewMs, Verdict verdict, String words) {
    ServerProbe.Answer answer =
        new ServerProbe.Answer(Link.ONLINE, true, null, null, "n1", skewMs, true);
    Finding found = new ClockCheck(new Moment(NOW, 0), null, List.of(answer)).look().getFirst();
    assertThat(found.verdict()).isEqualTo(verdict);
    assertThat(found.sentence()).contains(words);
  }

  @Test
  void aClockThatWasSetBackIsNotedAndOneOfAnotherCenturyIsTrouble() {
    assertThat(
            new ClockCheck(new Moment(NOW, 0), new ClockAnchor(0, NOW + 60_000), List.of())
                .look()
                .getFirst()
                .sentence())
        .contains("set back", "1 min");
    assertThat(new ClockCheck(new Moment(0, 0), null, List.of()).look().getFirst().verdict())
        .isEqualTo(Verdict.TROUBLE);
  }

  @Test
  void javaFxStartsInAProcessOfItsOwn() throws Exception {
    assertThat(new GraphicsCheck(false).look().getFirst().verdict()).isEqualTo(Verdict.NOTE);
  }
}
