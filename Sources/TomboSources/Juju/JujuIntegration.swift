import TomboRecords

extension Juju {
    /// Two endpoints that are integrated (2.9 says: related).
    struct Integration: JujuRecord {
        let values: [Value]

        /// One end as an application's own list of relations has it.
        private struct End {
            var endpoint: String
            var interface: String?
            var scope: String?
        }

        private init(_ status: JujuStatus, _ name: String, _ end: End, _ related: String, _ other: String?) {
            let id = "\(name):\(end.endpoint) \(related)" + (other.map { ":\($0)" } ?? "")
            values = [
                .text(status.key(id)), .text(status.model), .text(id), .text(status.key(name)), .text(end.endpoint),
                .text(status.key(related)), .init(other), .init(end.interface), .init(end.scope),
            ]
        }

        /// Each application lists its own ends; two lists make one integration.
        static func records(in status: JujuStatus, faults: inout [String]) -> [Integration] {
            var ends: [String: [String: [End]]] = [:]
            for (name, application) in status.applications(faults: &faults) {
                for (endpoint, list) in JujuStatus.members(application["relations"]) {
                    for one in list.elements {
                        // 2.9 gives the name alone, and so does 3.x for an application of another model.
                        guard let related = one.text ?? one["related-application"].telling else { continue }
                        ends[name, default: [:]][related, default: []].append(
                            End(
                                endpoint: endpoint, interface: one["interface"].telling, scope: one["scope"].telling))
                    }
                }
            }
            var found: [Integration] = []
            for (name, others) in ends {
                for (related, mine) in others {
                    let theirs = ends[related]?[name] ?? []
                    // Of a pair the first tells; one that the other does not list tells for itself.
                    if !theirs.isEmpty, related < name { continue }
                    for end in mine {
                        let partners = name == related ? [end] : theirs.filter { $0.interface == end.interface }
                        let rivals = mine.filter { $0.interface == end.interface }
                        let isSure = name == related || (partners.count == 1 && rivals.count == 1)
                        found.append(Integration(status, name, end, related, isSure ? partners.first?.endpoint : nil))
                    }
                }
            }
            return found
        }

        static let spec = RecordSpec(
            kind: "juju_integration",
            summary: "Two applications of a Juju model that are integrated; Juju 2.9 calls it a relation.",
            key: ["id"], name: "name", aliases: ["integration", "relation"], joins: true,
            brief: ["application", "endpoint", "related_application", "related_endpoint", "interface"],
            columns: [
                .init("id", .text, .configuration, "The model's name and both ends."),
                .init("model", .text, .configuration, references: .init("juju_model", column: "name"), "Its model."),
                .init("name", .text, .configuration, "Both ends, `cinder:amqp rabbitmq-server:amqp`."),
                .init("application", .text, .configuration, references: "juju_application", "One end."),
                .init("endpoint", .text, .configuration, "Its endpoint."),
                .init(
                    "related_application", .text, .configuration,
                    references: ["juju_application", "juju_remote_application"],
                    "The other end; the same application for peers."),
                .init(
                    "related_endpoint", .text, .configuration,
                    "Its endpoint; null where the status does not say which of several."),
                .init("interface", .text, .configuration, "What they talk; null before Juju 3."),
                .init(
                    "scope", .text, .configuration,
                    "`container` between a subordinate and its principal, else `global`; null before Juju 3."),
            ],
            examples: [
                .init(
                    "What uses the database?",
                    """
                    SELECT application, endpoint FROM juju_integration WHERE related_application LIKE '%/mysql%' \
                    OR application LIKE '%/mysql%' ORDER BY application
                    """)
            ])
    }
}
