-- Until when somebody was here, and an absence before that of which nobody was told yet.
CREATE TABLE seen (
  one    INTEGER PRIMARY KEY CHECK (one = 1),
  at     INTEGER NOT NULL,
  untold TEXT
) STRICT;
