package dev.offing.server.action;

import java.net.InetAddress;

/**
 * Who calls an action.
 *
 * @param account that it plays; of one that asks to be linked, only what it says
 * @param device its proved public key
 * @param nonce of the challenge that began its session
 * @param links whether the session is one of a device that asks to be linked
 */
public record Caller(
    String account, String device, String nonce, InetAddress address, boolean links) {}
