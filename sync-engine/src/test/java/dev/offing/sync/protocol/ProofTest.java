package dev.offing.sync.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.offing.sync.account.Checkpoint;
import dev.offing.sync.mutation.Canonical;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ProofTest {
  private static final String ORIGIN = "wss://play.example:443";
  private static final ServerMessage.Challenge CHALLENGE =
      new ServerMessage.Challenge("01".repeat(16), "02".repeat(32), 1_700_000_000_000L);
  private static final ClientMessage.Hello FIRST = hello(null);
  private static final ClientMessage.Hello BOUND = hello("01".repeat(16));
  private static final Checkpoint SEAL = seal("07".repeat(32));

  private static ClientMessage.Hello hello(@Nullable String serverId) {
    return new ClientMessage.Hello(
        1,
        "offing/0.1.0",
        1,
        serverId,
        "03".repeat(32),
        "04".repeat(16),
        "05".repeat(32),
        "06".repeat(32));
  }

  private static Checkpoint seal(String mac) {
    return new Checkpoint(
        "08".repeat(16),
        "01".repeat(16),
        "03".repeat(32),
        "09".repeat(16),
        7,
        1_700_000_000_000L,
        "0a".repeat(32),
        mac);
  }

  /** Another program made the hashes from docs/protocol. */
  @Test
  void whatIsSignedIsWhatTheReferenceSays() {
    assertThat(Canonical.sha256(Proof.bytes(CHALLENGE, ORIGIN, FIRST, null)))
        .isEqualTo("2934906f82020d6178c063bde06d25f9408ff572e15643c26b14d82f2279d300");
    assertThat(Canonical.sha256(Proof.bytes(CHALLENGE, ORIGIN, BOUND, SEAL)))
        .isEqualTo("5ac9a449931d72a40c87de64f5b061c369a86afd8ff960b3b01775e86823f06c");
  }

  @Test
  void everythingThatWasSaidIsSigned() {
    ClientMessage.Hello h = BOUND;
    String x64 = "0b".repeat(32);
    String x32 = "0b".repeat(16);
    List<byte[]> all =
        List.of(
            Proof.bytes(CHALLENGE, ORIGIN, h, SEAL),
            Proof.bytes(CHALLENGE, "ws://play.example:443", h, SEAL),
            Proof.bytes(CHALLENGE, ORIGIN, h, null),
            Proof.bytes(CHALLENGE, ORIGIN, h, seal(x64)),
            Proof.bytes(new ServerMessage.Challenge(x32, CHALLENGE.nonce(), 7), ORIGIN, h, SEAL),
            Proof.bytes(
                new ServerMessage.Challenge(CHALLENGE.serverId(), x64, CHALLENGE.serverNow()),
                ORIGIN,
                h,
                SEAL),
            Proof.bytes(
                new ServerMessage.Challenge(CHALLENGE.serverId(), CHALLENGE.nonce(), 7),
                ORIGIN,
                h,
                SEAL),
            Proof.bytes(CHALLENGE, ORIGIN, FIRST, SEAL),
            with(2, h.app(), 1, h.accountId(), h.incarnation(), h.publicKey(), h.clientNonce()),
            with(1, "another", 1, h.accountId(), h.incarnation(), h.publicKey(), h.clientNonce()),
            with(1, h.app(), 2, h.accountId(), h.incarnation(), h.publicKey(), h.clientNonce()),
            with(1, h.app(), 1, x64, h.incarnation(), h.publicKey(), h.clientNonce()),
            with(1, h.app(), 1, h.accountId(), x32, h.publicKey(), h.clientNonce()),
            with(1, h.app(), 1, h.accountId(), h.incarnation(), x64, h.clientNonce()),
            with(1, h.app(), 1, h.accountId(), h.incarnation(), h.publicKey(), x64));
    Set<String> hashes = new HashSet<>();
    all.forEach(b -> hashes.add(Canonical.sha256(b)));

    assertThat(hashes).hasSameSizeAs(all);
  }

  private static byte[] with(
      int protocol,
      String app,
      int rules,
      String account,
      String incarnation,
      String publicKey,
      String nonce) {
    return Proof.bytes(
        CHALLENGE,
        ORIGIN,
        new ClientMessage.Hello(
            protocol, app, rules, "01".repeat(16), account, incarnation, publicKey, nonce),
        SEAL);
  }

  @Test
  void aSignatureIsGoodForItsKeyAndItsBytesOnly() {
    KeyPair key = Story.deviceKey();
    String publicKey = Proof.publicKeyHex(key.getPublic());
    byte[] bytes = Proof.bytes(CHALLENGE, ORIGIN, FIRST, null);
    String signature = Proof.sign(key.getPrivate(), bytes);

    assertThat(signature).matches("[0-9a-f]{128}");
    assertThat(Proof.verifies(publicKey, bytes, signature)).isTrue();
    assertThat(Proof.verifies(publicKey, Proof.bytes(CHALLENGE, ORIGIN, BOUND, null), signature))
        .isFalse();
    assertThat(Proof.verifies("05".repeat(32), bytes, signature)).isFalse();
    assertThat(Proof.verifies(publicKey, bytes, "00".repeat(64))).isFalse();
  }

  /** RFC 8032, 7.1, test 1. */
  @Test
  void isTheEd25519OfTheStandard() {
    assertThat(
            Proof.verifies(
                "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
                new byte[0],
                "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
                    + "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"))
        .isTrue();
  }

  @Test
  void whatIsNoSignatureOrNoKeyIsJustNotGood() {
    byte[] bytes = {1};
    String key = Proof.publicKeyHex(Story.deviceKey().getPublic());

    assertThat(Proof.verifies(key, bytes, "")).isFalse();
    assertThat(Proof.verifies(key, bytes, "zz")).isFalse();
    assertThat(Proof.verifies(key, bytes, "0")).isFalse();
    assertThat(Proof.verifies(key, bytes, "00".repeat(63))).isFalse();
    assertThat(Proof.verifies("", bytes, "00".repeat(64))).isFalse();
    assertThat(Proof.verifies("ff".repeat(32), bytes, "00".repeat(64))).isFalse();
  }

  @Test
  void aKeyOfAnotherKindCannotSign() throws NoSuchAlgorithmException {
    KeyPair other = KeyPairGenerator.getInstance("EC").generateKeyPair();

    assertThatIllegalStateException()
        .isThrownBy(() -> Proof.sign(other.getPrivate(), new byte[] {1}))
        .withMessage("the device key cannot sign");
  }
}
