package dev.offing.sync.session;

import dev.offing.sync.ledger.DeviceKey;
import dev.offing.sync.ledger.Identity;
import dev.offing.sync.protocol.Calls;
import dev.offing.sync.protocol.ClientMessage;
import dev.offing.sync.protocol.Codec;
import dev.offing.sync.protocol.Proof;
import dev.offing.sync.protocol.ProtocolException;
import dev.offing.sync.protocol.ServerMessage;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a device wants when it asks to be linked to an account (docs/design/sync.md 8), and what it
 * says for it. The session dials, keeps the time and writes what comes of it. Not thread-safe:
 * belongs to the session.
 */
final class LinkDesk {
  /** Between two questions whether somebody allowed it, ms. */
  static final long ASK_MS = 1_000;

  /** What is wanted. */
  sealed interface Wish {
    /** What people will call this device. */
    String name();

    /** By the code that another device shows. */
    record ByCode(String code, String name) implements Wish {}

    /** By the key that the account has for the day on which its devices are lost. */
    record ByKey(DeviceKey key, String name) implements Wish {}
  }

  /** What an answer means. */
  sealed interface Answer {
    /** Somebody is to allow it. */
    record Waiting() implements Answer {}

    /** The device belongs to the account now. */
    record Linked(String account) implements Answer {}

    /** It will not. */
    record Refused(String code, String why) implements Answer {}
  }

  private final Codec codec;
  private @Nullable Wish wish;
  private @Nullable String asked;
  private long questions;

  LinkDesk(Codec codec) {
    this.codec = codec;
  }

  /** Whether the next connection is for that. */
  boolean wants() {
    return wish != null;
  }

  void want(Wish next) {
    wish = next;
  }

  void done() {
    wish = null;
    asked = null;
  }

  /**
   * The question.
   *
   * @param played whether somebody played here: then only the same account will do
   */
  ClientMessage.Call ask(ServerMessage.Challenge challenge, Identity me, boolean played) {
    String id = "link-" + ++questions;
    asked = id;
    String here = played ? me.account() : null;
    return switch (Objects.requireNonNull(wish)) {
      case Wish.ByCode it ->
          new ClientMessage.Call(
              id,
              Calls.LINK_CLAIM,
              1,
              codec.toTree(new Calls.LinkClaimParams(it.code(), it.name(), here)));
      case Wish.ByKey it -> {
        byte[] signed = Proof.recovery(challenge.serverId(), challenge.nonce(), me.publicKey());
        String signature = Proof.sign(it.key().privateKey(), signed);
        yield new ClientMessage.Call(
            id,
            Calls.RECOVER,
            1,
            codec.toTree(
                new Calls.RecoverParams(it.key().publicKey(), signature, it.name(), here)));
      }
    };
  }

  /**
   * What a reply means; null when it is to something else.
   *
   * @throws ProtocolException when it cannot be read
   */
  @Nullable Answer read(ServerMessage.Reply reply) {
    if (!reply.id().equals(asked)) {
      return null;
    }
    asked = null;
    ServerMessage.CallError error = reply.error();
    if (error != null) {
      return new Answer.Refused(error.code(), error.message());
    }
    String account =
        codec
            .fromTree(Objects.requireNonNull(reply.result()), Calls.LinkClaimResult.class)
            .accountId();
    return account == null ? new Answer.Waiting() : new Answer.Linked(account);
  }
}
