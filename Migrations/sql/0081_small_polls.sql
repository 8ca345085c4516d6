-- Polls of measures, many in one row: of a poll in a row of its own the row and its index took more than its samples.
-- `measure_poll` keeps those since the collector's last keyframe; older ones move here, bytes and all (MeasureBlock.swift).
CREATE TABLE measure_block (
  id           INTEGER PRIMARY KEY,
  collector_id INTEGER NOT NULL REFERENCES collector(id),
  first_id     INTEGER NOT NULL,  -- of its first poll, as in `measure_poll`
  first_seq    INTEGER NOT NULL REFERENCES snapshot(seq),  -- of its first poll
  last_seq     INTEGER NOT NULL REFERENCES snapshot(seq),  -- of its last one
  keyframe_seq INTEGER NOT NULL CHECK (keyframe_seq <= first_seq),
  samples      BLOB    NOT NULL,  -- of all its polls, one after the other
  further      BLOB    NOT NULL,  -- where each poll but the first stands in `samples`
  CHECK (first_seq <= last_seq),
  UNIQUE (collector_id, first_seq)
) STRICT;

-- Ids rise in the order of saving, within a snapshot too: 4096 times the snapshot and the place in its round, so that
-- a block need not name them. By way of negative ones, as no two may be alike in between.
UPDATE measure_poll SET id = -n.id
FROM (SELECT id AS old, seq * 4096 + row_number() OVER (PARTITION BY seq ORDER BY id) AS id FROM measure_poll) AS n
WHERE measure_poll.id = n.old;
UPDATE measure_poll SET id = -id;

-- The snapshots of a cloud stand in their order already, and the next one of it is near: the index took more than it saved.
DROP INDEX snapshot_cloud;
