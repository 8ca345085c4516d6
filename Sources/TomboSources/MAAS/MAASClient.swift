import Foundation
import TomboRecords

/// Asks MAAS's region API, each list once a round. It only ever sends GET,
/// and of the operations only `whoami`.
struct MAASClient: Sendable {
    /// With a slash at its end: `http://maas:5240/MAAS/api/2.0/`.
    let base: String
    let transport: any Transport
    /// From when on events are asked for.
    let since: NewsSince
    private let timing: Timing
    private let memo = RoundMemo()

    init(
        base: String, transport: any Transport, timing: Timing = .live, since: NewsSince = NewsSince(),
        wholePatience: Duration = .seconds(150)
    ) {
        self.since = since
        self.wholePatience = wholePatience
        self.base = base
        self.transport = transport
        self.timing = timing
    }

    /// The base for what a person writes: the host, `…/MAAS`, or the whole.
    static func base(_ url: String) -> String {
        var url = url
        while url.hasSuffix("/") { url.removeLast() }
        if url.hasSuffix("/api/2.0") { return url + "/" }
        return url + (url.hasSuffix("/MAAS") ? "" : "/MAAS") + "/api/2.0/"
    }

    struct User: Decodable, Sendable {
        var username: String
        var isSuperuser: Bool

        private enum CodingKeys: String, CodingKey {
            case username
            case isSuperuser = "is_superuser"
        }

        /// Why a list that MAAS shows in part to others than administrators is not whole.
        var lacks: String {
            "MAAS's user \(username.printable) is no administrator, and is shown only what is its own or nobody's"
        }
    }

    func user() async throws(CollectError) -> User {
        let flight = await memo.flight("user", User.self)
        return try await flight.value { [timing] () async throws(CollectError) in
            // The list of machines may take minutes; who does not say soon who we are does not answer at all.
            let raced = await race(limit: Self.patience, sleep: timing.sleep) { await first() }
            switch raced {
            case .answered(let result): return try result.get()
            case .deadline:
                throw CollectError(
                    .timedOut, "MAAS at \(base) did not answer within \(Self.patience.spoken).",
                    remedy: "Look whether regiond runs there, and whether this machine can reach it.")
            case .cancelled: throw CollectError(.cancelled, "Asking MAAS was interrupted.")
            }
        }
    }

    /// Of the region, as anybody may ask.
    func version() async throws(CollectError) -> String {
        struct Document: Decodable, Sendable { var version: String }
        let document: Document = try await get("version/")
        return document.version.printable
    }

    /// For the list of all machines: 70 ms for each of two thousand.
    let wholePatience: Duration
    /// For the first answer, which is a small one.
    private static let patience: Duration = .seconds(30)

    private func first() async -> Result<User, CollectError> {
        do throws(CollectError) { return .success(try await get("users/?op=whoami")) } catch { return .failure(error) }
    }

    /// A list, and whether this key is shown all of it.
    ///
    /// Who is no administrator sees machines that are his own or nobody's, and
    /// no controllers (MAAS's `_filter_visible_nodes`): such a list is partial.
    func list<Item: Decodable & Sendable>(_ path: String, of type: Item.Type) async throws(CollectError) -> Listing<
        Item
    > {
        let user = try await user()
        let flight = await memo.flight(path, [Item].self)
        let items = try await flight.value { () async throws(CollectError) -> [Item] in try await get(path) }
        return user.isSuperuser ? .complete(items) : .partial(items, reason: user.lacks)
    }

    /// A list that MAAS shows whole to everybody who has a key: tags, zones, networks.
    ///
    /// Source: the handlers of these in `maasserver/api` take no visibility into account.
    func definitions<Item: Decodable & Sendable>(
        _ path: String, of type: Item.Type
    ) async throws(CollectError) -> Listing<Item> {
        _ = try await user()
        let flight = await memo.flight(path, [Item].self)
        return .complete(try await flight.value { () async throws(CollectError) -> [Item] in try await get(path) })
    }

