/**
 * What comes round for everybody, whether or not they are there: events, dividends, seasons. Done
 * by tasks, so that nodes that let players in have nothing to do with it.
 */
@NullMarked
package dev.offing.server.calendar;

import org.jspecify.annotations.NullMarked;
