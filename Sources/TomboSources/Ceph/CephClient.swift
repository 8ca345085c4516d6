import Foundation
import TomboRecords

/// Asks a cluster, each document once a round.
struct CephClient: Sendable {
    /// Pools whose images are listed; empty is every pool for RBD.
    let pools: [String]
    let transport: any Transport
    private let memo = RoundMemo()

    init(pools: [String] = [], transport: any Transport) {
        self.pools = pools
        self.transport = transport
    }

    func status() async throws(CollectError) -> Ceph.Status { try await ask(.monitor, "status") }
    func health() async throws(CollectError) -> Ceph.Health { try await ask(.monitor, "health detail") }
    func map() async throws(CollectError) -> Ceph.OSDMap { try await ask(.monitor, "osd dump") }
    func tree() async throws(CollectError) -> Ceph.Tree { try await ask(.monitor, "osd tree") }
    func rules() async throws(CollectError) -> [Ceph.Rule] { try await ask(.monitor, "osd crush rule dump") }
    func osdMetadata() async throws(CollectError) -> [Ceph.OSDMetadata] { try await ask(.monitor, "osd metadata") }
    func monitorMap() async throws(CollectError) -> Ceph.MonitorMap { try await ask(.monitor, "mon dump") }
    func managerMap() async throws(CollectError) -> Ceph.ManagerMap { try await ask(.monitor, "mgr dump") }
    func metadata(of daemon: String) async throws(CollectError) -> [Ceph.DaemonMetadata] {
        try await ask(.monitor, "\(daemon) metadata")
    }

    /// What every OSD holds.
    ///
    /// - Throws: `serverError` without a manager, and for the second after its start, when it answers with nothing but zeros.
    func usage() async throws(CollectError) -> Ceph.Usage {
        try await needManager("so nobody counts what OSDs hold")
        let usage: Ceph.Usage = try await ask(.manager, "osd df")
        if usage.summary.total == 0, try await map().osds.contains(where: { $0.isIn == 1 && $0.up == 1 }) {
            throw CollectError(
                .serverError, "The manager of Ceph has not heard of its OSDs yet: `osd df` says 0 of all.",
                remedy: "Collect again in a moment.")
        }
        return usage
    }

    /// What is used and free.
    ///
    /// - Throws: `serverError` without a manager: Ceph then repeats its last figures for ever.
    func room() async throws(CollectError) -> Ceph.Room {
        try await needManager("so its figures are old")
        return try await ask(.monitor, "df detail")
    }

    /// Ceph notices the end of its manager after half a minute, and until then says that there is one.
    func needManager(_ consequence: String) async throws(CollectError) {
        if try await status().managerMap.available { return }
        throw CollectError(
            .serverError, "Ceph has no active manager, \(consequence).",
            remedy: "Start one: `ceph mgr stat` says who should be.")
    }

    /// Every image of a pool, with one row more for each snapshot.
    func images(_ pool: String) async throws(CollectError) -> [Ceph.ImageRow] {
        let words = ["rbd", "ls", "-l", "-p", pool, "--format", "json"]
        let what = "`\(words.joined(separator: " "))`"
        let answer = try await transport.send(.command(words))
        if answer.status == 0 { return try AnswerDecoder.decode(answer.body, what: "The answer of \(what)") }
        // rbd gives no exit status of its own: 1 and 2 are its errors' numbers, as far as they go.
        let said = answer.stderr.lowercased()
        if said.contains("operation not permitted") || said.contains("permission denied") {
            throw CollectError(
                .forbidden, "\(what) is not allowed.",
                remedy: "Give the user of tombo the right: osd 'profile rbd-read-only pool=\(pool)', beside those that "
                    + "it has.")
        }
        var failed = answer
        if answer.status != 2 { failed.status = 255 }
        let lines = answer.stderr.split(whereSeparator: \.isNewline).map(String.init)
        failed.headers["stderr"] = lines.last { !$0.isEmpty } ?? ""
        throw CephFault.refused(what, failed)
    }

    private func ask<Body: Decodable & Sendable>(
        _ daemon: HTTPRequest.CephDaemon, _ command: String
    ) async throws(CollectError) -> Body {
        let flight = await memo.flight(command, Body.self)
        return try await flight.value { [transport] () async throws(CollectError) in
            let answer = try await transport.send(.ceph(daemon, command))
            let what = "`ceph \(command)`"
            if answer.status != 0 { throw CephFault.refused(what, answer) }
            return try AnswerDecoder.decode(answer.body, what: "The answer of \(what)")
        }
    }
}

extension Ceph {
    /// What is known of something beside the document that lists it: nothing,
    /// when the other one cannot be had, and then why.
    struct Beside<Body: Sendable>: Sendable {
        var body: Body?
        var reason: String?

        /// - Throws: Only when the round is interrupted.
        init(_ fetch: @Sendable () async throws(CollectError) -> Body) async throws(CollectError) {
            do throws(CollectError) {
                body = try await fetch()
            } catch {
                if error.code == .cancelled { throw error }
                reason = error.sentences
            }
        }
    }
}

extension Listing {
    /// The listing, which lacks something of its records for each reason there is.
    static func lacking(_ records: [Output], _ reasons: [String?]) -> Listing {
        var known: [String] = []
        for reason in reasons.compactMap(\.self) where !known.contains(reason) { known.append(reason) }
        return known.isEmpty ? .complete(records) : .partial(records, reason: known.joined(separator: " "))
    }
}
