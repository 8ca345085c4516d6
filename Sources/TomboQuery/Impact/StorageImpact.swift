import TomboRecords
import TomboStore

/// What the loss of OSDs and monitors does to Ceph.
///
/// By the worst case: of a placement group at most as many copies are lost as
/// failure domains are, and somewhere there is one of which that many are.
/// Below `min_size` copies Ceph stops writing and reading (and so does
/// whoever uses the pool); above it goes on and makes new copies.
struct StorageImpact {
    let loss: Loss
    private let moment: Moment
    private let cloud: String

    init(_ loss: Loss) {
        self.loss = loss
        moment = loss.finder.moment
        cloud = loss.finder.cloud
    }

    func lines() throws -> [ImpactLine] { try osds() + pools() + monitors() + gateways() }

    private func has(_ kind: String) throws -> Bool {
        guard try moment.has(kind, cloud: cloud) else { return false }
        loss.finder.kinds.insert(kind)
        return true
    }

    private func osds() throws -> [ImpactLine] {
        guard !loss.osds.isEmpty, let spec = moment.reader.spec("ceph_osd"), try has(spec.kind) else { return [] }
        return try moment.table(spec.kind, ["name", "host"], cloud: cloud).filter { loss.osds.contains($0.key) }
            .map { row in
                ImpactLine(
                    spec: spec, name: row["name"].text ?? row.key, effect: .stops,
                    detail: row["host"].text.map { "on \($0)" } ?? "")
            }
    }

    private func pools() throws -> [ImpactLine] {
        guard !loss.osds.isEmpty, let spec = moment.reader.spec("ceph_pool"), try has(spec.kind) else { return [] }
        let osds = try moment.table("ceph_osd", ["host", "is_up"], cloud: cloud)
        // What is down already counts with what is lost now.
        let off = osds.filter { loss.osds.contains($0.key) || $0["is_up"] == .bool(false) }
        let hosts = Set(off.compactMap { $0["host"].text })
        return try moment.table(
            spec.kind, ["name", "size", "min_size", "failure_domain"], cloud: cloud
        ).map { row in
            let name = row["name"].text ?? row.key
            guard let size = row["size"].integer, let least = row["min_size"].integer else {
                return ImpactLine(spec: spec, name: name, effect: .unknown, detail: "its size is not known")
            }
            let domains: Int
            switch row["failure_domain"].text {
            case "osd": domains = off.count
            case "host", nil: domains = hosts.count
            // Racks and the like hold several hosts: at most as many are hit as hosts are.
            default: domains = hosts.count
            }
            let left = max(0, Int(size) - domains)
            let words = "at worst \(left) of \(size) copies left, min_size \(least)"
            return ImpactLine(spec: spec, name: name, effect: left < Int(least) ? .stops : .degraded, detail: words)
        }
    }

    private func monitors() throws -> [ImpactLine] {
        let lost = loss.daemons["ceph_mon"] ?? []
        guard !lost.isEmpty, let spec = moment.reader.spec("ceph_mon"), try has(spec.kind) else { return [] }
        let rows = try moment.table(spec.kind, ["name", "in_quorum"], cloud: cloud)
        let left = rows.count { !lost.contains($0.key) && $0["in_quorum"] != .bool(false) }
        let majority = rows.count / 2 + 1
        return rows.filter { lost.contains($0.key) }.map { row in
            let isEnough = left >= majority
            return ImpactLine(
                spec: spec, name: row["name"].text ?? row.key, effect: isEnough ? .redundancy : .noQuorum,
                detail: isEnough
                    ? "\(left) of \(rows.count) monitors left, which can lose \(left - majority) more"
                    : "\(left) of \(rows.count) monitors left, a majority takes \(majority)")
        }
    }

    /// A manager has standbys, and clients of a gateway can go to another one.
    private func gateways() throws -> [ImpactLine] {
        var lines: [ImpactLine] = []
        for kind in ["ceph_mgr", "ceph_rgw"] {
            let lost = loss.daemons[kind] ?? []
            guard !lost.isEmpty, let spec = moment.reader.spec(kind), try has(kind) else { continue }
            let rows = try moment.table(kind, [spec.name], cloud: cloud)
            let left = rows.count { !lost.contains($0.key) }
            lines += rows.filter { lost.contains($0.key) }.map { row in
                ImpactLine(
                    spec: spec, name: row[spec.name].text ?? row.key,
                    effect: left == 0 ? .stops : kind == "ceph_mgr" ? .failsOver : .redundancy,
                    detail: "\(left) of \(rows.count) left")
            }
        }
        return lines
    }
}
