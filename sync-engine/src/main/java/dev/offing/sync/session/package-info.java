/**
 * One device's conversation with its server: a state machine that gets events and the time, and
 * answers with effects (docs/design/sync.md 3, 5). It dials nothing and reads no clock.
 */
@NullMarked
package dev.offing.sync.session;

import org.jspecify.annotations.NullMarked;
