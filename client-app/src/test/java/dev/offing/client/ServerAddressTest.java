package dev.offing.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ServerAddressTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ws://127.0.0.1:7071",
        "ws://localhost:1/",
        "ws://[::1]:7071",
        "wss://offing.example",
        "wss://offing.example:8443/"
      })
  void anAddressIsTakenAsItIs(String text) {
    assertThat(ServerAddress.parse(text)).contains(URI.create(text));
  }

  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1:7071, ws://127.0.0.1:7071",
    "127.0.0.1:7071, ws://127.0.0.1:7071",
    "ws://127.0.0.1, ws://127.0.0.1:7071",
    "ws://127.0.0.1:99999, no address",
    "ws://127.0.0.1:7071/play, ws://127.0.0.1:7071",
    "https://offing.example:443, wss://offing.example:443",
    "ws://offing.example:80, wss://offing.example:80",
    "somewhere, ws://127.0.0.1:7071",
    "'', ws://127.0.0.1:7071",
    "ws://:7071, ws://127.0.0.1:7071",
  })
  void anythingElseIsToldWithTheNearest(String text, String nearest) {
    assertThat(ServerAddress.parse(text)).isEmpty();
    assertThat(ServerAddress.mistake(text)).contains(nearest);
  }
}
