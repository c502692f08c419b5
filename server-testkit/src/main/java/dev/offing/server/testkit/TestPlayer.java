package dev.offing.server.testkit;

import dev.offing.sync.account.EpochVersion;
import dev.offing.sync.account.State;
import dev.offing.sync.economy.Command;
import dev.offing.sync.economy.Economy;
import dev.offing.sync.mutation.Chained;
import dev.offing.sync.mutation.Mutation;
import dev.offing.sync.mutation.Origin;
import dev.offing.sync.mutation.UuidV7;
import dev.offing.sync.protocol.Calls;
import dev.offing.sync.protocol.ClientMessage;
import dev.offing.sync.protocol.Codec;
import dev.offing.sync.protocol.Proof;
import dev.offing.sync.protocol.ServerMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** A device of a player: its key, its chain of mutations, and a token. Of one thread. */
public final class TestPlayer {
  private static final Codec CODEC = new Codec();
  private static final int HASH_BYTES = 32;
  private static final int ID_BYTES = 16;

  private final URI uri;
  private final WebSocketTalk talk;
  private final KeyPair keys;
  private final String publicKey;
  private final String account;
  private final String incarnation = TestStub.random(ID_BYTES);
  private String token = "";
  private String lastHash;
  private long seq;
  private @Nullable EpochVersion base;

  private TestPlayer(URI uri) {
    this.uri = uri;
    try {
      this.keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      this.talk = new WebSocketTalk(uri);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.publicKey = Proof.publicKeyHex(keys.getPublic());
    this.account = State.accountOf(publicKey);
    this.lastHash = Chained.genesis(account, incarnation);
  }

  /** Connects, proves its key and is welcome. */
  static TestPlayer arrives(URI uri) {
    TestPlayer player = new TestPlayer(uri);
    player.greet();
    Calls.Nothing nothing = new Calls.Nothing();
    ServerMessage.Reply reply =
        player.says(
            new ClientMessage.Call("1", Calls.TOKEN, 1, CODEC.toTree(nothing)),
            "reply",
            ServerMessage.Reply.class);
    player.token =
        CODEC.fromTree(Objects.requireNonNull(reply.result()), Calls.TokenResult.class).token();
    return player;
  }

  private void greet() {
    ClientMessage.Hello hello =
        new ClientMessage.Hello(
            1,
            "testkit",
            Economy.RULES_VERSION,
            null,
            account,
            incarnation,
            publicKey,
            TestStub.random(HASH_BYTES));
    ServerMessage.Challenge asked = says(hello, "challenge", ServerMessage.Challenge.class);
    byte[] proof = Proof.bytes(asked, uri.toString(), hello, null);
    says(
        new ClientMessage.Prove(Proof.sign(keys.getPrivate(), proof), null),
        "welcome",
        ServerMessage.Welcome.class);
  }

  /** Its account begins by buying a rowboat. */
  void begins() {
    base = says(purchase().message(), "ack", ServerMessage.Ack.class).position().to();
  }

  private <T extends ServerMessage> T says(ClientMessage message, String answer, Class<T> type) {
    try {
      talk.say(CODEC.encode(message));
      return type.cast(CODEC.decodeServer(talk.await(answer)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its session ends. What that changes of its account is committed a moment later. */
  void leaves() {
    talk.close();
  }

  /** The push of one more rowboat. */
  public Calls.PushParams purchase() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    long now = System.currentTimeMillis();
    Chained row =
        Chained.link(
            lastHash,
            new Mutation(
                UuidV7.of(now, random.nextLong(), random.nextLong()),
                new Origin(incarnation, seq + 1),
                now,
                Command.buy("rowboat", 1, 0, null),
                "0".repeat(2 * HASH_BYTES)),
            seq + 1);
    seq++;
    lastHash = row.hash();
    return new Calls.PushParams(base, seq - 1, List.of(row));
  }

  /** Its account. */
  public String account() {
    return account;
  }

  /** Its public key. */
  public String publicKey() {
    return publicKey;
  }

  /** Its token. */
  public String token() {
    return token;
  }
}
