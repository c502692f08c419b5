/**
 * Work that is done whether or not anybody is there: enqueued now or for later, tried again, taken
 * over from workers that died, and never lost without a word (docs/design/server.md, "Tasks").
 */
@NullMarked
package dev.offing.server.task;

import org.jspecify.annotations.NullMarked;
