package dev.offing.sync.ledger;

/**
 * How a ledger spells what it keeps as JSON. The ledger lies below the protocol and must be
 * readable without it, so whoever wires the engine passes the protocol's codec in.
 *
 * <p>Thread-safe.
 */
public interface LedgerCodec {
  /** A part of a state, a mutation, a result, postings ... as JSON text. */
  String write(Object part);

  /**
   * A part from JSON text.
   *
   * @throws RuntimeException when the text is not one: the ledger takes that for damage
   */
  <T> T read(String json, Class<T> type);
}
