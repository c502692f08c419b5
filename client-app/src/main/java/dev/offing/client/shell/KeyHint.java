package dev.offing.client.shell;

/**
 * A line of the help.
 *
 * @param keys as they are written on a keyboard, such as {@code Ctrl+F}
 * @param what they do
 */
public record KeyHint(String keys, String what) {}
