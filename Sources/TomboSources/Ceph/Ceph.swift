import Foundation
import TomboRecords

/// The kinds of a Ceph cluster.
enum Ceph {
    static let collectors: [CollectorEntry<CephClient>] = [
        .init(Clusters()), .init(HealthChecks()), .init(Monitors()), .init(Managers()), .init(Hosts()), .init(OSDs()),
        .init(Pools()), .init(Images()), .init(Gateways()),
    ]

    /// The IP address of `10.0.0.11:6802/10250`: port and nonce change with each start of a daemon.
    static func address(_ text: String?) -> String? {
        guard let text, let end = text.lastIndex(of: ":"), !text.hasPrefix("(") else { return nil }
        let address = String(text[..<end]).replacing("[", with: "").replacing("]", with: "")
        // A daemon that never started has none.
        return address.isEmpty || address == ":" || address == "0.0.0.0" || address == "-" ? nil : address
    }

    static func set(_ words: [String]) -> Value { .list(words.sorted().map { .text($0) }) }

    /// A ratio without the noise of its 32 bits: 0.949999988079071 is 0.95.
    static func ratio(_ value: Double?) -> Value {
        guard let value, value.isFinite else { return .null }
        return .init((value * 10_000).rounded() / 10_000)
    }
}
