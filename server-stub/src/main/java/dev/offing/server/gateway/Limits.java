package dev.offing.server.gateway;

/**
 * What one connection, one address and one node may use. Limits per address are off for loopback
 * addresses unless {@code limitLoopback} is set.
 *
 * @param limitLoopback whether limits per address hold on loopback, too
 * @param enrolmentsPerHour new accounts per address and hour
 * @param linkCodeSeconds for which a code that links a device is good
 * @param wrongCodes codes that link nothing, per address and five minutes
 * @param connections open connections per node
 * @param connectionsPerAddress open connections per address
 * @param framesPerSecond frames per second of one connection, on average
 * @param framesBurst frames of one connection at once
 * @param addressFramesPerSecond frames per second of one address, on average
 * @param addressFramesBurst frames of one address at once
 * @param authTimeoutMs milliseconds from connecting to a valid {@code prove}
 * @param outboundBytes bytes that may wait for a slow reader before it is closed with 1013
 * @param chatBytes waiting bytes beyond which chat is dropped with a gap mark
 * @param contactEveryMs milliseconds between two contact commits of a present device
 */
public record Limits(
    boolean limitLoopback,
    int enrolmentsPerHour,
    int linkCodeSeconds,
    int wrongCodes,
    int connections,
    int connectionsPerAddress,
    int framesPerSecond,
    int framesBurst,
    int addressFramesPerSecond,
    int addressFramesBurst,
    int authTimeoutMs,
    int outboundBytes,
    int chatBytes,
    int contactEveryMs) {}
