/// An OSD, as far as its room matters.
struct CrushDevice: Sendable {
    var name: String
    var host: String?
    /// Names of the buckets above it by their type: `host`, `rack`, `root`.
    var buckets: [String: String] = [:]
    var deviceClass: String?
    var isUp = true
    var isIn = true
    /// From 0 to 1; of one that is out Ceph says 0, whatever it was before.
    var reweight = 1.0
    /// TiB, rounded; nil where the CRUSH map is not known.
    var crushWeight: Double?
    var size: Int64?
    /// What Ceph counts on it; nil while it is down or out.
    var used: Int64?
    /// Ceph's words for it, such as `nearfull`.
    var states: Set<String> = []

    private static let tebibyte = 1_099_511_627_776.0

    /// Its share of data, in bytes: the size, where the weight is the size as Ceph rounds it, which it mostly is.
    ///
    /// One that is out has the weight that it will have when it is back.
    var weight: Double? {
        guard let crushWeight else { return nil }
        var weight = crushWeight * Self.tebibyte
        if let size, abs(weight - Double(size)) <= Double(size) * 0.01 + 0.0001 * Self.tebibyte {
            weight = Double(size)
        }
        return weight * (isIn ? reweight : 1)
    }

    func isIn(domain kind: String) -> String? { kind == "osd" ? name : buckets[kind] }

    /// Share that is used, from 0 to 1.
    var fill: Double? {
        guard let used, let size, size > 0 else { return nil }
        return Double(used) / Double(size)
    }
}

extension [CrushDevice] {
    /// Bytes that a domain made of these can hold: until the first of them is full, as each takes data by its weight.
    var capacity: Double? {
        var (total, weights): (Double, [(weight: Double, size: Double)]) = (0, [])
        for device in self {
            guard let weight = device.weight, let size = device.size else { return nil }
            if weight <= 0 { continue }
            total += weight
            weights.append((weight, Double(size)))
        }
        return weights.map { $0.size * total / $0.weight }.min() ?? 0
    }

    var size: Int64? {
        var sum: Int64 = 0
        for device in self {
            guard let size = device.size else { return nil }
            sum += size
        }
        return sum
    }

    /// The fullest of those whose use is known.
    var fullest: CrushDevice? { self.filter { $0.fill != nil }.max { ($0.fill ?? 0) < ($1.fill ?? 0) } }
}
