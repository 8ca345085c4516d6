import TomboRecords
import TomboStore

/// How the resources of a cloud stand that have a state of their own.
struct CloudHealth {
    /// Raw values are part of the contract.
    enum Result: String, Comparable {
        case ok, warning, error
        /// Nobody ever saw the kind.
        case unknown

        private var rank: Int {
            switch self {
            case .ok: 0
            case .unknown: 1
            case .warning: 2
            case .error: 3
            }
        }
        static func < (a: Result, b: Result) -> Bool { a.rank < b.rank }
    }

    /// How resources of a kind are told well from ill.
    struct Check {
        var kind: String
        /// The columns that it needs.
        var columns: [String]
        /// SQL that gives the state in one word.
        var state: String
        /// Warnings and errors, by their words; anything else is well.
        var results: [String: Result]
        /// What a reader must know to judge the result.
        var caveat: String?
    }

    static let checks: [Check] = [
        Check(
            kind: "maas_machine", columns: ["status"], state: "status",
            results: [
                "Broken": .error, "Missing": .error, "Failed commissioning": .error, "Failed deployment": .error,
                "Failed testing": .error, "Failed disk erasing": .error, "Releasing failed": .error,
                "Failed to enter rescue mode": .warning, "Failed to exit rescue mode": .warning,
            ]),
        Check(
            kind: "juju_machine", columns: ["agent_status", "machine_status"],
            state: "CASE WHEN agent_status = 'down' THEN 'agent down' ELSE coalesce(machine_status, agent_status) END",
            results: ["agent down": .error, "error": .error, "provisioning error": .error, "stopped": .warning]),
        Check(
            kind: "juju_application", columns: ["status"], state: "status",
            results: ["error": .error, "blocked": .error, "waiting": .warning, "maintenance": .warning]),
        Check(
            kind: "juju_unit", columns: ["agent_status", "workload_status", "tolerates_failures", "inactive_members"],
            state: """
                CASE WHEN agent_status = 'lost' THEN 'agent lost' WHEN agent_status IN ('failed', 'error')
                THEN 'agent failed' WHEN workload_status = 'active'
                AND (tolerates_failures = 0 OR inactive_members > 0) THEN 'active, not whole' ELSE workload_status END
                """,
            results: [
                "agent lost": .error, "agent failed": .error, "active, not whole": .warning, "error": .error,
                "blocked": .error, "waiting": .warning,
                "maintenance": .warning,
            ]),
        Check(
            kind: "ceph_cluster", columns: ["health"], state: "health",
            results: ["HEALTH_WARN": .warning, "HEALTH_ERR": .error]),
        Check(
            kind: "ceph_mon", columns: ["in_quorum"],
            state: "CASE in_quorum WHEN 1 THEN 'in quorum' WHEN 0 THEN 'out of quorum' END",
            results: ["out of quorum": .error]),
        Check(
            kind: "ceph_osd", columns: ["is_up", "is_in", "state"],
            state: """
                CASE WHEN NOT is_up THEN 'down' WHEN NOT is_in THEN 'out' \
                WHEN EXISTS (SELECT 1 FROM json_each(state) WHERE value = 'full') THEN 'full' \
                WHEN EXISTS (SELECT 1 FROM json_each(state) WHERE value IN ('nearfull', 'backfillfull')) THEN 'nearly full' \
                WHEN is_up AND is_in THEN 'up' END
                """,
            results: ["down": .error, "out": .warning, "full": .error, "nearly full": .warning]),
        Check(
            kind: "vault_unit", columns: ["initialized", "sealed"],
            state: "CASE WHEN initialized = 0 THEN 'not initialized' WHEN sealed = 1 THEN 'sealed' "
                + "WHEN sealed = 0 THEN 'unsealed' END",
            results: ["not initialized": .error, "sealed": .error]),
        Check(
            kind: "nova_server", columns: ["status"], state: "status", results: ["ERROR": .error, "UNKNOWN": .warning]),
        Check(kind: "nova_hypervisor", columns: ["state", "status"], state: upDown, results: downResults),
        Check(kind: "nova_compute_service", columns: ["state", "status"], state: upDown, results: downResults),
        Check(
            kind: "neutron_agent", columns: ["alive"],
            state: "CASE alive WHEN 1 THEN 'alive' WHEN 0 THEN 'not alive' END",
            results: ["not alive": .warning],
            caveat: "OVN calls a dead one alive for up to a minute or two, and a new one dead for seconds"),
        Check(
            kind: "cinder_volume", columns: ["status"], state: "status",
            results: [
                "error": .error, "error_deleting": .error, "error_backing-up": .error, "error_restoring": .error,
                "error_extending": .error, "error_managing": .error,
            ]),
        Check(kind: "cinder_service", columns: ["state", "status"], state: upDown, results: downResults),
    ]

