package dev.offing.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offing.assets.Assets;
import dev.offing.server.account.KeyFile;
import dev.offing.server.redis.EmbeddedRedis;
import dev.offing.server.redis.RedisBinary;
import dev.offing.sync.account.Outcome;
import dev.offing.sync.account.State;
import dev.offing.sync.economy.Command;
import dev.offing.sync.economy.Effect.Transfer;
import dev.offing.sync.economy.Money;
import dev.offing.sync.protocol.ClientMessage;
import dev.offing.sync.protocol.ServerMessage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Money between two players on two nodes, over sockets and a real Redis. */
final class SharedMoneyTest {
  @TempDir private Path data;

  private EmbeddedRedis redis;
  private KeyFile keys;
  private Node one;
  private Node two;

  @BeforeEach
  void start() throws Exception {
    redis = EmbeddedRedis.start(data, RedisBinary.ofThisMachine());
    keys = KeyFile.openOrCreate(data, new SecureRandom());
    one = node();
    two = node();
  }

  private Node node() throws Exception {
    String text = new String(Assets.catalog(), StandardCharsets.UTF_8);
    assertThat(text).contains("\"ageMs\": 86400000");
    Path rules =
        Files.writeString(
            data.resolve("rules.json"), text.replace("\"ageMs\": 86400000", "\"ageMs\": 0"));
    return new Node(
        Config.of(data, "tick=50", "catalog=" + rules, "codes=anchor=777,beacon=5"),
        redis.address(),
        keys);
  }

  @AfterEach
  void stop() {
    one.close();
    two.close();
    redis.close();
  }

  private static State state(RawClient client) {
    client.send(new ClientMessage.Snapshot());
    return Objects.requireNonNull(client.await(ServerMessage.Snapshot.class).position().state());
  }

  /** The row of the first transfer, once it is as wanted. */
  private static Transfer row(RawClient client, Predicate<Transfer> wanted) {
    while (true) {
      State state = state(client);
      for (Transfer row : state.transfers().rows()) {
        if (wanted.test(row)) {
          return row;
        }
      }
      client.await(ServerMessage.Update.class); // told by the commit that changes it
    }
  }

  @Test
  void aGiftReachesAPlayerOnAnotherNodeAlsoWhenTheFirstNodeIsGone() throws Exception {
    Device giver = new Device();
    Device friend = new Device();
    try (RawClient there = friend.connect(two.wsPort())) {
      long now;
      Transfer sent;
      try (RawClient here = RawClient.open(one.wsPort())) {
        now = giver.greet(here, one.wsPort()).serverNow();
        friend.pushed(there, friend.buy("rowboat", 1, now));
        Outcome outcome =
            giver
                .pushed(
                    here,
                    List.of(giver.next(Command.gift(friend.account, Money.of(1_000), 0), now)))
                .results()
                .getFirst()
                .outcome();
        assertThat(outcome).isEqualTo(Outcome.RESERVED);
        sent = state(here).transfers().rows().getFirst();
      }
      one.close(); // whether it delivered or not
      Transfer got = row(there, it -> it.direction().equals(Transfer.IN));
      assertThat(got)
          .isEqualTo(new Transfer(sent.id(), "in", giver.account, Money.of(1_000), sent.at()));
    } finally {
      one = node();
    }
  }

  @Test
  void aCodeIsOnePlayersThoughTwoNodesAreAsked() throws Exception {
    Device first = new Device();
    Device second = new Device();
    try (RawClient here = first.connect(one.wsPort());
        RawClient there = second.connect(two.wsPort())) {
      long now = System.currentTimeMillis();
      first.pushed(here, List.of(first.next(Command.redeem("Anchor", 0), now)));
      second.pushed(there, List.of(second.next(Command.redeem("anchor", 0), now)));

      Predicate<Transfer> answered = it -> !it.direction().equals(Transfer.CODE);
      Transfer mine = row(here, answered);
      Transfer yours = row(there, answered);

      assertThat(List.of(mine.direction(), yours.direction()))
          .containsExactlyInAnyOrder("granted", "refused");
      assertThat(mine.amount().plus(yours.amount())).isEqualTo(Money.of(777));
    }
  }

  @Test
  void anOrderIsFilled() throws Exception {
    Device device = new Device();
    try (RawClient client = device.connect(one.wsPort())) {
      long now = System.currentTimeMillis();
      Command order = Command.order(false, "herring", 1, Money.of(9_000), 0);
      assertThat(
              device
                  .pushed(client, List.of(device.next(order, now)))
                  .results()
                  .getFirst()
                  .outcome())
          .isEqualTo(Outcome.RESERVED);
      while (state(client).timeline().isEmpty()) {
        client.await(ServerMessage.Update.class);
      }
    }
  }
}
