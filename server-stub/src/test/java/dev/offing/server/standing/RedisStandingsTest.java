package dev.offing.server.standing;

import dev.offing.server.SharedRedis;
import dev.offing.server.redis.RedisLink;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

final class RedisStandingsTest extends StandingsContract {
  private static RedisLink link;

  @BeforeAll
  static void connect() {
    link = RedisLink.open(SharedRedis.address(), "the shared Redis");
  }

  @AfterAll
  static void disconnect() {
    link.close();
  }

  @Override
  Standings standings() {
    return new RedisStandings(link);
  }
}
