import Foundation
import TomboRecords

@testable import TomboSources

/// Ceph's answers about a cluster, written as Ceph 16 writes them, its untruths included: an OSD that is out is counted
/// as 0, one that is down as it was, and `stored` and `max_avail` are scaled while copies are missing.
struct CephDocuments: Transport {
    struct OSD {
        var id: Int
        var host: String
        var gib: Int
        var usedMiB = 0
        var deviceClass = "hdd"
        var isUp = true
        var isIn = true
        var reweight = 1.0
        var rack: String?
    }

    struct Pool {
        var name: String
        var size = 3
        var minSize = 2
        var rule = 0
        /// Of an erasure-coded pool.
        var profile: String?
        /// Raw, every copy counted.
        var usedMiB = 0
        var quotaGiB = 0
        var application = "rbd"
        /// Sizes of its RBD images in GiB; nil where `rbd` is refused.
        var images: [Int]? = []
    }

    struct Rule {
        var id = 0
        var take = "default"
        var domain = "host"
    }

    var osds: [OSD] = []
    var pools: [Pool] = []
    var rules = [Rule()]
    /// What share of the copies is whole: what Ceph scales its figures by.
    var wholeShare = 1.0

    static let profiles = ["default": ["k": "2", "m": "1"], "wide": ["k": "4", "m": "2"]]

    func send(_ request: HTTPRequest) async throws(CollectError) -> HTTPResponse {
        let key = "\(request.method) \(request.url)"
        if let pool = pools.first(where: { key == "RUN rbd ls -l -p \($0.name) --format json" }) {
            guard let images = pool.images else {
                return HTTPResponse(
                    status: 1, headers: ["stderr": "rbd: listing images failed: (1) Operation not permitted"])
            }
            return json(images.enumerated().map { ["image": "i\($0)", "id": "\($0)", "size": $1 << 30, "format": 2] })
        }
        switch key {
        case "MON status": return json(status)
        case "MON health detail": return json(["status": "HEALTH_OK", "checks": [:], "mutes": []] as [String: Any])
        case "MON osd dump": return json(map)
        case "MON osd tree": return json(["nodes": tree, "stray": []])
        case "MON osd metadata": return json(metadata)
        case "MON osd crush rule dump": return json(rules.map(rule))
        case "MON df detail": return json(room)
        case "MON mgr dump":
            return json(["epoch": 4, "active_name": "a", "available": true, "standbys": []] as [String: Any])
        case "MGR osd df": return json(usage)
        default: throw CollectError(.timedOut, "Nobody answers \(request.url).")
        }
    }

    private func json(_ body: Any) -> HTTPResponse {
        HTTPResponse(status: 0, body: (try? JSONSerialization.data(withJSONObject: body)) ?? Data())
    }

    private var status: [String: Any] {
        [
            "fsid": "f", "health": ["status": "HEALTH_OK", "checks": [:], "mutes": []] as [String: Any], "quorum": [0],
            "quorum_names": ["a"],
            "monmap": ["epoch": 1, "min_mon_release_name": "pacific", "num_mons": 1] as [String: Any],
            "pgmap": ["pgs_by_state": [["state_name": "active+clean", "count": 8] as [String: Any]], "num_pgs": 8]
                as [String: Any],
            "mgrmap": ["available": true, "num_standbys": 0] as [String: Any],
            "servicemap": ["epoch": 1, "services": [:]] as [String: Any],
        ]
    }

    private var map: [String: Any] {
        [
            "epoch": 9, "fsid": "f", "created": "2026-11-20T02:47:41.480628+0000", "flags_set": ["sortbitwise"],
            "full_ratio": 0.949999988079071, "backfillfull_ratio": 0.89999997615814209,
            "nearfull_ratio": 0.85000002384185791, "require_osd_release": "pacific",
            "erasure_code_profiles": Self.profiles,
            "osds": osds.map { osd -> [String: Any] in
                [
                    "osd": osd.id, "uuid": "u\(osd.id)", "up": osd.isUp ? 1 : 0, "in": osd.isIn ? 1 : 0,
                    "weight": osd.isIn ? osd.reweight : 0, "primary_affinity": 1, "up_from": 7,
                    "state": osd.isUp ? ["exists", "up"] : ["exists"],
                ]
            },
            "pools": pools.enumerated().map { index, pool -> [String: Any] in
                [
                    "pool": index + 1, "pool_name": pool.name, "type": pool.profile == nil ? 1 : 3, "size": pool.size,
                    "min_size": pool.minSize, "crush_rule": pool.rule, "pg_num": 16,
                    "erasure_code_profile": pool.profile ?? "", "quota_max_bytes": pool.quotaGiB << 30,
                    "quota_max_objects": 0, "application_metadata": [pool.application: [:]],
                ]
            },
        ]
    }

