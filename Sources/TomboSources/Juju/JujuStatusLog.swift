import TomboRecords

extension Juju {
    /// One word that a unit or a machine once had for its status.
    ///
    /// Source: the entries of `juju show-status-log --format json`
    /// (cmd/juju/status/history.go).
    struct StatusLogEntry: Record {
        let values: [Value]

        /// - Throws: `malformedAnswer` for an entry without its word or its time.
        init(_ entry: Value, of entity: JujuStatusLogs.Entity, _ type: String, _ what: String) throws(CollectError) {
            guard let status = entry["status"].telling,
                let since = entry["since"].text.flatMap({ JujuTime.instant($0) })
            else {
                throw CollectError(
                    .malformedAnswer, "\(what) has an entry without `status` and `since`.",
                    remedy: "See what `juju show-status-log \(entity.name) --format json` prints for it.")
            }
            values = [
                .text(entity.key), .text(entity.kind), .text(type), .text(since.iso8601), .text(status),
                .init(entry["message"].telling),
            ]
        }

        static let spec = RecordSpec(
            kind: "juju_status_log",
            summary: "What a unit or a machine once said of itself; only with `status_log: true` below `juju:`.",
            key: ["entity", "type", "since", "status"], name: "status", aliases: ["status-log"],
            accumulates: true, firstLookDays: 7, eventOf: "entity",
            brief: ["since", "entity", "type", "status", "message"],
            columns: [
                .init(
                    "entity", .text, .configuration,
                    references: [
                        .init("juju_unit", when: .init("entity_kind", "unit")),
                        .init("juju_machine", when: .init("entity_kind", "machine")),
                    ],
                    "The unit or machine; the model's name and its own."),
                .init("entity_kind", .text, .configuration, "`unit` or `machine`; a container is a machine, too."),
                .init(
                    "type", .text, .configuration,
                    "What of it: `workload` or `juju-unit`, its agent; `machine`, its provider's word, or "
                        + "`juju-machine`."),
                .init("since", .instant, .configuration, "When it began to be so."),
                .init("status", .text, .configuration, "The word, such as `blocked`."),
                .init("message", .text, .configuration, "What was said to it."),
            ],
            examples: [
                .init(
                    "What did each unit go through?",
                    "SELECT entity, since, status, message FROM juju_status_log WHERE type = 'workload' "
                        + "ORDER BY entity, since")
            ])
    }
}

/// Reads the status log of what has another status since the last look, one at a time, as Juju tells it.
struct JujuStatusLogs: Collector {
    /// Units and machines in one round.
    static let limit = 50
    /// Entries of each.
    static let size = 20

    struct Entity: Sendable {
        /// As it is asked: a model's whole name, where that is known.
        var model: String
        var key: String
        /// `unit` or `machine`.
        var kind: String
        var name: String
        /// What of it has another status, and since when.
        var types: [String: Instant] = [:]

        var newest: Instant { types.values.max() ?? Instant(milliseconds: 0) }
    }

    func collect(from client: JujuClient) async throws(CollectError) -> Listing<Juju.StatusLogEntry> {
        let since = client.since[Juju.StatusLogEntry.spec.kind]
        let listing = try await client.each { status, _ in Self.entities(in: status, since: since) }
        // Natural order where the times are the same: a replay asks for the same ones.
        let entities = listing.records.sorted {
            $0.newest == $1.newest ? NaturalOrder.compare($0.key, $1.key) < 0 : $0.newest > $1.newest
        }
        var reasons = [listing.reason]
        if entities.count > Self.limit {
            reasons.append(
                "\(entities.count) units and machines have another status since the last look; the log of the "
                    + "\(Self.limit) newest was read.")
        }
        var (entries, failures): ([Juju.StatusLogEntry], [CollectError]) = ([], [])
        for entity in entities.prefix(Self.limit) {
            for type in entity.types.keys.sorted() {
                do throws(CollectError) {
                    entries += try await Self.entries(of: entity, type, since, client)
                } catch {
                    if error.code == .cancelled { throw error }
                    failures.append(error)
                }
            }
        }
        if let first = failures.first {
            if entries.isEmpty { throw first }
            let more = failures.count > 1 ? " And \(failures.count - 1) more were not read." : ""
            reasons.append("The status log of some was not read: \(first.sentences)\(more)")
        }
        let reason = reasons.compactMap(\.self).joined(separator: " ")
        return reason.isEmpty ? .complete(entries) : .partial(entries, reason: reason)
    }

    private static func entries(
        of entity: Entity, _ type: String, _ since: Instant?, _ client: JujuClient
    ) async throws(CollectError) -> [Juju.StatusLogEntry] {
        let what = "Juju's status log of \(entity.key)"
        let told = try await client.statusLog(of: entity.name, type, size: size, model: entity.model)
        var entries: [Juju.StatusLogEntry] = []
        for value in told {
            // Whether it runs a hook changes every five minutes, and is no status that anybody looks for.
            if type == "juju-unit", passing.contains(value["status"].text ?? "") { continue }
            if let since, let when = value["since"].text.flatMap({ JujuTime.instant($0) }), when < since { continue }
            entries.append(try Juju.StatusLogEntry(value, of: entity, type, what))
        }
        return entries
    }

    private static let passing: Set<String> = ["idle", "executing"]

    /// Those with a status that began after `since`.
    private static func entities(in status: JujuStatus, since: Instant?) -> [Entity] {
        // What cannot be told is said by the kinds of units and machines.
        var faults: [String] = []
        var found: [Entity] = []
        func add(_ values: [Value], _ spec: RecordSpec, _ kind: String, _ words: [(type: String, column: String)]) {
            func value(_ column: String) -> Value { values[spec.columns.firstIndex { $0.name == column } ?? 0] }
            var entity = Entity(
                model: status.address, key: values[0].text ?? "", kind: kind,
                name: value(spec.name).text ?? "")
            for (type, column) in words {
                if type == "juju-unit", passing.contains(value("agent_status").text ?? "") { continue }
                guard let when = value(column).text.flatMap({ Instant($0) }), since.map({ when >= $0 }) ?? true else {
                    continue
                }
                entity.types[type] = when
            }
            if !entity.types.isEmpty { found.append(entity) }
        }
        for unit in Juju.Unit.records(in: status, faults: &faults) {
            add(
                unit.values, Juju.Unit.spec, "unit", [("workload", "workload_since"), ("juju-unit", "agent_since")])
        }
        for machine in Juju.Machine.records(in: status, faults: &faults) {
            add(
                machine.values, Juju.Machine.spec, "machine",
                [("juju-machine", "agent_since"), ("machine", "machine_since")])
        }
        return found
    }
}
