import TomboRecords

extension Value {
    /// Whole bytes; null for what is not known.
    static func bytes(_ bytes: Double?) -> Value {
        guard let bytes, bytes.magnitude < 0x1p62 else { return .null }
        return .integer(Int64(bytes.rounded(.down)))
    }

    /// Per cent of a share from 0 to 1, with one decimal.
    static func percent(_ share: Double?) -> Value {
        .init(share.map { ($0 * 1000).rounded() / 10 })
    }

    /// Reasons in one cell; null for none.
    static func note(_ reasons: [String?]) -> Value {
        var said: [String] = []
        for reason in reasons.compactMap(\.self) where !said.contains(reason) { said.append(reason) }
        return said.isEmpty ? .null : .text(said.joined(separator: "; "))
    }
}

extension Answer.Column {
    static func bytes(_ name: String, isBrief: Bool = true) -> Answer.Column {
        .init(name, .integer, unit: "B", isBrief: isBrief)
    }
}

extension StorageCluster.Ratios {
    /// How full a share is in Ceph's words.
    func level(_ fill: Double) -> String? {
        guard let nearfull, let backfillfull, let full else { return nil }
        return fill >= full ? "full" : fill >= backfillfull ? "backfillfull" : fill >= nearfull ? "nearfull" : "ok"
    }
}

extension [CrushDevice] {
    /// Devices that Ceph does not count now, by what they are; nil where all are up and in.
    var degraded: String? {
        let out = filter { !$0.isIn }.map(\.name)
        let down = filter { $0.isIn && !$0.isUp }.map(\.name)
        let parts = [
            out.isEmpty ? nil : "\(out.joined(separator: ", ")) out",
            down.isEmpty ? nil : "\(down.joined(separator: ", ")) down",
        ]
        let said = parts.compactMap(\.self)
        return said.isEmpty ? nil : said.joined(separator: ", ")
    }

    /// What Ceph counts on all of them; nil while it does not count one.
    var used: Int64? {
        var sum: Int64 = 0
        for device in self {
            guard let used = device.used else { return nil }
            sum += used
        }
        return sum
    }
}
