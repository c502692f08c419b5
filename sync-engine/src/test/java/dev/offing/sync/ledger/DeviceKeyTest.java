package dev.offing.sync.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.offing.sync.protocol.Proof;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class DeviceKeyTest {
  private static final String PUBLIC =
      "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";
  private static final String PRIVATE =
      "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";

  @TempDir private Path folder;

  /** The first key pair of RFC 8032, 7.1. */
  @Test
  void thePublicHalfIsThatOfRfc8032() throws Exception {
    assertThat(read(file(PUBLIC, PRIVATE)).publicKey()).isEqualTo(PUBLIC);
  }

  @Test
  void whatOneHalfSignsTheOtherVerifies() throws Exception {
    DeviceKey drawn = DeviceKey.draw(new Random(7));
    Path file = folder.resolve("device.key");
    drawn.write(file);
    byte[] text = "hello".getBytes(StandardCharsets.UTF_8);

    String signature = Proof.sign(DeviceKey.read(file).privateKey(), text);

    assertThat(Proof.verifies(drawn.publicKey(), text, signature)).isTrue();
    assertThat(Proof.verifies(DeviceKey.draw(new Random(8)).publicKey(), text, signature))
        .isFalse();
  }

  @Test
  void theFileIsForItsOwnerAlone() throws Exception {
    Path file = folder.resolve("device.key");
    DeviceKey.draw(new Random(7)).write(file);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void theKeyIsNotPrinted() {
    DeviceKey key = DeviceKey.draw(new Random(7));

    assertThat(key.toString()).hasSizeLessThan(30).contains(key.publicKey().substring(0, 8));
  }

  static List<String> damaged() {
    String good = file(PUBLIC, PRIVATE);
    return List.of(
        "",
        "\0\0\0\0",
        "\u00ff\u00fe",
        good.replace("key-1", "key-9"),
        good.substring(0, good.length() / 2),
        good + "more\n",
        file(PUBLIC, PRIVATE.substring(2)),
        file(PUBLIC, PRIVATE.replace('9', 'x')),
        file(PUBLIC.replace('d', 'e'), PRIVATE),
        good.replace("private", "hidden "));
  }

  @ParameterizedTest
  @MethodSource("damaged")
  void anythingElseIsToldToBeNoKey(String text) {
    assertThatThrownBy(() -> read(text)).isInstanceOf(DeviceKey.UnreadableException.class);
  }

  private DeviceKey read(String text) throws Exception {
    Path file = folder.resolve("given.key");
    Files.writeString(file, text, StandardCharsets.ISO_8859_1);
    return DeviceKey.read(file);
  }

  private static String file(String publicKey, String privateKey) {
    return "offing-device-key-1\npublic  " + publicKey + "\nprivate " + privateKey + "\n";
  }
}
