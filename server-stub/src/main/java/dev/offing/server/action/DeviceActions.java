package dev.offing.server.action;

import dev.offing.server.account.AccountService;
import dev.offing.server.account.AddressQuota;
import dev.offing.server.account.DeviceChanges.Fate;
import dev.offing.server.account.LinkStore;
import dev.offing.sync.account.DeviceChange;
import dev.offing.sync.account.Devices;
import dev.offing.sync.protocol.Calls;
import dev.offing.sync.protocol.Calls.LinkAnswerParams;
import dev.offing.sync.protocol.Calls.LinkClaimParams;
import dev.offing.sync.protocol.Calls.LinkClaimResult;
import dev.offing.sync.protocol.Calls.LinkClaimantResult;
import dev.offing.sync.protocol.Calls.LinkCodeResult;
import dev.offing.sync.protocol.Calls.Nothing;
import dev.offing.sync.protocol.Calls.RecoverParams;
import dev.offing.sync.protocol.Calls.RecoveryParams;
import dev.offing.sync.protocol.Calls.RevokeParams;
import dev.offing.sync.protocol.LinkCode;
import dev.offing.sync.protocol.Proof;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The actions by which the devices of an account are linked, taken off and recovered
 * (docs/design/sync.md 8). Each may be asked again after an answer that was lost.
 */
public final class DeviceActions {
  private static final Nothing DONE = new Nothing();

  private final String serverId;
  private final AccountService accounts;
  private final LinkStore links;
  private final AddressQuota wrongCodes;
  private final Proof.Verifier proofs;
  private final LongSupplier clock;
  private final Supplier<String> codes;
  private final long codeMs;

  /**
   * On these accounts.
   *
   * @param wrongCodes how many wrong codes an address may name
   * @param clock ms of server time
   * @param codes draws a code that nobody can guess
   * @param codeMs for which one is good
   */
  public DeviceActions(
      String serverId,
      AccountService accounts,
      LinkStore links,
      AddressQuota wrongCodes,
      Proof.Verifier proofs,
      LongSupplier clock,
      Supplier<String> codes,
      long codeMs) {
    this.serverId = serverId;
    this.accounts = accounts;
    this.links = links;
    this.wrongCodes = wrongCodes;
    this.proofs = proofs;
    this.clock = clock;
    this.codes = codes;
    this.codeMs = codeMs;
  }

  private record Act<P>(
      String name, Class<P> params, boolean linksDevices, BiFunction<Caller, P, Object> does)
      implements Action<P> {
    @Override
    public int version() {
      return 1;
    }

    @Override
    public Object answer(Caller caller, P asked) {
      return does.apply(caller, asked);
    }
  }

  /** All of them. */
  public List<Action<?>> all() {
    return List.of(
        new Act<>(Calls.LINK_CODE, Nothing.class, false, (caller, _) -> code(caller)),
        new Act<>(Calls.LINK_CLAIMANT, Nothing.class, false, (caller, _) -> claimant(caller)),
        new Act<>(Calls.LINK_ANSWER, LinkAnswerParams.class, false, this::answer),
        new Act<>(Calls.REVOKE, RevokeParams.class, false, this::revoke),
        new Act<>(Calls.RECOVERY, RecoveryParams.class, false, this::recovery),
        new Act<>(Calls.LINK_CLAIM, LinkClaimParams.class, true, this::claim),
        new Act<>(Calls.RECOVER, RecoverParams.class, true, this::recover));
  }

  // ---- on a device of the account ---------------------------------------------------------------

  private LinkCodeResult code(Caller caller) {
    Devices devices = listing(caller);
    if (devices.keys().size() >= Devices.KEYS) {
      throw full();
    }
    String code = codes.get();
    links.offer(code, caller.account(), codeMs);
    return new LinkCodeResult(code, clock.getAsLong() + codeMs);
  }

  private LinkClaimantResult claimant(Caller caller) {
    listing(caller);
    return links
        .claimant(caller.account())
        .map(it -> new LinkClaimantResult(it.device(), it.name()))
        .orElse(new LinkClaimantResult(null, null));
  }

  private Nothing answer(Caller caller, LinkAnswerParams asked) {
    listing(caller);
    Optional<LinkStore.Claimant> claimant = links.claimant(caller.account());
    if (claimant.isEmpty() || !claimant.get().device().equals(asked.publicKey())) {
      throw new ActionException("unknown_code", "that device does not ask any more");
    }
    if (asked.allowed()) {
      String name = claimant.get().name();
      made(
          accounts.change(
              caller.account(),
              caller.device(),
              new DeviceChange.Linked(asked.publicKey(), name, clock.getAsLong())));
    }
    links.answered(caller.account(), asked.allowed());
    return DONE;
  }

