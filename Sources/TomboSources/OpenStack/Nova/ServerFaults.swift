import Foundation
import TomboRecords

extension Nova {
    /// Asks for the faults that the listing of servers keeps back.
    ///
    /// A server that never got a host is in cell0, and the listing does not
    /// say why it is in `ERROR`; `GET /servers/{id}` does.
    enum ServerFaults {
        /// A cloud with more has a trouble of its own, and one request for
        /// each must not become the whole round. The oldest come first: a new
        /// one never takes the place of another, whose known fault would then
        /// seem to have gone.
        static let limit = 200

        private struct Body: Decodable, Sendable { var server: Server }

        /// The listing with the faults.
        ///
        /// A server that could not be asked is left out, and the listing is
        /// partial: its stored version stands, fault included.
        static func complete(
            _ listing: Listing<Server>, _ client: OpenStackClient
        ) async throws(CollectError) -> Listing<Server> {
            let silent = silent(in: listing.records)
            if silent.isEmpty { return listing }
            var answers: [String: Server?] = [:]
            var reason: String?
            do throws(CollectError) {
                let asked = try await client.each(
                    .complete(silent), "server", "fault", name: { $0.text("name") ?? $0.id }
                ) {
                    server async throws(CollectError) in try await self.server(server.id, client)
                }
                answers = Dictionary(asked.records.map { ($0.item.id, $0.body) }) { first, _ in first }
                reason = asked.reason
            } catch {
                if error.code == .cancelled { throw error }
                reason = "\(silent.count) servers in ERROR did not give their fault: \(error.message)"
            }
            let ids = Set(silent.map(\.id))
            return listing.flatMap { server in
                guard ids.contains(server.id) else { return [server] }
                return [answers[server.id].flatMap { $0 }].compactMap(\.self)
            }.weakened(by: reason)
        }

        /// The servers to ask, each once.
        private static func silent(in servers: [Server]) -> [Server] {
            var seen: Set<String> = []
            let silent = servers.filter { $0.isSilent && seen.insert($0.id).inserted }
            let aged = silent.map { (created: $0.text("created") ?? "", server: $0) }
            let oldest = aged.sorted { ($0.created, $0.server.id) < ($1.created, $1.server.id) }.prefix(limit)
            return oldest.map(\.server)
        }

        /// The server as it stands now; nil when Nova itself says that it is
        /// gone. Any other 404 may be a proxy's.
        private static func server(_ id: String, _ client: OpenStackClient) async throws(CollectError) -> Server? {
            let answer = try await client.request(.compute, "/servers/\(id)")
            switch answer.response.status {
            case 200:
                let body: Body = try AnswerDecoder.decode(
                    answer.response.body, what: "Nova's answer for \(Server.spec.kind)")
                return body.server
            case 404 where !answer.json["itemNotFound"].isNull: return nil
            default: throw answer.error
            }
        }
    }
}
