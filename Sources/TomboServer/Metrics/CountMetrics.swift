import TomboQuery
import TomboRecords
import TomboStore

/// How many resources of each kind there are, and in which states.
enum CountMetrics {
    /// The columns by which resources are counted: each a short list of words in its source's API.
    static let states: [(kind: String, column: String)] = [
        ("maas_machine", "status"), ("maas_machine", "power_state"), ("juju_machine", "agent_status"),
        ("juju_unit", "workload_status"), ("juju_unit", "agent_status"), ("juju_application", "status"),
        ("ceph_osd", "is_up"), ("ceph_osd", "is_in"), ("nova_server", "status"), ("nova_hypervisor", "state"),
        ("nova_compute_service", "state"), ("nova_compute_service", "status"), ("neutron_port", "status"),
        ("neutron_floatingip", "status"), ("neutron_router", "status"), ("neutron_agent", "alive"),
        ("glance_image", "status"), ("cinder_volume", "status"), ("cinder_service", "state"),
    ]

    static func add(_ archives: [(cloud: String, archive: Archive)], to metrics: inout MetricsText) throws {
        var counts: [MetricsText.Sample] = []
        var byState: [MetricsText.Sample] = []
        for (cloud, archive) in archives {
            try archive.moment { moment in
                let unseen = try neverSeen(moment)
                for kind in try known(moment, cloud) where !unseen.contains(kind) {
                    let rows = try moment.reader.rows("SELECT count(*) FROM \(kind) WHERE cloud = ?1", [.text(cloud)])
                    counts.append(.init(rows.first?[0].number, [("cloud", cloud), ("kind", kind)]))
                    for state in states where state.kind == kind {
                        byState += try samples(moment, cloud, kind, state.column)
                    }
                }
            }
        }
        metrics.add("tombo_resources", .gauge, "Resources of the kind, as far as they were seen.", counts)
        metrics.add("tombo_resources_by_state", .gauge, "The same by the state that the source gives.", byState)
    }

    /// The kinds that this cloud has a collector for.
    private static func known(_ moment: Moment, _ cloud: String) throws -> [String] {
        let names = try moment.reader.rows(
            """
            SELECT DISTINCT k.name FROM collector o JOIN kind k ON k.id = o.kind_id
            JOIN cloud c ON c.id = o.cloud_id WHERE c.name = ?1
            """, [.text(cloud)]
        ).compactMap { $0[0].text }
        return moment.reader.specs.filter { names.contains($0.kind) && !$0.isEvent }.map(\.kind)
    }

    /// Kinds that nobody ever saw whole: that there are none is not known.
    private static func neverSeen(_ moment: Moment) throws -> Set<String> {
        Set(
            try moment.reader.gaps(seq: moment.snapshot.seq, cloud: moment.cloud)
                .filter { $0.lastComplete == nil && $0.outcome != .partial }.map(\.kind))
    }

    private static func samples(
        _ moment: Moment, _ cloud: String, _ kind: String, _ column: String
    ) throws -> [MetricsText.Sample] {
        // The names are ours, from the list above.
        let rows = try moment.reader.rows(
            "SELECT \(column), count(*) FROM \(kind) WHERE cloud = ?1 GROUP BY 1 ORDER BY 2 DESC, 1", [.text(cloud)])
        var samples = rows.prefix(CloudMetrics.mostStates).map { row in
            MetricsText.Sample(row[1].number, labels(cloud, kind, column, word(row[0])))
        }
        let rest = rows.dropFirst(CloudMetrics.mostStates).compactMap { $0[1].number }
        if !rest.isEmpty { samples.append(.init(rest.reduce(0, +), labels(cloud, kind, column, "other"))) }
        return samples
    }

    private static func word(_ value: Value) -> String {
        switch value {
        case .text(let text): text
        case .integer(let integer): integer == 0 ? "no" : "yes"
        default: "unknown"
        }
    }

    private static func labels(_ cloud: String, _ kind: String, _ column: String, _ state: String) -> [(
        String, String
    )] {
        [("cloud", cloud), ("kind", kind), ("field", column), ("state", state)]
    }
}

extension RecordSpec {
    /// A log of what happened to others: its rows count happenings, not resources.
    fileprivate var isEvent: Bool { eventOf != nil }
}
