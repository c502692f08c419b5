package dev.offing.server.action;

import dev.offing.server.account.AccountService;
import dev.offing.server.account.AddressQuota;
import dev.offing.server.account.LinkStore;
import dev.offing.server.account.Tokens;
import dev.offing.server.market.Ticker;
import dev.offing.server.room.Moderation;
import dev.offing.server.standing.Standings;
import dev.offing.server.task.Tasks;
import dev.offing.server.world.WorldBoard;
import dev.offing.sync.protocol.Proof;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What actions may use of the node that they run on.
 *
 * @param serverId of the key file
 * @param links codes that link devices
 * @param wrongCodes how many of them that were wrong an address may name
 * @param proofs checks signatures
 * @param linkCodes draws a code that nobody can guess
 * @param linkCodeMs for which one is good
 * @param clock ms of server time
 * @param tasks enqueues what is done later, whether or not the caller is still there
 * @param market what goods cost
 * @param standings who has earned how much
 * @param admin for those who look after the server
 * @param moderation who is muted in a room, and who is let in
 */
public record ActionParts(
    String serverId,
    AccountService accounts,
    LinkStore links,
    AddressQuota wrongCodes,
    Tokens tokens,
    WorldBoard world,
    Proof.Verifier proofs,
    Supplier<String> linkCodes,
    long linkCodeMs,
    LongSupplier clock,
    Tasks tasks,
    Ticker market,
    Standings standings,
    AdminParts admin,
    Moderation moderation) {}
