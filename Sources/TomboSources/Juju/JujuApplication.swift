import TomboRecords

extension Juju {
    /// An application: what a charm deploys, in some number of units.
    struct Application: JujuRecord {
        let values: [Value]

        init(_ name: String, _ value: Value, _ status: JujuStatus) {
            let word = JujuWord(value["application-status"])
            let charm = JujuCharm(value)
            let bindings = JujuStatus.members(value["endpoint-bindings"]).map {
                // The one without a name is for all endpoints that have none of their own.
                Value.Field($0.name.isEmpty ? "(default)" : $0.name, $0.value)
            }
            values = [
                .text(status.key(name)), .text(status.model), .text(name), .init(charm.name), .init(charm.origin),
                .init(value["charm-channel"].telling), .init(charm.revision), .init(JujuBase.text(value)),
                value["exposed"], .init(word.current), .init(word.message), .init(value["version"].telling),
                Self.scale(value),
                .list(value["subordinate-to"].texts.map { .text(status.key($0)) }),
                bindings.isEmpty ? .null : .object(bindings), .init(value["life"].telling),
                status.options[name] ?? .null, .init(word.since),
            ]
        }

        /// Units that it has; a subordinate's are counted where they live.
        private static func scale(_ value: Value) -> Value {
            if !value["subordinate-to"].elements.isEmpty { return .null }
            if let scale = value["scale"].integer { return .integer(scale) }
            return .integer(Int64(JujuStatus.members(value["units"]).count))
        }

        static func records(in status: JujuStatus, faults: inout [String]) -> [Application] {
            faults += status.optionFaults
            return status.applications(faults: &faults).map { name, value in
                status.fault(value["application-status"], "the status of \(name)", &faults)
                return Application(name, value, status)
            }
        }

        static let spec = RecordSpec(
            kind: "juju_application",
            summary: "What a charm deploys in a Juju model, in some number of units.",
            key: ["id"], name: "name", aliases: ["application", "app"],
            brief: ["name", "status", "scale", "charm", "charm_channel", "charm_rev", "workload_version", "message"],
            columns: [
                .init("id", .text, .configuration, "The model's name and the application's."),
                .init("model", .text, .configuration, references: .init("juju_model", column: "name"), "Its model."),
                .init("name", .text, .configuration, "Name somebody deployed it under."),
                .init("charm", .text, .configuration, "The charm's name; several applications may have one charm."),
                .init("charm_origin", .text, .configuration, "`charmhub`, `charmstore` or `local`."),
                .init("charm_channel", .text, .configuration, "Channel that the charm comes from."),
                .init("charm_rev", .integer, .configuration, "Revision of the charm."),
                .init("base", .text, .configuration, "Operating system and its version: `ubuntu@22.04`."),
                .init("exposed", .boolean, .configuration, "Whether it is open to other networks."),
                .init(
                    "status", .text, .status,
                    "`active`, `blocked`, `waiting`, `maintenance`, `error` or `unknown`; the worst of its units'."),
                .init("message", .text, .status, "What the charm says to that."),
                .init("workload_version", .text, .configuration, "Version of what it runs, as the charm says."),
                .init("scale", .integer, .configuration, unit: "count", "Units it has; null for a subordinate."),
                .init(
                    "subordinate_to", .set, .configuration, references: "juju_application",
                    "Applications beside whose units its own live."),
                .init("endpoint_bindings", .json, .configuration, "Space of each endpoint."),
                .init("life", .text, .status, "`dying` when it is being removed; null when it is alive."),
                .init(
                    "options", .json, .configuration,
                    "Those of its options that tombo.yaml asks for, without secrets; null where it asks for none."),
                .init(
                    "status_since", .instant, .stamp, stampOf: ["status", "message"],
                    "When the charm said so, as of the last change that tombo saw of the application."),
            ],
            examples: [
                .init(
                    "Which applications are not well?",
                    "SELECT name, status, message FROM juju_application WHERE status NOT IN ('active', 'unknown')"),
                .init(
                    "Which charms are deployed, from which channel?",
                    """
                    SELECT charm, charm_channel, charm_rev, count(*) AS applications FROM juju_application \
                    GROUP BY 1, 2, 3 ORDER BY 1
                    """),
            ])
    }
}

/// Name, origin and revision of a charm, said apart by Charmhub's charms and
/// in one URL by old ones: `cs:~user/cinder-310`, `local:focal/x-0`.
struct JujuCharm {
    let name: String?
    let origin: String?
    let revision: Int64?

    init(_ value: Value) {
        let url = value["charm"].telling ?? ""
        let scheme = url.split(separator: ":", maxSplits: 1).first.map(String.init)
        var last = url.split(separator: "/").last.map(String.init) ?? url
        if let colon = last.lastIndex(of: ":") { last = String(last[last.index(after: colon)...]) }
        let parts = last.split(separator: "-")
        let number = parts.count > 1 && url.contains(":") ? parts.last.flatMap { Int64($0) } : nil
        let stem = number == nil ? last : parts.dropLast().joined(separator: "-")
        name = value["charm-name"].telling ?? (stem.isEmpty ? nil : stem)
        let known = ["ch": "charmhub", "cs": "charmstore", "local": "local"]
        origin = value["charm-origin"].telling ?? scheme.flatMap { url.contains(":") ? known[$0] : nil }
        revision = value["charm-rev"].integer ?? number
    }
}