    /// Weights in TiB, 16 bits behind the point, as CRUSH has them.
    private func weight(_ osd: OSD) -> Double { (Double(osd.gib) / 1024 * 65536).rounded(.down) / 65536 }

    private var tree: [[String: Any]] {
        let hosts = Array(Set(osds.map(\.host))).sorted()
        let racks = Array(Set(osds.compactMap(\.rack))).sorted()
        func hostID(_ name: String) -> Int { -10 - (hosts.firstIndex(of: name) ?? 0) }
        func rackID(_ name: String) -> Int { -100 - (racks.firstIndex(of: name) ?? 0) }
        let loose = hosts.filter { host in !osds.contains { $0.host == host && $0.rack != nil } }
        var nodes: [[String: Any]] = [
            ["id": -1, "name": "default", "type": "root", "children": loose.map(hostID) + racks.map(rackID)]
        ]
        for rack in racks {
            let inside = Set(osds.filter { $0.rack == rack }.map(\.host)).sorted()
            nodes.append(["id": rackID(rack), "name": rack, "type": "rack", "children": inside.map(hostID)])
        }
        for host in hosts {
            nodes.append([
                "id": hostID(host), "name": host, "type": "host", "children": osds.filter { $0.host == host }.map(\.id),
            ])
        }
        return nodes
            + osds.map { osd in
                [
                    "id": osd.id, "name": "osd.\(osd.id)", "type": "osd", "device_class": osd.deviceClass,
                    "crush_weight": weight(osd), "status": osd.isUp ? "up" : "down",
                    "reweight": osd.isIn ? osd.reweight : 0,
                ]
            }
    }

    private var metadata: [[String: Any]] {
        osds.map { osd in
            [
                "id": osd.id, "hostname": osd.host, "bluestore_bdev_size": String(osd.gib << 30),
                "bluestore_bdev_type": "hdd", "devices": "sdb", "device_ids": "",
            ]
        }
    }

    private func rule(_ rule: Rule) -> [String: Any] {
        [
            "rule_id": rule.id, "rule_name": "rule\(rule.id)",
            "steps": [
                ["op": "take", "item": -1, "item_name": rule.take],
                ["op": "chooseleaf_firstn", "num": 0, "type": rule.domain], ["op": "emit"],
            ] as [[String: Any]],
        ]
    }

    private var room: [String: Any] {
        let counted = osds.filter(\.isIn)
        let (total, used) = (counted.map(\.gib).reduce(0, +) << 30, counted.map(\.usedMiB).reduce(0, +) << 20)
        return [
            "stats": ["total_bytes": total, "total_avail_bytes": total - used, "total_used_raw_bytes": used],
            "pools": pools.enumerated().map { index, pool -> [String: Any] in
                let raw = pool.usedMiB << 20
                let profile = pool.profile.flatMap { Self.profiles[$0] }
                let k = Double(profile?["k"] ?? "1") ?? 1
                let factor = profile == nil ? Double(pool.size) : Double(pool.size) / k
                let stats: [String: Any] = [
                    "stored": Int(Double(raw) / factor / wholeShare), "stored_raw": raw, "objects": 5,
                    "bytes_used": raw,
                    "max_avail": Int(Double(total - used) / factor / wholeShare), "avail_raw": total - used,
                ]
                return ["name": pool.name, "id": index + 1, "stats": stats]
            },
        ]
    }

    private var usage: [String: Any] {
        let nodes = osds.map { osd -> [String: Any] in
            let (kb, used) = osd.isIn ? (osd.gib << 20, osd.usedMiB << 10) : (0, 0)
            return [
                "id": osd.id, "name": "osd.\(osd.id)", "type": "osd", "kb": kb, "kb_used": used, "kb_avail": kb - used,
                "pgs": 8, "status": osd.isUp ? "up" : "down",
            ]
        }
        return ["nodes": nodes, "summary": ["total_kb": osds.filter(\.isIn).map(\.gib).reduce(0, +) << 20]]
    }
}
