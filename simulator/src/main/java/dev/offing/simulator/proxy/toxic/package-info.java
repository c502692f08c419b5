/**
 * What befalls the bytes of a connection: the toxics of Toxiproxy 2.12 and some of our own, as
 * functions of what comes and when. No thread, no clock and no chance of their own: whoever sends
 * the bytes on brings these.
 */
@NullMarked
package dev.offing.simulator.proxy.toxic;

import org.jspecify.annotations.NullMarked;
