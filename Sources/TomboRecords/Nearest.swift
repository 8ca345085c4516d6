/// Finds the name somebody most likely meant.
public enum Nearest {
    /// The closest of `known`, or nil when nothing is close enough for a
    /// suggestion to help: a third of the letters may differ.
    public static func name(to wanted: String, among known: [String]) -> String? {
        let wantedBytes = Array(wanted.lowercased().utf8)
        let limit = max(1, wantedBytes.count / 3)
        var best: (name: String, distance: Int)?
        for name in known {
            let distance = distance(wantedBytes, Array(name.lowercased().utf8))
            if distance < best?.distance ?? (limit + 1) { best = (name, distance) }
        }
        if let best { return best.name }
        // `ram` for `ram_mib_total`: no near miss, but half a name.
        return wantedBytes.count < 3 ? nil : known.first { $0.lowercased().contains(wanted.lowercased()) }
    }

    /// Edits (insert, delete, replace, swap of two neighbours) between two texts.
    static func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
        var before: [Int] = []
        var last = Array(0...b.count)
        for i in a.indices {
            var row = [i + 1]
            row.reserveCapacity(b.count + 1)
            for j in b.indices {
                var cost = min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, before[j - 1] + 1) }
                row.append(cost)
            }
            (before, last) = (last, row)
        }
        return last[b.count]
    }
}
