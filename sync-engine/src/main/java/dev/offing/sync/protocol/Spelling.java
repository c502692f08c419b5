package dev.offing.sync.protocol;

import dev.offing.sync.account.DeviceChange;
import dev.offing.sync.account.Devices;
import dev.offing.sync.account.Play;
import dev.offing.sync.account.State;
import dev.offing.sync.economy.EconomyState;
import dev.offing.sync.economy.Entry;
import dev.offing.sync.mutation.Chained;
import dev.offing.sync.mutation.Mutation;
import java.util.Map;

/** For whoever describes the messages: which record has the parts that JSON has. */
public final class Spelling {
  private static final Map<Class<?>, Class<?>> SPELT =
      Map.of(
          Mutation.class, OffingModule.MutationJson.class,
          Chained.class, OffingModule.ChainedJson.class,
          Devices.class, OffingModule.DevicesJson.class,
          DeviceChange.class, OffingModule.DeviceChangeJson.class,
          State.class, OffingModule.StateJson.class,
          Entry.class, SharedJson.EntryJson.class,
          EconomyState.class, SharedJson.CoreJson.class,
          Play.class, SharedJson.PlayJson.class);

  private Spelling() {}

  /** The record whose parts are those of the type's JSON object: mostly the type itself. */
  public static Class<?> of(Class<?> type) {
    return SPELT.getOrDefault(type, type);
  }
}
