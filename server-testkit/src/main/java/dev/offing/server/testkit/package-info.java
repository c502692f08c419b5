/**
 * For tests of actions and protocols: a stub with its Redis, players on it, and the contract that
 * every protocol keeps.
 */
@NullMarked
package dev.offing.server.testkit;

import org.jspecify.annotations.NullMarked;
