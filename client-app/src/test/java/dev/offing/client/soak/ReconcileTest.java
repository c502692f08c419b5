package dev.offing.client.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offing.sync.account.State;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A player and a server as processes of their own, and the plug between them. */
final class ReconcileTest {

  @TempDir Path work;
  private Path catalog;
  private Path data;
  private StubProcess stub;

  @BeforeEach
  void start() throws Exception {
    catalog = RichCatalog.write(work.resolve("catalog"));
    data = work.resolve("data");
    stub = StubProcess.start(catalog, work.resolve("server"));
  }

  @AfterEach
  void stop() {
    stub.close();
  }

  @Test
  void afterAPurchaseOnlineAKilledServerAndOneOfflineAllThreeSayTheSame() throws Exception {
    Map<String, String> console;
    State redis;
    String online;
    String offline;
    try (PlayerProcess player = PlayerProcess.start(catalog, data, "mine", stub.uri())) {
      online = buy(player, "buy rowboat 3");
      drain(player);

      stub.kill();
      offline = buy(player, "buy dinghy 2");
      Map<String, String> alone = status(player);
      assertThat(alone.get("pending")).isEqualTo("1");
      assertThat(alone.get("link")).contains("Offline since");

      stub.restart();
      drain(player);
      console = status(player);
      redis = ServerBooks.read(stub.data(), console.get("account"));
    }
    Books sqlite = Books.read(data, "mine");

    assertThat(console.get("pending")).isEqualTo("0");
    assertThat(console.get("digest")).isEqualTo(redis.digest()).isEqualTo(sqlite.digest());
    String purse = console.get("confirmed").replaceFirst(" .*", "");
    assertThat(purse).isEqualTo(redis.core().purse().toString());
    assertThat(purse).isEqualTo(sqlite.purse().toString());
    assertThat(redis.core().owned()).containsEntry("rowboat", 3).containsEntry("dinghy", 2);
    sqlite.check(Set.of(online, offline), Set.of());
    assertThat(sqlite.outbox()).isEmpty();
    assertThat(sqlite.acted()).containsExactlyInAnyOrder(online, offline);
  }

  @Test
  void aProfileOfAnotherServerSaysSoSendsNothingAndPlaysOn() throws Exception {
    try (PlayerProcess player = PlayerProcess.start(catalog, data, "mine", stub.uri())) {
      buy(player, "buy rowboat");
      drain(player);
    }
    try (StubProcess other = StubProcess.start(catalog, work.resolve("other"));
        PlayerProcess player = PlayerProcess.start(catalog, data, "mine", other.uri())) {
      Map<String, String> status = status(player);
      while (!status.get("link").startsWith("OTHER_SERVER")) {
        player.type("wait 0.1");
        status = status(player);
      }
      assertThat(status.get("trouble"))
          .contains("belongs to another server")
          .contains("Nothing was sent");
      buy(player, "buy dinghy");
      assertThat(status(player).get("pending")).isEqualTo("1");
    }
    assertThat(Books.read(data, "mine").outbox()).hasSize(1);
  }

  private static String buy(PlayerProcess player, String order) throws Exception {
    player.type(order);
    String line = player.readUntil(it -> it.matches("(saved|refused|failed) .*")).getLast();
    assertThat(line).startsWith(PlayerProcess.SAVED);
    return line.substring(PlayerProcess.SAVED.length());
  }

  private static void drain(PlayerProcess player) throws Exception {
    player.type("drain 60");
    assertThat(player.readUntil(it -> it.contains("drained")).getLast()).isEqualTo("drained");
  }

  private static Map<String, String> status(PlayerProcess player) throws Exception {
    player.type("status");
    List<String> lines = player.readUntil(it -> it.startsWith("clock "));
    Map<String, String> status = new HashMap<>();
    for (String line : lines) {
      if (line.length() > 11) {
        status.put(line.substring(0, 10).strip(), line.substring(11));
      }
    }
    return status;
  }
}
