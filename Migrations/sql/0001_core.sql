-- What every kind hangs on: clouds, collectors, snapshots, identities, and the measures.
-- Read docs/store.md first. Times are milliseconds since 1970 UTC, as tombo's own clock said.

CREATE TABLE cloud (
  id   INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE CHECK (name <> '')
) STRICT;

CREATE TABLE kind (
  id   INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE CHECK (name <> '')
) STRICT;

-- Reads one kind from one source of one cloud.
CREATE TABLE collector (
  id       INTEGER PRIMARY KEY,
  cloud_id INTEGER NOT NULL REFERENCES cloud(id),
  source   TEXT    NOT NULL CHECK (source <> ''),
  kind_id  INTEGER NOT NULL REFERENCES kind(id),
  UNIQUE (cloud_id, source, kind_id)
) STRICT;

-- One round over the sources of one cloud.
CREATE TABLE snapshot (
  seq         INTEGER PRIMARY KEY CHECK (seq > 0),
  cloud_id    INTEGER NOT NULL REFERENCES cloud(id),
  started_at  INTEGER NOT NULL,
  finished_at INTEGER NOT NULL CHECK (finished_at >= started_at),
  resources   INTEGER NOT NULL CHECK (resources >= 0),  -- of this cloud, alive after it
  changes     INTEGER NOT NULL CHECK (changes >= 0),    -- resources that appeared, changed or went in it
  chain       BLOB    NOT NULL CHECK (length(chain) = 32)  -- SHA-256, see Chain.swift
) STRICT;
CREATE INDEX snapshot_cloud ON snapshot(cloud_id, seq);

-- A person's name for a snapshot: `tarefa-1`.
CREATE TABLE label (
  cloud_id INTEGER NOT NULL REFERENCES cloud(id),
  name     TEXT    NOT NULL CHECK (name <> ''),
  seq      INTEGER NOT NULL UNIQUE REFERENCES snapshot(seq),
  PRIMARY KEY (cloud_id, name)
) STRICT;

-- An identity: the same resource for as long as its source gives it the same key, holes included.
CREATE TABLE resource (
  id           INTEGER PRIMARY KEY,
  cloud_id     INTEGER NOT NULL REFERENCES cloud(id),
  kind_id      INTEGER NOT NULL REFERENCES kind(id),
  key          TEXT    NOT NULL CHECK (key <> ''),
  collector_id INTEGER NOT NULL REFERENCES collector(id),  -- who listed it last: only that one can end it
  UNIQUE (key, kind_id, cloud_id)  -- the key first: every view is asked for a key alone
) STRICT;

-- Who listed a resource before snapshot `seq`, when another collector took it over in it.
CREATE TABLE resource_move (
  resource_id  INTEGER NOT NULL REFERENCES resource(id),
  seq          INTEGER NOT NULL REFERENCES snapshot(seq),
  collector_id INTEGER NOT NULL REFERENCES collector(id),
  PRIMARY KEY (resource_id, seq)
) STRICT, WITHOUT ROWID;

-- How a collector ended, over a run of snapshots of its cloud in which it ended alike:
-- years of good polls are one row. The view `collection` gives one row a collector and snapshot.
CREATE TABLE collection_run (
  collector_id INTEGER NOT NULL REFERENCES collector(id),
  first_seq    INTEGER NOT NULL REFERENCES snapshot(seq),
  last_seq     INTEGER NOT NULL REFERENCES snapshot(seq),
  outcome      TEXT    NOT NULL CHECK (outcome IN ('complete', 'partial', 'failed', 'skipped')),
  code         TEXT,
  reason       TEXT,
  seen         BLOB,  -- partial only: which resources it did see (SeenSet.swift)
  CHECK (first_seq <= last_seq),
  CHECK ((outcome = 'partial') = (seen IS NOT NULL)),
  CHECK ((outcome = 'failed') = (code IS NOT NULL)),
  CHECK (outcome = 'complete' OR reason IS NOT NULL),
  UNIQUE (collector_id, first_seq)
) STRICT;

-- What a collector's run cost; kept for the last 2016 snapshots (a week of five-minute polls).
CREATE TABLE collection_cost (
  seq          INTEGER NOT NULL REFERENCES snapshot(seq),
  collector_id INTEGER NOT NULL REFERENCES collector(id),
  requests     INTEGER NOT NULL,
  bytes        INTEGER NOT NULL,
  duration_ms  INTEGER NOT NULL,
  PRIMARY KEY (seq, collector_id)
) STRICT, WITHOUT ROWID;

CREATE VIEW collection AS
SELECT s.seq, c.name AS cloud, o.source, k.name AS kind, r.outcome, r.code, r.reason,
       x.requests, x.bytes, x.duration_ms
FROM collection_run r
JOIN collector o ON o.id = r.collector_id
JOIN cloud c ON c.id = o.cloud_id
JOIN kind k ON k.id = o.kind_id
JOIN snapshot s ON s.cloud_id = o.cloud_id AND s.seq BETWEEN r.first_seq AND r.last_seq
LEFT JOIN collection_cost x ON x.seq = s.seq AND x.collector_id = o.id;

-- A number that moves all the time. `value` is the last one measured, at snapshot `seq`; NULL is unknown.
CREATE TABLE series (
  id          INTEGER PRIMARY KEY,
  resource_id INTEGER NOT NULL REFERENCES resource(id),
  metric      TEXT    NOT NULL,
  value       INTEGER,
  seq         INTEGER NOT NULL REFERENCES snapshot(seq),
  UNIQUE (resource_id, metric)
) STRICT;

-- All samples of one collector and snapshot in one BLOB (MeasureCodec.swift): 4 bytes a sample
-- against 20 as rows. Deltas to the poll before, back to a keyframe.
CREATE TABLE measure_poll (
  id           INTEGER PRIMARY KEY,
  collector_id INTEGER NOT NULL REFERENCES collector(id),
  seq          INTEGER NOT NULL REFERENCES snapshot(seq),
  keyframe_seq INTEGER NOT NULL CHECK (keyframe_seq <= seq),
  samples      BLOB    NOT NULL,
  UNIQUE (collector_id, seq)
) STRICT;
