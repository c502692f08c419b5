package dev.offing.sync.session;

/**
 * A code that links one device.
 *
 * @param code as it is shown: {@code ABCD-EFGH}
 * @param expiresAt until when, ms of server time
 */
public record LinkOffer(String code, long expiresAt) {}
