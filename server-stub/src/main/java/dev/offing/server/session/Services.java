package dev.offing.server.session;

import dev.offing.server.account.AccountService;
import dev.offing.server.account.AddressQuota;
import dev.offing.server.action.ActionRegistry;
import dev.offing.server.gateway.HostCheck;
import dev.offing.server.room.Rooms;
import dev.offing.server.world.WorldBoard;
import dev.offing.sync.protocol.Codec;
import dev.offing.sync.protocol.Proof;
import dev.offing.sync.protocol.Versions;
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
    ActionRegistry actions,
    WorldBoard world,
    HostCheck hosts,
    Proof.Verifier proofs,
    LongSupplier clock,
    LongSupplier nanos,
    Supplier<String> random256,
    Supplier<List<String>> notReady,
    Supplier<List<String>> cannotJudge,
    int tickMs,
    int contactEveryMs) {}
