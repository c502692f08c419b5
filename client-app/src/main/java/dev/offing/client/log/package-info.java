/**
 * What a game writes down while it is played, so that trouble can be told afterwards: its log, and
 * what passed between it and its server, without what nobody else is to read.
 */
@NullMarked
package dev.offing.client.log;

import org.jspecify.annotations.NullMarked;
