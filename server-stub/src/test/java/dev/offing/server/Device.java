package dev.offing.server;

import dev.offing.sync.account.Checkpoint;
import dev.offing.sync.account.EpochVersion;
import dev.offing.sync.account.State;
import dev.offing.sync.economy.Command;
import dev.offing.sync.economy.Economy;
import dev.offing.sync.mutation.Chained;
import dev.offing.sync.mutation.Mutation;
import dev.offing.sync.mutation.Origin;
import dev.offing.sync.mutation.UuidV7;
import dev.offing.sync.protocol.ClientMessage;
import dev.offing.sync.protocol.Proof;
import dev.offing.sync.protocol.ServerMessage;
import java.io.IOException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** A device as a test plays it by hand: a key, a chain of mutations, and what it holds. */
public final class Device {
  private final KeyPair keys;
  public final String publicKey;
  public String account;
  public String incarnation = random(16);
  public String catalog = "0".repeat(64);
  public long seq;
  public String lastHash;
  public @Nullable Checkpoint checkpoint;
  public @Nullable EpochVersion base;

  public Device() {
    try {
      keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
    publicKey = Proof.publicKeyHex(keys.getPublic());
    account = State.accountOf(publicKey);
    lastHash = Chained.genesis(account, incarnation);
  }

  public static String random(int bytes) {
    byte[] value = new byte[bytes];
    ThreadLocalRandom.current().nextBytes(value);
    return HexFormat.of().formatHex(value);
  }

  public ClientMessage.Hello hello() {
    return new ClientMessage.Hello(
        1, "test", Economy.RULES_VERSION, null, account, incarnation, publicKey, random(32));
  }

  public ClientMessage.Prove prove(
      ServerMessage.Challenge challenge, ClientMessage.Hello hello, String origin) {
    return new ClientMessage.Prove(
        Proof.sign(keys.getPrivate(), Proof.bytes(challenge, origin, hello, checkpoint)),
        checkpoint);
  }

  /** Through the handshake, to the welcome. */
  public ServerMessage.Welcome greet(RawClient client, int port) {
    ClientMessage.Hello hello = hello();
    client.send(hello);
    ServerMessage.Challenge challenge = client.await(ServerMessage.Challenge.class);
    client.send(prove(challenge, hello, "ws://127.0.0.1:" + port));
    ServerMessage.Welcome welcome = client.await(ServerMessage.Welcome.class);
    if (welcome.position() != null) {
      checkpoint = welcome.position().checkpoint();
      base = welcome.position().to();
    }
    return welcome;
  }

  /** Connected and welcome. */
  public RawClient connect(int port) throws IOException {
    RawClient client = RawClient.open(port);
    greet(client, port);
    return client;
  }

  public Chained next(Command command, long at) {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    Mutation mutation =
        new Mutation(
            UuidV7.of(at, random.nextLong(), random.nextLong()),
            new Origin(incarnation, seq + 1),
            at,
            command,
            catalog);
    return carry(mutation);
  }

  /** Puts a mutation, perhaps of another incarnation, at the end of this device's chain. */
  public Chained carry(Mutation mutation) {
    Chained row = Chained.link(lastHash, mutation, seq + 1);
    seq++;
    lastHash = row.hash();
    return row;
  }

  /** Another incarnation of the same device. */
  public void fork() {
    incarnation = random(16);
    seq = 0;
    lastHash = Chained.genesis(account, incarnation);
  }

  public List<Chained> buy(String producer, int times, long at) {
    List<Chained> rows = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      rows.add(next(Command.buy(producer, 1, 0, null), at));
    }
    return rows;
  }

  public ClientMessage.Push push(List<Chained> rows) {
    return new ClientMessage.Push(base, 0, rows);
  }

  /** Pushed until there is an answer, as a client does. */
  public ServerMessage.Ack pushed(RawClient client, List<Chained> rows) {
    ServerMessage.Ack ack = null;
    client.send(push(rows));
    while (ack == null) {
      switch (client.await(ServerMessage.class)) {
        case ServerMessage.Ack it -> ack = it;
        case ServerMessage.RetryAfter _ -> client.send(push(rows));
        default -> {} // what others did
      }
    }
    checkpoint = ack.position().checkpoint();
    base = ack.position().to();
    return ack;
  }
}
