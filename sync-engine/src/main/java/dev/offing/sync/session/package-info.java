/**
 * One device's conversation with its server: a state machine that gets events and the time, and
 * answers with effects (docs/design/sync.md 3, 5). It dials nothing and reads no clock.
 *
 * <p>Internal but for {@link dev.offing.sync.session.SyncEvent}, {@link
 * dev.offing.sync.session.Submission}, {@link dev.offing.sync.session.AwayReport}, {@link
 * dev.offing.sync.session.DeviceRow} and {@link dev.offing.sync.session.LinkOffer}, which {@link
 * dev.offing.sync.SyncEngine} hands out. It is exported for simulators, which run it on virtual
 * time.
 */
@NullMarked
package dev.offing.sync.session;

import org.jspecify.annotations.NullMarked;
