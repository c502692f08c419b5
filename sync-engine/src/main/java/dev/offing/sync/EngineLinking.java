package dev.offing.sync;

import dev.offing.sync.account.DeviceChange;
import dev.offing.sync.account.Devices;
import dev.offing.sync.account.LinkedDevice;
import dev.offing.sync.ledger.Confirmed;
import dev.offing.sync.ledger.DeviceKey;
import dev.offing.sync.protocol.Calls;
import dev.offing.sync.protocol.Codec;
import dev.offing.sync.protocol.LinkCode;
import dev.offing.sync.session.DeviceRow;
import dev.offing.sync.session.Event;
import dev.offing.sync.session.LinkOffer;
import dev.offing.sync.session.RecoveryCode;
import dev.offing.sync.session.SyncEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The devices of an account, by calls of the server and by what is confirmed. */
final class EngineLinking implements Linking {
  /** Calls an action of version 1. */
  @FunctionalInterface
  interface Caller {
    CompletableFuture<JsonNode> call(String action, Object params);
  }

  /** What is known of the account here. */
  record Known(String ownKey, @Nullable Confirmed confirmed) {}

  private final Codec codec;
  private final RandomGenerator random;
  private final Caller caller;
  private final Supplier<Known> known;
  private final Consumer<Event> session;

  /** Guarded by this; null while the device does not ask to be linked. */
  private @Nullable CompletableFuture<@Nullable Void> asking;

  EngineLinking(
      Codec codec,
      RandomGenerator random,
      Caller caller,
      Supplier<Known> known,
      Consumer<Event> session) {
    this.codec = codec;
    this.random = random;
    this.caller = caller;
    this.known = known;
    this.session = session;
  }

  @Override
  public List<DeviceRow> devices() {
    Known now = known.get();
    Devices devices = now.confirmed == null ? null : now.confirmed.state().devices();
    if (devices == null) {
      return List.of();
    }
    List<DeviceRow> rows = new ArrayList<>();
    for (String key : devices.keys()) {
      LinkedDevice linked = devices.linked().get(key);
      boolean own = key.equals(now.ownKey);
      DeviceRow row =
          linked == null
              ? new DeviceRow(key, "", 0, own)
              : new DeviceRow(key, linked.name(), linked.at(), own);
      rows.add(own ? 0 : rows.size(), row);
    }
    return List.copyOf(rows);
  }

  @Override
  public CompletableFuture<LinkOffer> offer() {
    return ask(Calls.LINK_CODE, new Calls.Nothing(), Calls.LinkCodeResult.class)
        .thenApply(it -> new LinkOffer(LinkCode.grouped(it.code()), it.expiresAt()));
  }

  @Override
  public CompletableFuture<Optional<DeviceRow>> claimant() {
    return ask(Calls.LINK_CLAIMANT, new Calls.Nothing(), Calls.LinkClaimantResult.class)
        .thenApply(it ->
            it.publicKey() == null || it.name() == null
                ? Optional.empty()
                : Optional.of(new DeviceRow(it.publicKey(), it.name(), 0, false)));
  }

  @Override
  public CompletableFuture<@Nullable Void> answer(DeviceRow claimant, boolean allowed) {
    return done(
        ask(
            Calls.LINK_ANSWER,
            new Calls.LinkAnswerParams(claimant.key(), allowed),
            Calls.Nothing.class));
  }

  @Override
  public CompletableFuture<@Nullable Void> revoke(DeviceRow device) {
    return done(ask(Calls.REVOKE, new Calls.RevokeParams(device.key()), Calls.Nothing.class));
  }

  @Override
  public boolean recoverable() {
    Confirmed here = known.get().confirmed;
    return here != null && here.state().devices().recovery() != null;
  }

  @Override
  public CompletableFuture<String> recoveryCode() {
    RecoveryCode code = RecoveryCode.draw(random);
    return ask(
            Calls.RECOVERY, new Calls.RecoveryParams(code.key().publicKey()), Calls.Nothing.class)
        .thenApply(_ -> code.shown());
  }

  private <T> CompletableFuture<T> ask(String action, Object params, Class<T> result) {
    return caller.call(action, params).thenApply(tree -> codec.fromTree(tree, result));
  }

  private static CompletableFuture<@Nullable Void> done(CompletableFuture<?> asked) {
    return asked.thenApply(_ -> null);
  }

  // ---- the other side
  // -----------------------------------------------------------------------------

  @Override
  public CompletableFuture<@Nullable Void> link(String code, String name) {
    return asked(
        () -> new Event.Link(LinkCode.read(code, LinkCode.CHARS), DeviceChange.named(name)));
  }

  @Override
  public CompletableFuture<@Nullable Void> recover(String code, String name) {
    return asked(() -> {
      DeviceKey key = RecoveryCode.read(code).key();
      return new Event.Recover(key, DeviceChange.named(name));
    });
  }

  private CompletableFuture<@Nullable Void> asked(Supplier<Event> wish) {
    Event event;
    try {
      event = wish.get();
    } catch (IllegalArgumentException e) {
      return CompletableFuture.failedFuture(
          new CallFailedException("bad_params", String.valueOf(e.getMessage())));
    }
    CompletableFuture<@Nullable Void> answer = new CompletableFuture<>();
    CompletableFuture<@Nullable Void> before;
    synchronized (this) {
      before = asking;
      asking = answer;
    }
    if (before != null) {
      before.completeExceptionally(
          new CallFailedException("stopped", "Another code was typed instead."));
    }
    session.accept(event);
    return answer;
  }

  @Override
  public void stop() {
    session.accept(new Event.LinkNoMore());
  }

  /** What the session tells; on the thread of listeners. */
  void heard(SyncEvent event) {
    switch (event) {
      case SyncEvent.Linked _ -> end().ifPresent(it -> it.complete(null));
      case SyncEvent.NotLinked it ->
          end()
              .ifPresent(answer ->
                  answer.completeExceptionally(new CallFailedException(it.code(), it.why())));
      default -> {}
    }
  }

  private synchronized Optional<CompletableFuture<@Nullable Void>> end() {
    Optional<CompletableFuture<@Nullable Void>> answer = Optional.ofNullable(asking);
    asking = null;
    return answer;
  }
}
