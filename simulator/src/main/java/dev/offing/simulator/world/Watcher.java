package dev.offing.simulator.world;

import dev.offing.server.account.AccountStore;
import dev.offing.server.account.Opening;
import dev.offing.sync.mutation.Chained;
import dev.offing.sync.session.SyncEvent;
import java.util.List;

/** Sees what happens in a world; throws a {@link Violation} where it must not. */
public interface Watcher {
  /** A world begins. */
  default void began(World world) {}

  /** A commit is in the store. */
  default void committed(AccountStore.Write write) {}

  /** A gesture is on a device's disk. */
  default void saved(Device device, String mutationId) {}

  /** A player lets a device in, by what was seen on another one. */
  default void allowed(Device by, String key) {}

  /** A device was told something. */
  default void told(Device device, SyncEvent event) {}

  /** The program of a device starts. */
  default void opened(Device device) {}

  /** A device did something. */
  default void acted(Device device) {}

  /** A disk came back with less than it had told as written. */
  default void lost(Device device, List<Chained> rows) {}

  /** A profile was copied, or put back to an older state. */
  default void branched(Device device) {}

  /** The store came back with less than it had told as written. */
  default void forgot(World world) {}

  /** The oldest rows of an account's journal became an opening. */
  default void folded(String account, Opening opening) {}

  /** An account was deleted for ever. */
  default void deleted(String account) {}

  /** The faults are over, and everybody had time to come to rest. */
  default void settled(World world) {}
}
