public import TomboRecords

extension Nova {
    /// What somebody asked Nova to do with a server, and how it ended.
    ///
    /// A request may act on many servers, and an action is one server's: the
    /// key has both. `message` is all that Nova says of a failure to everybody.
    ///
    /// Source: nova/api/openstack/compute/instance_actions.py and
    /// nova/objects/instance_action.py.
    public struct InstanceAction: Record, Decodable {
        var server: String
        var request: String
        var action: String
        var user: String?
        var project: String?
        var startTime: String
        var updatedAt: String?
        var message: String?

        enum CodingKeys: String, CodingKey {
            case action, message
            case server = "instance_uuid"
            case request = "request_id"
            case user = "user_id"
            case project = "project_id"
            case startTime = "start_time"
            case updatedAt = "updated_at"
        }

        public var values: [Value] {
            [
                .init(server), .init(request), .init(action), .init(user), .init(project), .init(startTime),
                .init(updatedAt), .init(message),
            ]
        }

        public static let spec = RecordSpec(
            kind: "nova_instance_action",
            summary: "What somebody asked Nova to do with a server; the first round asks for the last 7 days.",
            key: ["instance_uuid", "request_id", "action"], name: "action", aliases: ["action", "instance-action"],
            accumulates: true, firstLookDays: 7, eventOf: "instance_uuid",
            brief: ["start_time", "action", "instance_uuid", "user_id", "request_id", "message"],
            columns: [
                .init(
                    "instance_uuid", .text, .configuration, references: "nova_server", "Server that it was done to."),
                .init("request_id", .text, .configuration, "Request it came with, by which Nova's logs know it."),
                .init(
                    "action", .text, .configuration,
                    "What was asked: `create`, `stop`, `resize`, `live-migration`, `delete` and the like."),
                .init(
                    "user_id", .text, .configuration, references: "keystone_user",
                    "User who asked for it; null where Nova did it by itself."),
                .init(
                    "project_id", .text, .configuration, references: "keystone_project",
                    "Project that the user had signed in to."),
                .init("start_time", .instant, .configuration, "When it was asked for."),
                .init(
                    "updated_at", .instant, .status,
                    "When Nova last noted something about it: its end, once it has one."),
                .init("message", .text, .status, "`Error` when it failed; null otherwise."),
            ],
            examples: [
                .init(
                    "Who did what to which server?",
                    """
                    SELECT a.start_time, u.name AS user, a.action, s.name AS server, a.message \
                    FROM nova_instance_action a LEFT JOIN nova_server s ON s.id = a.instance_uuid AND s.cloud = a.cloud \
                    LEFT JOIN keystone_user u ON u.id = a.user_id AND u.cloud = a.cloud ORDER BY a.start_time DESC
                    """),
                .init(
                    "What failed?",
                    "SELECT start_time, action, instance_uuid, request_id FROM nova_instance_action "
                        + "WHERE message IS NOT NULL ORDER BY start_time DESC"),
            ])
    }
}

extension Nova {
    /// Lists the actions on the servers that changed since the last look,
    /// deleted ones too: Nova tells them for one server at a time.
    ///
    /// Some actions leave the server's own row alone, so that Nova does not
    /// tell that it changed: those servers are found by ``ServersBefore``.
    struct InstanceActions: Collector {
        /// Servers that one round asks: more than any cloud changes between
        /// two polls, and no more than a first look has time for.
        static let limit = 2000

        private struct Changed: Decodable, Sendable {
            var id: String
            var name: String
        }

        func collect(from client: OpenStackClient) async throws(CollectError) -> Listing<InstanceAction> {
            let kind = InstanceAction.spec.kind
            let listing = try await client.list(
                CellRow<Changed>.self, of: kind, from: .compute, "/servers",
                query: [("all_tenants", "1")] + client.changesSince(kind), under: "servers")
            let changed = try await Self.bounded(Self.withOthers(CellRow.reached(listing, kind), client))
            if changed.records.isEmpty { return changed.flatMap { _ in [] } }
            let asked = try await client.each(changed, "server", "actions", name: \.name) {
                server async throws(CollectError) in try await Self.actions(server.id, client)
            }
            let reasons = Set(asked.records.compactMap(\.body.reason)).sorted()
            return asked.flatMap(\.body.records).weakened(by: reasons.isEmpty ? nil : reasons.joined(separator: " "))
        }

        /// Those that Nova says have changed; behind them those that are
        /// otherwise than they were and of which it does not say so.
        private static func withOthers(
            _ changed: Listing<Changed>, _ client: OpenStackClient
        ) async throws(CollectError) -> Listing<Changed> {
            guard let before = client.serversBefore else { return changed }
            var servers: Listing<Server>
            do throws(CollectError) {
                servers = try await client.servers()
            } catch {
                if error.code == .cancelled { throw error }
                return changed.weakened(by: "Which servers were given a volume is not known: \(error.sentences)")
            }
            let known = Set(changed.records.map(\.id))
            let others = servers.records.filter { !known.contains($0.id) && before.isOtherwise($0) }
            let asked = changed.records + others.map { Changed(id: $0.id, name: $0.text("name") ?? $0.id) }
            return Listing.complete(asked).weakened(by: changed.reason).weakened(by: servers.reason)
        }

        private static func bounded(_ servers: Listing<Changed>) -> Listing<Changed> {
            let count = servers.records.count
            guard count > limit else { return servers }
            return .partial(
                Array(servers.records.prefix(limit)),
                reason: "\(count) servers changed since the last look; only the \(limit) newest of them were asked.")
        }

        /// One server's; none when Nova itself says that it is gone for good.
        private static func actions(
            _ id: String, _ client: OpenStackClient
        ) async throws(CollectError) -> Listing<InstanceAction> {
            let path = "/servers/\(id)/os-instance-actions"
            let kind = InstanceAction.spec.kind
            do throws(CollectError) {
                return try await client.list(
                    InstanceAction.self, of: kind, from: .compute, path, query: client.changesSince(kind),
                    under: "instanceActions")
            } catch {
                guard error.code == .notFound else { throw error }
                // Archived between the two answers, if Nova itself says so; any other 404 may be a proxy's.
                let answer = try await client.request(.compute, path, query: client.changesSince(kind))
                if answer.response.status == 404, !answer.json["itemNotFound"].isNull { return .complete([]) }
                throw error
            }
        }
    }
}
