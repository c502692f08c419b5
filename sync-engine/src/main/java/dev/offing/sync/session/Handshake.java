package dev.offing.sync.session;

import dev.offing.sync.account.Checkpoint;
import dev.offing.sync.clock.Moment;
import dev.offing.sync.ledger.Identity;
import dev.offing.sync.protocol.ClientMessage;
import dev.offing.sync.protocol.Proof;
import dev.offing.sync.protocol.ServerMessage;
import dev.offing.sync.protocol.Versions;
import java.net.URI;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * How a device says who it is, and proves it (docs/design/sync.md 8): hello, the server's
 * challenge, a signature over both and over where it dialled. Not thread-safe: belongs to the
 * session.
 */
final class Handshake {
  private final RandomGenerator random;
  private final String app;
  private ClientMessage.@Nullable Hello hello;
  private ServerMessage.@Nullable Challenge challenge;
  private long sentMs;

  /**
   * @param app name and version of the program
   */
  Handshake(RandomGenerator random, String app) {
    this.random = random;
    this.app = app;
  }

  /**
   * The first frame of a connection.
   *
   * @param rules version of the economy's rules
   * @param serverId that the profile is bound to; null before its first welcome
   * @param links whether it wants to be linked rather than to play
   */
  ClientMessage.Hello hello(
      Identity me, int rules, @Nullable String serverId, boolean links, Moment now) {
    byte[] nonce = new byte[32];
    random.nextBytes(nonce);
    ClientMessage.Hello mine =
        new ClientMessage.Hello(
            Versions.OWN.newest(),
            app,
            rules,
            serverId,
            me.account(),
            me.incarnation(),
            me.publicKey(),
            HexFormat.of().formatHex(nonce),
            links ? Boolean.TRUE : null);
    hello = mine;
    challenge = null;
    sentMs = now.monotonicMs();
    return mine;
  }

  /** When hello was said, ms of the monotonic clock. */
  long sentMs() {
    return sentMs;
  }

  /**
   * The answer to a challenge.
   *
   * @param dialled what was dialled, not what anybody claims
   * @param seal on the newest state that is here; null before there is one
   */
  ClientMessage.Prove prove(
      ServerMessage.Challenge asked, URI dialled, Identity me, @Nullable Checkpoint seal) {
    challenge = asked;
    byte[] signed = Proof.bytes(asked, originOf(dialled), Objects.requireNonNull(hello), seal);
    return new ClientMessage.Prove(Proof.sign(me.privateKey(), signed), seal);
  }

  /** The challenge of this connection. */
  ServerMessage.Challenge challenge() {
    return Objects.requireNonNull(challenge, "no challenge came yet");
  }

  /** The scheme, host and port that is signed. */
  static String originOf(URI server) {
    String scheme = server.getScheme().toLowerCase(Locale.ROOT);
    int port = server.getPort() >= 0 ? server.getPort() : scheme.equals("wss") ? 443 : 80;
    return scheme + "://" + server.getHost().toLowerCase(Locale.ROOT) + ":" + port;
  }
}
