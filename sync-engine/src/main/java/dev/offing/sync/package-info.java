/**
 * The engine as a game sees it: the facade {@code SyncEngine}, its builder and its status. Nothing
 * else lives here but the wiring of the packages below, which know one another only as far as the
 * arrows of {@code ArchitectureTest} allow.
 *
 * <p>Stable, and at most twelve public types: what a game has to know.
 */
@NullMarked
package dev.offing.sync;

import org.jspecify.annotations.NullMarked;
