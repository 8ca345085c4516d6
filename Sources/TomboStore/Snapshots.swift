import GRDB
public import TomboRecords

extension Reader {
    private static let snapshotColumns = """
        SELECT s.seq, c.name, l.name, s.started_at, s.finished_at FROM snapshot s
        JOIN cloud c ON c.id = s.cloud_id LEFT JOIN label l ON l.seq = s.seq
        """

    private func snapshots(_ rest: String, _ arguments: StatementArguments) throws -> [SnapshotInfo] {
        try Row.fetchAll(db, sql: Self.snapshotColumns + " " + rest, arguments: arguments).map { row in
            SnapshotInfo(
                seq: row[0], cloud: row[1], label: row[2], startedAt: Instant(milliseconds: row[3]),
                finishedAt: Instant(milliseconds: row[4]))
        }
    }

    /// Every snapshot of a cloud, or of all, oldest first.
    public func snapshots(cloud: String? = nil) throws -> [SnapshotInfo] {
        try snapshots("WHERE ?1 IS NULL OR c.name = ?1 ORDER BY s.seq", [cloud])
    }

    public func snapshot(seq: Int64, cloud: String? = nil) throws -> SnapshotInfo? {
        try snapshots("WHERE s.seq = ?1 AND (?2 IS NULL OR c.name = ?2)", [seq, cloud]).first
    }

    /// The newest snapshot, or the one `back` before it.
    public func latest(back: Int = 0, cloud: String? = nil) throws -> SnapshotInfo? {
        try snapshots("WHERE ?1 IS NULL OR c.name = ?1 ORDER BY s.seq DESC LIMIT 1 OFFSET ?2", [cloud, back]).first
    }

    /// The newest snapshot of each cloud that was saved up to `seq`: what a
    /// moment shows of several clouds. In the order of their numbers.
    public func latestOfEach(upTo seq: Int64) throws -> [SnapshotInfo] {
        try snapshots(
            """
            WHERE s.seq IN (
              SELECT (SELECT seq FROM snapshot WHERE cloud_id = cloud.id AND seq <= ?1 ORDER BY seq DESC LIMIT 1)
              FROM cloud)
            ORDER BY s.seq
            """, [seq])
    }

    /// The newest snapshot of a cloud with a number up to `seq`.
    public func latest(of cloud: String, upTo seq: Int64) throws -> SnapshotInfo? {
        try snapshots("WHERE c.name = ?1 AND s.seq <= ?2 ORDER BY s.seq DESC LIMIT 1", [cloud, seq]).first
    }

    /// Snapshots called `label`: one at most in each cloud.
    public func snapshots(labelled label: String, cloud: String? = nil) throws -> [SnapshotInfo] {
        try snapshots("WHERE l.name = ?1 AND (?2 IS NULL OR c.name = ?2) ORDER BY s.seq", [label, cloud])
    }

    /// The last snapshot that was finished at `instant`.
    public func snapshot(at instant: Instant, cloud: String? = nil) throws -> SnapshotInfo? {
        try snapshots(
            "WHERE s.finished_at <= ?1 AND (?2 IS NULL OR c.name = ?2) ORDER BY s.finished_at DESC, s.seq DESC LIMIT 1",
            [instant.milliseconds, cloud]
        ).first
    }

    public func clouds() throws -> [String] {
        try String.fetchAll(db, sql: "SELECT name FROM cloud ORDER BY name")
    }

    public func labels(cloud: String? = nil) throws -> [String] {
        try String.fetchAll(
            db,
            sql: """
                SELECT l.name FROM label l JOIN cloud c ON c.id = l.cloud_id
                WHERE ?1 IS NULL OR c.name = ?1 ORDER BY l.seq
                """, arguments: [cloud])
    }
}
