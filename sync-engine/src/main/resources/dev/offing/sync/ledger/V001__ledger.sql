-- The ledger of one profile, drawn and explained in docs/design/ledger.md.
-- Money is decimal text in grains, hashes are lowercase hexadecimal, times are ms of server time.

-- "OFNG": tells a ledger from any other SQLite file.
PRAGMA application_id = 1330007623;

-- Who plays here. The private key is not in the database: see DeviceKey.
CREATE TABLE profile (
  one         INTEGER PRIMARY KEY CHECK (one = 1),
  account     TEXT    NOT NULL,
  public_key  TEXT    NOT NULL,
  incarnation TEXT    NOT NULL,
  acked_seq   INTEGER NOT NULL,
  acked_hash  TEXT    NOT NULL,
  server_id   TEXT
) STRICT;

-- The newest confirmed state; its sections lie beside it, so that one that stays is not written.
CREATE TABLE confirmed (
  one     INTEGER PRIMARY KEY CHECK (one = 1),
  account TEXT    NOT NULL,
  epoch   TEXT,
  version INTEGER,
  digest  TEXT    NOT NULL,
  seal    TEXT,
  booked  TEXT    NOT NULL
) STRICT;

CREATE TABLE section (
  name   TEXT PRIMARY KEY,
  digest TEXT NOT NULL,
  body   TEXT NOT NULL
) STRICT;

-- The book: confirmed and refused rows for ever, predicted ones until they are.
CREATE TABLE journal (
  n           INTEGER PRIMARY KEY,
  entry_id    TEXT    NOT NULL UNIQUE,
  mutation_id TEXT,
  at          INTEGER NOT NULL,
  kind        TEXT    NOT NULL,
  args        TEXT    NOT NULL,
  earned      TEXT    NOT NULL,
  moved       TEXT    NOT NULL,
  balance     TEXT    NOT NULL,
  status      TEXT    NOT NULL,
  code        TEXT,
  text        TEXT,
  postings    TEXT    NOT NULL
) STRICT;

CREATE INDEX journal_by_time ON journal (at);

-- Mutations without a result, numbered without holes after profile.acked_seq.
CREATE TABLE outbox (
  seq      INTEGER PRIMARY KEY,
  hash     TEXT NOT NULL,
  entry_id TEXT NOT NULL REFERENCES journal (entry_id),
  payload  TEXT NOT NULL
) STRICT;

-- Mutations with their result: kept 90 days, in case the server forgets.
CREATE TABLE settled (
  entry_id    TEXT PRIMARY KEY,
  incarnation TEXT    NOT NULL,
  seq         INTEGER NOT NULL,
  hash        TEXT    NOT NULL,
  payload     TEXT    NOT NULL,
  result      TEXT    NOT NULL,
  epoch       TEXT    NOT NULL,
  version     INTEGER NOT NULL,
  settled_at  INTEGER NOT NULL
) STRICT;

CREATE INDEX settled_by_time ON settled (settled_at);

-- The purse that the device expects: confirmed state plus outbox.
CREATE TABLE purse (
  one    INTEGER PRIMARY KEY CHECK (one = 1),
  grains TEXT    NOT NULL,
  as_of  INTEGER NOT NULL
) STRICT;

CREATE TABLE world (
  one  INTEGER PRIMARY KEY CHECK (one = 1),
  body TEXT NOT NULL
) STRICT;

CREATE TABLE catalog (
  hash TEXT PRIMARY KEY,
  body TEXT NOT NULL
) STRICT;

CREATE TABLE clock (
  one       INTEGER PRIMARY KEY CHECK (one = 1),
  offset_ms INTEGER NOT NULL,
  server_ms INTEGER NOT NULL
) STRICT;
