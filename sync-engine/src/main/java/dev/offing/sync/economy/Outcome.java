package dev.offing.sync.economy;

import java.util.List;

/** What became of a command. Source: docs/design/sync.md 4.2. */
public sealed interface Outcome {

  /** Done: the state after it and what it booked. */
  record Applied(EconomyState state, List<Posting> postings) implements Outcome {
    public Applied {
      postings = List.copyOf(postings);
    }
  }

  /** The server decides later: funds are held until its entry comes. */
  record Reserved(EconomyState state, List<Posting> postings) implements Outcome {
    public Reserved {
      postings = List.copyOf(postings);
    }
  }

  /** Refused; nothing was taken. */
  record Rejected(Rejection rejection) implements Outcome {}
}
