package dev.offing.server.session;

import dev.offing.server.account.AccountService;
import dev.offing.server.account.AccountSession;
import dev.offing.server.account.AddressQuota;
import dev.offing.server.account.Tokens;
import dev.offing.server.action.ActionRegistry;
import dev.offing.server.action.Caller;
import dev.offing.server.cluster.Whereabouts;
import dev.offing.server.gateway.HostCheck;
import dev.offing.server.inbox.Inbox;
import dev.offing.server.room.Rooms;
import dev.offing.server.world.WorldBoard;
import dev.offing.sync.protocol.Codec;
import dev.offing.sync.protocol.Proof;
import dev.offing.sync.protocol.Versions;
import java.net.InetAddress;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What the sessions of a node share.
 *
 * @param node names the node to people
 * @param serverId of the key file
 * @param versions that clients may have
 * @param enrolments how many accounts an address may begin
 * @param admin the token of those who look after the server
 * @param proofs checks signatures: {@link Proof#verifies} but in simulations
 * @param clock ms of server time
 * @param nanos monotonic
 * @param random256 makes 32 random bytes, hexadecimal
 * @param notReady the reasons why nobody new is let in now; none when it is ready
 * @param cannotJudge the reasons why nothing is judged now; none when it can
 * @param tickMs between two ticks
 * @param contactEveryMs between two contact commits
 */
public record Services(
    String node,
    String serverId,
    Codec codec,
    Versions versions,
    AccountService accounts,
    AddressQuota enrolments,
    Rooms rooms,
    Inbox inbox,
    Whereabouts whereabouts,
    ActionRegistry actions,
    Tokens tokens,
    AdminToken admin,
    WorldBoard world,
    HostCheck hosts,
    Proof.Verifier proofs,
    LongSupplier clock,
    LongSupplier nanos,
    Supplier<String> random256,
    Supplier<List<String>> notReady,
    Supplier<List<String>> cannotJudge,
    int tickMs,
    int contactEveryMs) {

  Caller.Player player(
      Tokens.Holder who, boolean proved, InetAddress address, Caller.Pusher pusher) {
    return new Caller.Player(
        who.protocol(),
        who.rules(),
        who.account(),
        who.device(),
        who.incarnation(),
        proved,
        address,
        pusher);
  }

  AccountSession.Enrolment enrolment(InetAddress address) {
    return new AccountSession.Enrolment() {
      @Override
      public boolean available() {
        return enrolments.available(address);
      }

      @Override
      public boolean take() {
        return enrolments.take(address);
      }
    };
  }
}