  private Nothing revoke(Caller caller, RevokeParams asked) {
    if (asked.publicKey().equals(caller.device())) {
      throw new ActionException("own_device", "a device is taken off by another one");
    }
    made(
        accounts.change(
            caller.account(), caller.device(), new DeviceChange.Revoked(asked.publicKey())));
    return DONE;
  }

  private Nothing recovery(Caller caller, RecoveryParams asked) {
    listing(caller);
    if (asked.publicKey() != null) {
      links.recoverable(asked.publicKey(), caller.account()); // before it is good for anything
    }
    made(
        accounts.change(
            caller.account(), caller.device(), new DeviceChange.Recoverable(asked.publicKey())));
    return DONE;
  }

  private Devices listing(Caller caller) {
    return accounts
        .devices(caller.account())
        .filter(it -> it.keys().contains(caller.device()))
        .orElseThrow(() -> unlisted(Fate.NOT_LISTED));
  }

  // ---- on a device that wants to belong to it ---------------------------------------------------

  private LinkClaimResult claim(Caller caller, LinkClaimParams asked) {
    if (!wrongCodes.available(caller.address())) {
      throw tooManyTries();
    }
    String code;
    try {
      code = LinkCode.read(asked.code(), LinkCode.CHARS);
    } catch (IllegalArgumentException e) {
      throw new ActionException("unknown_code", String.valueOf(e.getMessage()));
    }
    LinkStore.Claim claim = links.claim(code, caller.device(), asked.name(), asked.accountId());
    String account = claim.account();
    if (claim.fate() == LinkStore.Fate.OTHER_ACCOUNT) {
      throw otherAccount();
    }
    if (claim.fate() != LinkStore.Fate.CLAIMED || account == null) {
      wrongCodes.take(caller.address());
      throw new ActionException(
          "unknown_code",
          "This code is not good, or not any more. Let the other device show a new one.");
    }
    boolean listed =
        accounts.devices(account).filter(it -> it.keys().contains(caller.device())).isPresent();
    return new LinkClaimResult(listed ? account : null);
  }

  private LinkClaimResult recover(Caller caller, RecoverParams asked) {
    if (!wrongCodes.available(caller.address())) {
      throw tooManyTries();
    }
    byte[] signed = Proof.recovery(serverId, caller.nonce(), caller.device());
    String account = links.recovers(asked.publicKey()).orElse(null);
    if (account == null || !proofs.verifies(asked.publicKey(), signed, asked.signature())) {
      wrongCodes.take(caller.address());
      throw unknownRecovery();
    }
    if (asked.accountId() != null && !asked.accountId().equals(account)) {
      throw otherAccount();
    }
    Fate fate =
        accounts.change(
            account,
            asked.publicKey(),
            new DeviceChange.Linked(caller.device(), asked.name(), clock.getAsLong()));
    if (fate == Fate.NOT_LISTED || fate == Fate.NO_ACCOUNT) {
      throw unknownRecovery();
    }
    made(fate);
    return new LinkClaimResult(account);
  }

  // ---- what is told -----------------------------------------------------------------------------

  private static void made(Fate fate) {
    switch (fate) {
      case MADE -> {}
      case NOT_POSSIBLE -> throw full();
      case NOT_LISTED, NO_ACCOUNT -> throw unlisted(fate);
    }
  }

  private static ActionException full() {
    return new ActionException(
        "too_many_devices",
        "An account has at most %d devices. Take one off first.".formatted(Devices.KEYS));
  }

  private static ActionException unlisted(Fate fate) {
    return fate == Fate.NO_ACCOUNT
        ? new ActionException("unknown_account", "The server does not know this game yet.")
        : new ActionException("unlinked", "This device does not belong to that game.");
  }

  private static ActionException tooManyTries() {
    return new ActionException(
        "too_many_tries", "Too many wrong codes came from here. Wait five minutes.");
  }

  private static ActionException otherAccount() {
    return new ActionException(
        "other_account",
        "That code is of another game than the one in this profile, which stays. Link that game from"
            + " a new profile.");
  }

  private static ActionException unknownRecovery() {
    return new ActionException("unknown_code", "The server knows no game of this recovery code.");
  }
}
