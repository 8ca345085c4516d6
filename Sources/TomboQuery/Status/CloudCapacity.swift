import TomboRecords
import TomboStore

/// How much of what the scheduler may hand out is claimed, for a first impression.
///
/// Summed over the providers, each by Placement's own arithmetic. A server
/// has to fit on one of them, so the sum promises room to nobody.
struct CloudCapacity {
    struct Amount {
        var resourceClass: String
        var providers = 0
        /// nil where a figure of one provider is not known.
        var total: Int64?
        var used: Int64?
    }

    static let headline = ["VCPU", "MEMORY_MB", "DISK_GB"]
    /// Not one of Placement's classes: raw bytes of Ceph, the whole cluster one provider.
    private static let cephBytes = "CEPH_RAW_BYTES"

    private(set) var amounts: [Amount] = []
    /// Whether every provider's figures are known, if old ones.
    private var isWhole = true

    init(_ moment: Moment, _ counts: CloudCounts) throws {
        try readPlacement(moment, counts)
        if let storage = try Self.storage(moment, counts) { amounts.append(storage) }
    }

    private mutating func readPlacement(_ moment: Moment, _ counts: CloudCounts) throws {
        guard let inventory = counts["placement_inventory"] else { return }
        guard inventory.count != nil else {
            amounts = Self.headline.map { Amount(resourceClass: $0) }
            return
        }
        isWhole = ["placement_inventory", "placement_usage"].allSatisfy {
            counts[$0].map { $0.isComplete || $0.lastComplete != nil } ?? true
        }
        let cloud = try CapacityReader(moment, cloud: moment.cloud ?? moment.snapshot.cloud).cloud
        let others = cloud.classes.filter { !Self.headline.contains($0) }.sorted()
        for name in Self.headline + others {
            let providers = cloud.number(of: name).map { its in
                cloud.providers.indices.filter { cloud[$0, its] != nil }
            }
            guard let providers, !providers.isEmpty else { continue }
            let amount = cloud.amount(name, of: providers)
            amounts.append(
                Amount(resourceClass: name, providers: providers.count, total: amount.total, used: amount.used))
        }
    }

    /// What Ceph has, every copy counted; nil where there is none.
    private static func storage(_ moment: Moment, _ counts: CloudCounts) throws -> Amount? {
        guard counts["ceph_cluster"]?.count != nil else { return nil }
        let rows = try moment.reader.rows(
            "SELECT bytes_total, bytes_used FROM ceph_cluster WHERE cloud = ?1", [Value(moment.cloud)])
        guard rows.count == 1 else { return nil }
        return Amount(resourceClass: cephBytes, providers: 1, total: rows[0][0].integer, used: rows[0][1].integer)
    }

    var value: Value {
        .list(
            amounts.map { amount in
                .object([
                    .init("resource_class", .text(amount.resourceClass)), .init("providers", Value(amount.providers)),
                    .init("capacity", Value(amount.total)), .init("used", Value(amount.used)),
                ])
            })
    }

    var lines: Value {
        let rows = amounts.map { amount in
            (amount, Self.words(amount.used, amount.resourceClass), Self.words(amount.total, amount.resourceClass))
        }
        let widths = (rows.map(\.1.count).max() ?? 0, rows.map(\.2.count).max() ?? 0)
        return .list(
            rows.map { amount, used, total in
                .object([
                    .init("capacity", .text(Self.name(amount.resourceClass))),
                    .init("used", .text(Self.right(used, widths.0))), .init("of", .text(Self.right(total, widths.1))),
                    .init("share", .text(Self.bar(amount))),
                    .init("note", .text(note(amount))),
                ])
            })
    }

    private func note(_ amount: Amount) -> String {
        guard amount.total != nil else { return "" }
        let notes = [
            isWhole || amount.resourceClass == Self.cephBytes ? nil : "not all was seen",
            amount.resourceClass == Self.cephBytes ? "every copy counted" : nil,
            amount.resourceClass == "DISK_GB" ? "a pool counts at each host" : nil,
        ]
        return notes.compactMap(\.self).joined(separator: "; ")
    }

    private static func name(_ resourceClass: String) -> String {
        switch resourceClass {
        case "VCPU": "vCPUs"
        case "MEMORY_MB": "RAM (GiB)"
        case "DISK_GB": "disk (GiB)"
        case cephBytes: "Ceph, raw (GiB)"
        default: resourceClass
        }
    }

    private static func words(_ amount: Int64?, _ resourceClass: String) -> String {
        guard let amount else { return "–" }
        let units = ["MEMORY_MB": 1024.0, cephBytes: 1_073_741_824]
        guard let unit = units[resourceClass] else { return String(amount) }
        let tenths = (Double(amount) / unit * 10).rounded() / 10
        return tenths == tenths.rounded() ? String(Int64(tenths)) : String(tenths)
    }

    private static func right(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(0, width - text.count)) + text
    }

    /// `████░░░░░░░░░░░░  24 %`; a claim, however small, shows.
    private static func bar(_ amount: Amount) -> String {
        guard let used = amount.used, let total = amount.total, total > 0 else { return "–" }
        let width = 16.0
        let share = Double(used) / Double(total)
        var full = Int(min(width, max(0, (share * width).rounded())))
        if used > 0, full == 0 { full = 1 }
        let percent = right(String(Int((share * 100).rounded())), 3)
        return String(repeating: "█", count: full) + String(repeating: "░", count: Int(width) - full) + " \(percent) %"
    }
}
