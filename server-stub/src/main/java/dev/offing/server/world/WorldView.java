package dev.offing.server.world;

import dev.offing.sync.account.World;
import dev.offing.sync.economy.Rulebook;

/**
 * The world list as a node knows it now, with its catalogs read.
 *
 * @param world the rows
 * @param rules the same as rules by time
 */
public record WorldView(World world, Rulebook rules) {}