    private static let upDown =
        "CASE WHEN state = 'down' THEN 'down' WHEN status = 'disabled' THEN 'disabled' ELSE state END"
    private static let downResults: [String: Result] = ["down": .error, "disabled": .warning]

    struct Finding {
        var spec: RecordSpec
        var state: String?
        var count: Int64?
        var result: Result
        /// Some of those that are not well.
        var names: [String] = []
        var caveat: String?
    }

    private(set) var findings: [Finding] = []
    /// Kinds that nobody ever saw whole: what is well of them is not all.
    private var inPart: Set<String> = []

    init(_ moment: Moment, _ counts: CloudCounts) throws {
        for check in Self.checks {
            guard let count = counts[check.kind], check.columns.allSatisfy({ count.spec.column($0) != nil }) else {
                continue
            }
            guard count.count != nil else {
                findings.append(Finding(spec: count.spec, result: .unknown))
                continue
            }
            if !count.isComplete, count.lastComplete == nil { inPart.insert(check.kind) }
            let states = try moment.reader.rows(
                "SELECT \(check.state), count(*) FROM \(check.kind) WHERE cloud = ?1 GROUP BY 1 ORDER BY 2 DESC, 1",
                [Value(moment.cloud)])
            for row in states {
                let result = row[0].text.map { check.results[$0] ?? .ok } ?? .unknown
                var finding = Finding(
                    spec: count.spec, state: row[0].text, count: row[1].integer, result: result)
                if result > .unknown {
                    finding.names = try Self.names(count.spec, check.state, row[0], moment)
                    finding.caveat = check.caveat
                }
                findings.append(finding)
            }
        }
    }

    private static func names(_ spec: RecordSpec, _ state: String, _ value: Value, _ moment: Moment) throws -> [String]
    {
        try moment.reader.rows(
            "SELECT DISTINCT \"\(spec.name)\" FROM \(spec.kind) WHERE cloud = ?1 AND \(state) = ?2 ORDER BY 1 LIMIT 4",
            [Value(moment.cloud), value]
        ).compactMap { $0[0].text }
    }

    var value: Value {
        .list(
            findings.map { finding in
                .object([
                    .init("kind", .text(finding.spec.kind)), .init("state", Value(finding.state)),
                    .init("count", Value(finding.count)), .init("result", .text(finding.result.rawValue)),
                    .init("names", Value(finding.names)),
                ])
            })
    }

    var lines: Value {
        var lines: [Value] = []
        for check in Self.checks {
            let own = findings.filter { $0.spec.kind == check.kind }
            guard let spec = own.first?.spec else { continue }
            let words = own.map { finding -> String in
                guard let count = finding.count else { return "–" }
                let names = finding.names.prefix(3).joined(separator: ", ") + (finding.names.count > 3 ? ", …" : "")
                return "\(count) \(finding.state ?? "unknown")" + (names.isEmpty ? "" : ": \(names)")
            }
            var found = CloudCounts.wrapped(words + (inPart.contains(spec.kind) ? ["not all was seen"] : []), width: 44)
            if let caveat = own.compactMap(\.caveat).first { found += Self.broken("(\(caveat))", width: 44) }
            for (number, text) in found.enumerated() {
                let result = own.map(\.result).max() ?? .ok
                lines.append(
                    .object([
                        .init("health", .text(number == 0 ? CloudCounts.plural(spec, 2) : "")),
                        .init("result", .text(number == 0 ? result.rawValue : "")), .init("found", .text(text)),
                    ]))
            }
        }
        return .list(lines)
    }

    private static func broken(_ sentence: String, width: Int) -> [String] {
        var lines: [String] = []
        for word in sentence.split(separator: " ") {
            if let last = lines.last, last.count + 1 + word.count <= width {
                lines[lines.count - 1] = "\(last) \(word)"
            } else {
                lines.append(String(word))
            }
        }
        return lines
    }
}
