-- What people and tombo itself did to the history, beside what the cloud did: notes, annotations, and what was
-- forgotten. Append-only, and a part of the chain (docs/store.md).
CREATE TABLE journal (
  id          INTEGER PRIMARY KEY CHECK (id > 0),  -- without holes
  after_seq   INTEGER NOT NULL CHECK (after_seq >= 0),  -- the newest snapshot when it was written; may be forgotten since
  at          INTEGER NOT NULL,
  author      TEXT    NOT NULL CHECK (author <> ''),
  action      TEXT    NOT NULL CHECK (action IN ('note', 'annotate', 'forget')),
  cloud       TEXT,
  kind        TEXT,
  key         TEXT,
  seq         INTEGER,  -- the snapshot that a note is about
  body        TEXT    NOT NULL CHECK (body <> ''),  -- what somebody wrote; of a forget record what it did, as JSON
  chain       BLOB    NOT NULL CHECK (length(chain) = 32),
  saved_chain BLOB CHECK (saved_chain IS NULL OR length(saved_chain) = 32),
  CHECK (action <> 'note' OR (cloud IS NOT NULL AND seq IS NOT NULL)),
  CHECK (action <> 'annotate' OR (cloud IS NOT NULL AND kind IS NOT NULL AND key IS NOT NULL)),
  CHECK (action <> 'forget' OR json_valid(body))
) STRICT;
CREATE INDEX journal_resource ON journal(key, kind) WHERE action = 'annotate';
CREATE INDEX journal_snapshot ON journal(seq) WHERE action = 'note';

-- The link that a snapshot had when it was saved, where what came before it was thinned out since: a hash that was
-- printed then is still known. NULL where the link is the one of then.
ALTER TABLE snapshot ADD COLUMN saved_chain BLOB CHECK (saved_chain IS NULL OR length(saved_chain) = 32);
