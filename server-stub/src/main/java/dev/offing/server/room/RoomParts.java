package dev.offing.server.room;

import dev.offing.server.cluster.Bus;
import dev.offing.server.cluster.Lane;
import dev.offing.sync.protocol.Codec;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What the rooms of a node are made of.
 *
 * @param now ms of server time
 * @param node names this process, unlike any before it
 * @param starter where the work of rooms runs
 * @param randomId makes 128-bit ids for epochs
 * @param leaseMs after which a member whose node says nothing more is not there any more
 * @param rules what rooms there are
 */
public record RoomParts(
    RoomStore store,
    Codec codec,
    Bus bus,
    LongSupplier now,
    String node,
    Lane.Starter starter,
    Supplier<String> randomId,
    long leaseMs,
    RoomRules rules) {}
