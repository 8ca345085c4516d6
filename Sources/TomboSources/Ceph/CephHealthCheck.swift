import TomboRecords

extension Ceph {
    /// One thing that Ceph itself finds wrong.
    struct HealthCheck: Record {
        var code: String
        var check: Health.Check

        var values: [Value] {
            [
                .init(code), .init(check.severity), .init(Self.still(check.summary.message)),
                isMoving ? .null : Ceph.set((check.detail ?? []).map { Self.still($0.message) }),
                .init(check.muted ?? false), .init(check.summary.count),
            ]
        }

        /// Placement groups, objects and slow requests come and go by the second while Ceph recovers.
        private var isMoving: Bool {
            ["PG_", "OBJECT_", "SLOW_", "OSD_SLOW_", "MDS_SLOW_"].contains { code.hasPrefix($0) }
        }

        /// A message without the figures in it that move by themselves.
        static func still(_ message: String) -> String {
            message
                .replacing(#/\d+/\d+ objects/#, with: "objects")
                .replacing(#/ ?\(\d+(\.\d+)?%\)/#, with: "")
                .replacing(#/\d+(\.\d+)? sec(onds)?/#, with: "some time")
                .replacing(#/\d+ pgs?\b/#, with: "pgs")
                .replacing(#/\d+ slow ops/#, with: "slow ops")
                .replacing(#/has \d+(\.\d+)?% avail/#, with: "has little room")
        }

        static let spec = RecordSpec(
            kind: "ceph_health_check",
            summary: "One thing that Ceph itself finds wrong, while it does.",
            key: ["code"], name: "code", aliases: ["health-check"],
            brief: ["code", "severity", "message", "muted"],
            columns: [
                .init("code", .text, .status, "Ceph's word for it, such as `OSD_DOWN`."),
                .init("severity", .text, .status, "`HEALTH_WARN` or `HEALTH_ERR`."),
                .init(
                    "message", .text, .status,
                    "Ceph's sentence, without the shares and counts of objects that move while it recovers."),
                .init(
                    "details", .set, .status,
                    "What it is about, one sentence each, of which Ceph gives at most 50; null for placement groups and "
                        + "slow requests, which come and go."),
                .init("muted", .boolean, .configuration, "Whether somebody told Ceph to be quiet about it."),
                .init("count", .integer, .measure, unit: "count", "How many it is about, as Ceph counts."),
            ],
            examples: [
                .init(
                    "What does Ceph complain of?",
                    "SELECT code, severity, message FROM ceph_health_check WHERE NOT muted ORDER BY severity, code")
            ])
    }

    struct HealthChecks: Collector {
        func collect(from client: CephClient) async throws(CollectError) -> Listing<HealthCheck> {
            .complete(try await client.health().checks.map { HealthCheck(code: $0.key, check: $0.value) })
        }
    }
}
