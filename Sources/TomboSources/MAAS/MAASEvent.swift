import TomboRecords

extension MAAS {
    /// What happened to a machine, as MAAS's own log has it.
    ///
    /// The id alone is no identity: a MAAS that was restored from a backup
    /// counts on from an older number, and gives numbers out again that tombo
    /// has seen. What has a number at another time is another event.
    ///
    /// Source: maasserver/api/events.py and provisioningserver/events.py.
    struct Event: Record, Decodable {
        var id: Int64
        var created: Instant
        var level: String
        var type: String
        var description: String?
        var username: String?
        var node: String?
        var hostname: String?

        private enum CodingKeys: String, CodingKey {
            case id, created, level, type, description, username, node, hostname
        }

        init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: CodingKeys.self)
            id = try fields.decode(Int64.self, forKey: .id)
            let written = try fields.decode(String.self, forKey: .created)
            guard let moment = Self.moment(written) else {
                throw DecodingError.dataCorruptedError(
                    forKey: .created, in: fields, debugDescription: "\(written.printable) is no date of MAAS")
            }
            created = moment
            level = try fields.decode(String.self, forKey: .level)
            type = try fields.decode(String.self, forKey: .type)
            description = try fields.decodeIfPresent(String.self, forKey: .description)
            username = try fields.decodeIfPresent(String.self, forKey: .username)
            node = try fields.decodeIfPresent(String.self, forKey: .node)
            hostname = try fields.decodeIfPresent(String.self, forKey: .hostname)
        }

        /// `Mon, 23 Nov. 2026 19:08:02`, in UTC.
        static func moment(_ text: String) -> Instant? {
            let words = text.split(separator: " ")
            guard words.count == 5, words[2].hasSuffix(".") else { return nil }
            return WrittenDate.instant(day: words[1], month: words[2].dropLast(), year: words[3], time: words[4])
        }

        var values: [Value] {
            [
                .init(id), .text(created.iso8601), .text(level), .text(type), .init(Self.said(description)),
                .init(Self.said(username)), .init(Self.said(node)), .init(Self.said(hostname)),
            ]
        }

        /// MAAS says `unknown` of a user where it did something by itself.
        private static func said(_ text: String?) -> String? {
            text.flatMap { $0.isEmpty || $0 == "unknown" ? nil : $0 }
        }

        static let spec = RecordSpec(
            kind: "maas_event",
            summary: "What happened to a machine, as MAAS logged it; the first round asks for the last 7 days.",
            key: ["id", "created"], name: "type", aliases: ["maas-event"],
            accumulates: true, firstLookDays: 7, eventOf: "node", ownLineWhen: .init("level", "AUDIT"),
            brief: ["created", "level", "hostname", "type", "description", "username"],
            columns: [
                .init("id", .integer, .configuration, "MAAS's number of it; a restored MAAS may give it out again."),
                .init("created", .instant, .configuration, "When it was."),
                .init(
                    "level", .text, .configuration,
                    "`AUDIT` for what somebody asked for; else `INFO`, `WARNING`, `ERROR` or `CRITICAL`. `DEBUG` is "
                        + "not read."),
                .init("type", .text, .configuration, "What it was: `Deploying`, `Powering on`; of most audits `Node`."),
                .init("description", .text, .configuration, "MAAS's sentence; null where the type says it all."),
                .init("username", .text, .configuration, "User who asked for it; null where MAAS did it by itself."),
                .init(
                    "node", .text, .configuration, references: ["maas_machine", "maas_controller"],
                    "Machine or controller that it happened to."),
                .init("hostname", .text, .configuration, "What that was called."),
            ],
            examples: [
                .init(
                    "Who did what to which machine?",
                    "SELECT created, username, hostname, description FROM maas_event WHERE level = 'AUDIT' "
                        + "ORDER BY created DESC"),
                .init(
                    "What went wrong?",
                    "SELECT created, hostname, type, description FROM maas_event "
                        + "WHERE level IN ('WARNING', 'ERROR', 'CRITICAL') ORDER BY created DESC"),
            ])
    }
}

/// Reads MAAS's log back to where the last round began, newest first.
///
/// `level` is the least that is shown, and audits are below all others: who
/// asks for `AUDIT` is shown audits only, so both are asked for. Source:
/// `EventsHandler.query` in maasserver/api/events.py.
struct MAASEvents: Collector {
    /// What MAAS gives at most.
    static let pageSize = 1000
    /// Of one level in one round: twenty thousand events.
    static let pageLimit = 20

    private struct Page: Decodable, Sendable { var events: [MAAS.Event] }

    func collect(from client: MAASClient) async throws(CollectError) -> Listing<MAAS.Event> {
        let user = try await client.user()
        let audits = try await Self.events("AUDIT", client)
        var reasons = [user.isSuperuser ? nil : user.lacks, audits.reason]
        var events = audits.records
        do throws(CollectError) {
            let others = try await Self.events("INFO", client)
            events += others.records
            reasons.append(others.reason)
        } catch {
            if error.code == .cancelled { throw error }
            reasons.append("Of the events only the audits were read: \(error.sentences)")
        }
        let reason = reasons.compactMap(\.self).joined(separator: " ")
        return reason.isEmpty ? .complete(events) : .partial(events, reason: reason)
    }

    private static func events(_ level: String, _ client: MAASClient) async throws(CollectError) -> Listing<MAAS.Event>
    {
        let since = client.since[MAAS.Event.spec.kind]
        var events: [MAAS.Event] = []
        var before: Int64?
        for _ in 0..<pageLimit {
            let path = "events/?op=query&level=\(level)&limit=\(pageSize)" + (before.map { "&before=\($0)" } ?? "")
            let page: Page
            do throws(CollectError) {
                page = try await client.get(path)
            } catch {
                if before == nil || error.code == .cancelled { throw error }
                return .partial(events, reason: "Older events were not read: \(error.sentences)")
            }
            events += page.events.filter { event in since.map { event.created >= $0 } ?? true }
            guard page.events.count >= pageSize, let last = page.events.min(by: { $0.id < $1.id }) else {
                return .complete(events)
            }
            if let since, last.created < since { return .complete(events) }
            if let before, last.id >= before {
                return .partial(events, reason: "MAAS gives the same events again for older ones.")
            }
            before = last.id
        }
        return .partial(
            events,
            reason: "There are more than \(pageLimit * pageSize) events of level \(level) or above"
                + (since.map { " since \($0.iso8601)" } ?? "") + "; only the newest were read.")
    }
}
