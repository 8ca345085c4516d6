import TomboRecords

extension Juju {
    /// What a model offers to others.
    struct Offer: JujuRecord {
        let values: [Value]

        static func records(in status: JujuStatus, faults: inout [String]) -> [Offer] {
            status.told(status.document["offers"], "offer", faults: &faults).map { name, value in
                let application = value["application"].telling
                // Go leaves a count out that is 0.
                return Offer(values: [
                    .text(status.key(name)), .text(status.model), .text(name), .init(application.map(status.key)),
                    .init(JujuCharm(value).name), value["endpoints"],
                    .init(value["total-connected-count"].integer ?? 0),
                    .init(value["active-connected-count"].integer ?? 0),
                ])
            }
        }

        static let spec = RecordSpec(
            kind: "juju_offer",
            summary: "Endpoints of an application that a Juju model offers to other models.",
            key: ["id"], name: "name", aliases: ["offer"], brief: ["name", "application", "connected", "active"],
            columns: [
                .init("id", .text, .configuration, "The model's name and the offer's."),
                .init("model", .text, .configuration, references: .init("juju_model", column: "name"), "Its model."),
                .init("name", .text, .configuration, "Name of the offer."),
                .init("application", .text, .configuration, references: "juju_application", "What is offered."),
                .init("charm", .text, .configuration, "Its charm."),
                .init("endpoints", .json, .configuration, "Each endpoint with its interface and role."),
                .init("connected", .integer, .status, unit: "count", "Connections to it."),
                .init("active", .integer, .status, unit: "count", "Those that are in use."),
            ],
            examples: [
                .init("What is offered, and used?", "SELECT name, application, connected, active FROM juju_offer")
            ])
    }

    /// An application of another model that this one uses (`SAAS`).
    struct RemoteApplication: JujuRecord {
        let values: [Value]

        static func records(in status: JujuStatus, faults: inout [String]) -> [RemoteApplication] {
            status.told(status.document["application-endpoints"], "remote application", faults: &faults).map {
                name, value in
                let word = JujuWord(value["application-status"])
                return RemoteApplication(values: [
                    .text(status.key(name)), .text(status.model), .text(name), .init(value["url"].telling),
                    .init(word.current), .init(word.message), value["endpoints"], .init(value["life"].telling),
                ])
            }
        }

        static let spec = RecordSpec(
            kind: "juju_remote_application",
            summary: "An application of another model that a Juju model uses; `juju status` calls it SAAS.",
            key: ["id"], name: "name", aliases: ["remote-application", "saas"],
            brief: ["name", "url", "status", "message"],
            columns: [
                .init("id", .text, .configuration, "The model's name and the application's."),
                .init("model", .text, .configuration, references: .init("juju_model", column: "name"), "Its model."),
                .init("name", .text, .configuration, "What the model calls it."),
                .init("url", .text, .configuration, "The offer: `controller:owner/model.offer`."),
                .init("status", .text, .status, "As its own model says."),
                .init("message", .text, .status, "What is said to that."),
                .init("endpoints", .json, .configuration, "Each endpoint with its interface and role."),
                .init("life", .text, .status, "`dying` when it is being removed; null when it is alive."),
            ],
            examples: [
                .init("What does the model use of others?", "SELECT name, url, status FROM juju_remote_application")
            ])
    }
}
