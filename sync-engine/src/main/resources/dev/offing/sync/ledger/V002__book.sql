-- What the ledger screen filters by. Nearly all rows are purchases that were not refused: they are
-- in neither of these, so a gesture writes no more than before.
CREATE INDEX journal_by_kind ON journal (kind, at) WHERE kind <> 'buy';

CREATE INDEX journal_refused ON journal (at) WHERE status IN ('refused', 'predicted_refused');
