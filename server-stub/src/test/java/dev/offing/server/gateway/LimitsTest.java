package dev.offing.server.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.offing.server.redis.RedisUnavailable;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What one connection and one address may use, on an injected clock. */
final class LimitsTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final AtomicLong nanos = new AtomicLong(123);

  private static Limits limits(boolean loopback) {
    return new Limits(loopback, 10, 300, 5, 100, 2, 10, 20, 5, 5, 5_000, 65_536, 1_024, 300_000);
  }

  @Test
  void aBucketGivesItsBurstAndThenItsRate() {
    TokenBucket bucket = new TokenBucket(10, 20, nanos.get());
    for (int i = 0; i < 20; i++) {
      assertThat(bucket.take(nanos.get())).isTrue();
    }
    assertThat(bucket.take(nanos.get())).isFalse();

    nanos.addAndGet(SECOND / 10);
    assertThat(bucket.take(nanos.get())).isTrue();
    assertThat(bucket.take(nanos.get())).isFalse();

    nanos.addAndGet(100 * SECOND);
    assertThat(bucket.full(nanos.get())).isTrue();
  }

  @Test
  void anAddressHasSoManyConnectionsAndFrames() throws Exception {
    AddressLimits addresses = new AddressLimits(limits(false), nanos::get);
    InetAddress one = InetAddress.getByName("192.0.2.1");
    InetAddress other = InetAddress.getByName("192.0.2.2");

    assertThat(addresses.open(one)).isTrue();
    assertThat(addresses.open(one)).isTrue();
    assertThat(addresses.open(one)).isFalse();
    assertThat(addresses.open(other)).isTrue();
    addresses.close(one);
    addresses.close(one);
    assertThat(addresses.open(one)).isTrue();

    for (int i = 0; i < 5; i++) {
      assertThat(addresses.frame(one)).isTrue();
    }
    assertThat(addresses.frame(one)).isFalse();
    assertThat(addresses.frame(other)).isTrue();
  }

  @Test
  void loopbackIsLimitedOnlyWhenAsked() {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    AddressLimits free = new AddressLimits(limits(false), nanos::get);
    AddressLimits strict = new AddressLimits(limits(true), nanos::get);
    for (int i = 0; i < 2; i++) {
      assertThat(strict.open(loopback)).isTrue();
    }

    assertThat(strict.open(loopback)).isFalse();
    for (int i = 0; i < 50; i++) {
      assertThat(free.open(loopback)).isTrue();
      assertThat(free.frame(loopback)).isTrue();
    }
  }

  @Test
  void nodesAllowTogetherWhatOneWouldAndGoOnAloneWhileTheyCannotCompare() {
    Map<String, Long> left = new HashMap<>();
    Rates.Pool pool =
        (bucket, used, _, burst) -> left.merge(bucket, (long) burst - used, (was, _) -> was - used);
    Rates here = new Rates("test", 10, 20, nanos::get);
    Rates there = new Rates("test", 10, 20, nanos::get);
    for (int i = 0; i < 15; i++) {
      assertThat(here.take("loud")).isTrue();
      assertThat(there.take("loud")).isTrue();
    }
    assertThat(here.take("quiet")).isTrue();
    here.share(pool);
    there.share(pool);
    assertThat(left).containsEntry("test:loud", -10L).containsEntry("test:quiet", 19L);
    assertThat(there.take("loud")).as("both together had too much").isFalse();
    assertThat(there.take("quiet")).isTrue();
    assertThat(here.take("loud")).as("it knows of the others when it asks again").isTrue();

    Rates.Pool away =
        (_, _, _, _) -> {
          throw new RedisUnavailable("away");
        };
    assertThatThrownBy(() -> here.share(away)).isInstanceOf(RedisUnavailable.class);
    for (int i = 0; i < 4; i++) {
      assertThat(here.take("loud")).isTrue();
    }
    assertThat(here.take("loud")).isFalse();
    nanos.addAndGet(2 * SECOND);
    assertThat(there.take("loud")).isTrue();
  }

  @Test
  void hostsAreLoopbackOrListed() {
    HostCheck hosts =
        new HostCheck(List.of("wss://play.example", "ws://lan.example:81"), List.of("https://a.b"));

    assertThat(hosts.hostAllowed("127.0.0.1:7071")).isTrue();
    assertThat(hosts.hostAllowed("localhost")).isTrue();
    assertThat(hosts.hostAllowed("[::1]:7071")).isTrue();
    assertThat(hosts.hostAllowed("Play.Example")).isTrue();
    assertThat(hosts.hostAllowed("play.example:9")).isFalse();
    assertThat(hosts.hostAllowed("127.0.0.1.evil.example")).isFalse();
    assertThat(hosts.hostAllowed("localhost.evil.example:7071")).isFalse();
    assertThat(hosts.hostAllowed("")).isFalse();
    assertThat(hosts.browserOriginAllowed("https://a.b")).isTrue();
    assertThat(hosts.browserOriginAllowed("http://a.b")).isFalse();
  }

  @Test
  void theDialledOriginAlwaysHasSchemeAndPort() {
    HostCheck hosts = new HostCheck(List.of("wss://play.example"), List.of());

    assertThat(hosts.dialledOrigin("127.0.0.1:7071")).isEqualTo("ws://127.0.0.1:7071");
    assertThat(hosts.dialledOrigin("localhost")).isEqualTo("ws://localhost:80");
    assertThat(hosts.dialledOrigin("[::1]:9")).isEqualTo("ws://[::1]:9");
    assertThat(hosts.dialledOrigin("play.example")).isEqualTo("wss://play.example:443");
  }
}
