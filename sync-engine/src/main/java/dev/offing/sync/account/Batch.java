package dev.offing.sync.account;

import dev.offing.sync.mutation.Chained;
import dev.offing.sync.mutation.Ids;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one push asks for.
 *
 * @param account whose purse
 * @param device the public key that the session proved
 * @param incarnation that the session's hello named
 * @param base the newest point of history that the client holds; null before it holds one
 * @param rows the mutations, oldest first
 */
public record Batch(
    String account,
    String device,
    String incarnation,
    @Nullable EpochVersion base,
    List<Chained> rows) {
  /** Checks the parts. */
  public Batch {
    Ids.hash(account, "account");
    Ids.hash(device, "device");
    Ids.random(incarnation, "incarnation");
    rows = List.copyOf(rows);
  }
}
