import TomboRecords
import TomboStore

/// What the loss of units does to their applications: how many are left, and
/// whether these are enough.
struct ApplicationImpact {
    let loss: Loss

    /// Charms whose units decide by majority, and do nothing without one:
    /// Group Replication of MySQL, Raft of OVN's databases and of etcd, Paxos
    /// of Ceph's monitors.
    static let quorums: Set<String> = ["mysql-innodb-cluster", "ovn-central", "ceph-mon", "etcd", "zookeeper"]
    /// Charms whose units are as many places: one less is room less, and no copy of anything.
    static let places: Set<String> = ["nova-compute", "ceph-osd", "ubuntu"]

    private struct Members {
        var all = 0
        var well = 0
        var lost = 0
        /// Lost ones that were well.
        var lostWell = 0
    }

    func lines() throws -> [ImpactLine] {
        let (moment, cloud) = (loss.finder.moment, loss.finder.cloud)
        guard !loss.units.isEmpty, let spec = moment.reader.spec("juju_application"),
            try moment.has("juju_unit", cloud: cloud)
        else { return [] }
        loss.finder.kinds.formUnion([spec.kind, "juju_unit"])
        var members: [String: Members] = [:]
        for row in try moment.table(
            "juju_unit", ["application", "principal", "workload_status", "agent_status"], cloud: cloud)
        {
            // A subordinate lives and dies with its principal, whose line says it.
            guard row["principal"].isNull, let application = row["application"].text else { continue }
            let key = "\(row.key.prefix { $0 != "/" })/\(application.split(separator: "/").last ?? "")"
            let isWell = row["agent_status"].text != "lost" && row["workload_status"].text != "error"
            var count = members[key] ?? Members()
            count.all += 1
            if isWell { count.well += 1 }
            if loss.units.contains(row.key) {
                count.lost += 1
                if isWell { count.lostWell += 1 }
            }
            members[key] = count
        }
        let charms = Dictionary(
            try moment.table(spec.kind, ["name", "charm"], cloud: cloud).map { row in
                (row.key, (row["name"].text ?? row.key, Self.charm(row["charm"].text)))
            }
        ) { first, _ in first }
        return members.filter { $0.value.lost > 0 }.map { key, count in
            let (name, charm) = charms[key] ?? (String(key.split(separator: "/").last ?? ""), nil)
            let (effect, detail) = Self.effect(count, charm: charm ?? name)
            return ImpactLine(spec: spec, name: name, effect: effect, detail: detail)
        }
    }

    private static func effect(_ count: Members, charm: String) -> (ImpactLine.Effect, String) {
        let left = count.well - count.lostWell
        let words = "\(left) of \(count.all) units left"
        if left == 0 { return (.stops, words) }
        if quorums.contains(charm) {
            let majority = count.all / 2 + 1
            if left < majority { return (.noQuorum, "\(words), a majority takes \(majority)") }
            let spare = left - majority
            return (.redundancy, "\(words), which can lose \(spare) more")
        }
        return (places.contains(charm) ? .degraded : .redundancy, words)
    }

    /// `vault` of `ch:amd64/jammy/vault-91`.
    private static func charm(_ text: String?) -> String? {
        guard let last = text?.split(separator: "/").last else { return nil }
        let parts = last.split(separator: "-")
        guard parts.count > 1, let end = parts.last, end.allSatisfy(\.isNumber) else { return String(last) }
        return parts.dropLast().joined(separator: "-")
    }
}
