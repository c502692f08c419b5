/**
 * What can keep a stub from starting or going on, in words for a person; files that outlive a
 * crash.
 */
@NullMarked
package dev.offing.server.fault;

import org.jspecify.annotations.NullMarked;
