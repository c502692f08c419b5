package dev.offing.sync.account;

/** What became of a mutation (docs/design/sync.md 4.1, 4.2). Final once committed. */
public enum Outcome {
  /** It acted, as the client could predict. */
  APPLIED,
  /** The server decides later; funds are in escrow. */
  RESERVED,
  /** It did not act, for a reason that is told; it never will. */
  REJECTED,
  /** Its outcome is older than the id store: it is not executed again. */
  OUTCOME_FORGOTTEN
}
