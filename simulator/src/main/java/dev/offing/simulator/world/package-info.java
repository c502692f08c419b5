/**
 * The whole system under one seed: devices, nodes, stores, network, disks and clocks on one thread
 * and in virtual time, around the very classes that ship (docs/design/simulator.md). Nothing here
 * starts a thread, reads a clock of the machine, opens a socket or draws from an unseeded source.
 */
@NullMarked
package dev.offing.simulator.world;

import org.jspecify.annotations.NullMarked;
