package dev.offing.simulator.bench.server;

import dev.offing.sync.account.State;
import dev.offing.sync.economy.Command;
import dev.offing.sync.economy.Economy;
import dev.offing.sync.ledger.DeviceKey;
import dev.offing.sync.mutation.Chained;
import dev.offing.sync.mutation.Mutation;
import dev.offing.sync.mutation.Origin;
import dev.offing.sync.mutation.UuidV7;
import dev.offing.sync.protocol.ClientMessage;
import dev.offing.sync.protocol.Proof;
import dev.offing.sync.protocol.ServerMessage;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;

/**
 * A device of a player of its own, as the server knows it by its key. Immutable.
 *
 * @param incarnation of its database
 */
record Device(DeviceKey key, String incarnation) {
  private static final int HASH_BYTES = 32;

  /** One that no server has seen. */
  static Device fresh(SecureRandom random) {
    return new Device(DeviceKey.draw(random), hex(random, HASH_BYTES / 2));
  }

  /** What it says first. */
  ClientMessage.Hello hello(SecureRandom random) {
    return new ClientMessage.Hello(
        1,
        "bench",
        Economy.RULES_VERSION,
        null,
        account(),
        incarnation,
        key.publicKey(),
        hex(random, HASH_BYTES));
  }

  /** What it answers when it is asked to prove its key to the server that it dialled. */
  ClientMessage.Prove prove(
      ServerMessage.Challenge asked, ClientMessage.Hello hello, String dialled) {
    byte[] proof = Proof.bytes(asked, dialled, hello, null);
    return new ClientMessage.Prove(Proof.sign(key.privateKey(), proof), null);
  }

  /** Its account begins: it buys a rowboat, which earns from then on. */
  ClientMessage.Push begins(SecureRandom random) {
    long now = System.currentTimeMillis();
    Mutation purchase =
        new Mutation(
            UuidV7.of(now, random.nextLong(), random.nextLong()),
            new Origin(incarnation, 1),
            now,
            Command.buy("rowboat", 1, 0, null),
            "0".repeat(2 * HASH_BYTES));
    Chained row = Chained.link(Chained.genesis(account(), incarnation), purchase, 1);
    return new ClientMessage.Push(null, 0, List.of(row));
  }

  private String account() {
    return State.accountOf(key.publicKey());
  }

  private static String hex(SecureRandom random, int bytes) {
    byte[] value = new byte[bytes];
    random.nextBytes(value);
    return HexFormat.of().formatHex(value);
  }
}
