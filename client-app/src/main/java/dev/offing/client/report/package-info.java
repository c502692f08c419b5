/**
 * One file that says enough of a game to find a mistake in the program, and nothing that opens an
 * account.
 */
@NullMarked
package dev.offing.client.report;

import org.jspecify.annotations.NullMarked;
