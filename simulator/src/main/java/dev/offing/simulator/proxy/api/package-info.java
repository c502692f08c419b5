/**
 * The proxy from outside: the HTTP API of Toxiproxy 2.12, so that clients made for it drive ours
 * unchanged, with faults of our own beside its toxics; and the command.
 */
@NullMarked
package dev.offing.simulator.proxy.api;

import org.jspecify.annotations.NullMarked;