    /// The machines with their interfaces and disks: one document for three kinds.
    ///
    /// MAAS gives all of them in one piece or by filters, and only the one piece
    /// is of one moment: a machine that is put into another zone meanwhile would
    /// be in neither part. So it is asked for zone by zone only where the whole
    /// does not come, and is partial then.
    func machines() async throws(CollectError) -> Listing<MAASMachine> {
        let flight = await memo.flight("machines", Listing<MAASMachine>.self)
        return try await flight.value { () async throws(CollectError) in
            let raced = await race(limit: wholePatience, sleep: timing.sleep) { await whole() }
            switch raced {
            case .answered(.success(let listing)): return listing
            case .answered(.failure(let error)) where [.timedOut, .serverError, .tooLarge].contains(error.code):
                return try await byZone(because: error.message)
            case .answered(.failure(let error)): throw error
            case .deadline:
                return try await byZone(because: "MAAS did not list its machines within \(wholePatience.spoken).")
            case .cancelled: throw CollectError(.cancelled, "Asking MAAS was interrupted.")
            }
        }
    }

    private func whole() async -> Result<Listing<MAASMachine>, CollectError> {
        do throws(CollectError) {
            return .success(try await list("machines/", of: MAASMachine.self))
        } catch {
            return .failure(error)
        }
    }

    /// Every machine is in a zone, which is not so of pools.
    private func byZone(because reason: String) async throws(CollectError) -> Listing<MAASMachine> {
        let zones = try await definitions("zones/", of: MAAS.Zone.self).records
        var machines: [MAASMachine] = []
        for zone in zones.sorted(by: { $0.id < $1.id }) {
            let name = zone.name.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? zone.name
            machines += try await list("machines/?zone=\(name)", of: MAASMachine.self).records
        }
        return .partial(
            machines, reason: "\(reason) It was asked zone by zone instead, which is not of one moment.")
    }

    func get<Body: Decodable & Sendable>(_ path: String) async throws(CollectError) -> Body {
        let answer = try await transport.send(HTTPRequest(base + path, headers: ["Accept": "application/json"]))
        let what = "MAAS's answer to \(path)"
        guard answer.status == 200 else { throw late(answer) ?? Self.failure(answer.status, path) }
        let first = answer.body.prefix(256).first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
        if first == UInt8(ascii: "<") {
            throw CollectError(
                .malformedAnswer, "\(what) is a page for people, not JSON.",
                remedy: "Check `url:` of the source: it is the address of MAAS's region, such as http://maas:5240/MAAS."
            )
        }
        return try AnswerDecoder.decode(answer.body, what: what)
    }

    /// MAAS refuses a signature of more than five minutes ago, and to a key that is right: by its own clock.
    private func late(_ answer: HTTPResponse) -> CollectError? {
        guard answer.status == 401, let theirs = answer.headers["Date"].flatMap({ RetryAfter.date($0) }) else {
            return nil
        }
        let behind = (theirs.milliseconds - timing.date().milliseconds) / 1000
        guard behind > 290 else { return nil }
        return CollectError(
            .unauthorized,
            "MAAS takes no request of this machine, whose clock is \(behind) s behind MAAS's; it allows 300 s.",
            remedy: "Let NTP set the clock of this machine.")
    }

    /// What MAAS says to an error is not quoted: to a wrong key it names the right one.
    private static func failure(_ status: Int, _ path: String) -> CollectError {
        let sentence = "MAAS answered \(status) to \(path)."
        switch status {
        case 401:
            return CollectError(
                .unauthorized, "MAAS answered 401 to \(path): it does not take the API key.",
                remedy:
                    "Make one with `maas apikey --username USER` on the region, and look whether this machine's clock "
                    + "is more than five minutes late.")
        case 403:
            return CollectError(.forbidden, sentence, remedy: "Use the key of a MAAS administrator.")
        case 404:
            return CollectError(
                .notFound, sentence, remedy: "Check `url:` of the source: it ends with /MAAS or /MAAS/api/2.0/.")
        case 500...:
            return CollectError(.serverError, sentence, remedy: "Look into regiond's log on the MAAS region.")
        default:
            return CollectError(
                .malformedAnswer, sentence, remedy: "Record the answer with `tombo collect --record DIR` and report it."
            )
        }
    }
}
