import Foundation
import Logging
import TomboRecords
import TomboTestKit

@testable import TomboSources

/// A cluster made of documents: three hosts with an OSD each, as Ceph 16 tells of them. A test changes what it is about.
struct CephLab: Transport {
    /// By method and command.
    var answers: [String: HTTPResponse]

    init() {
        let documents = [
            "MON status": Self.status(), "MON health detail": #"{"status":"HEALTH_OK","checks":{},"mutes":[]}"#,
            "MON osd dump": Self.map(), "MON osd tree": Self.tree, "MON osd metadata": Self.metadata(),
            "MON osd crush rule dump": Self.rules, "MON df detail": Self.room(), "MON mon dump": Self.monitors,
            "MON mon metadata": #"[{"name":"a","hostname":"node1","ceph_version_short":"16.2.15"}]"#,
            "MON mgr dump": Self.manager(), "MON mgr metadata": #"[{"name":"a","hostname":"node1"}]"#,
            "MGR osd df": Self.usage(), "RUN rbd ls -l -p volumes --format json": Self.images,
        ]
        answers = documents.mapValues { HTTPResponse(status: 0, body: Data($0.utf8)) }
    }

    subscript(_ request: String) -> String {
        get { answers[request].map { String(decoding: $0.body, as: UTF8.self) } ?? "" }
        set { answers[request] = HTTPResponse(status: 0, body: Data(newValue.utf8)) }
    }

    mutating func refuse(_ request: String, _ status: Int, _ said: String) {
        answers[request] = HTTPResponse(status: status, headers: ["stderr": said])
    }

    /// As `request` answers it, with a part of it another.
    mutating func change(_ request: String, _ old: String, _ new: String) {
        precondition(self[request].contains(old), "\(request) has no \(old)")
        self[request] = self[request].replacing(old, with: new)
    }

    func send(_ request: HTTPRequest) async throws(CollectError) -> HTTPResponse {
        guard let answer = answers["\(request.method) \(request.url)"] else {
            throw CollectError(.timedOut, "Nobody answers \(request.url).")
        }
        return answer
    }

    struct Seen {
        var collection: TomboRecords.Collection
        var reason: String {
            switch collection.result {
            case .partial(_, let reason): reason
            case .failed(let error): "\(error.code.rawValue): \(error.sentences)"
            default: ""
            }
        }
        /// A column by the name of the resource.
        func callAsFunction(_ column: String) -> [String: Value] {
            let columns = collection.spec.columns.map(\.name)
            guard let index = columns.firstIndex(of: column) else { return [:] }
            return Dictionary(
                collection.rows.map { ($0.values[collection.spec.nameIndex].text ?? $0.key, $0.values[index]) }
            ) { first, _ in first }
        }
    }

    func collect(pools: [String] = []) async -> [String: Seen] {
        let collections = await CephSource(pools: pools).collect(
            with: SourceMeans(transport: self, logger: Logger(label: "test")))
        return Dictionary(uniqueKeysWithValues: collections.map { ($0.spec.kind, Seen(collection: $0)) })
    }
}

extension CephLab {
    static func status(quorum: String = #""a","b","c""#, manager: Bool = true, gid: Int = 4166) -> String {
        """
        {"fsid":"f","health":{"status":"HEALTH_OK","checks":{},"mutes":[]},"quorum":[0,1,2],"quorum_names":[\(quorum)],
         "quorum_age":182,"monmap":{"epoch":1,"min_mon_release_name":"pacific","num_mons":3},
         "pgmap":{"pgs_by_state":[{"state_name":"active+clean","count":60},{"state_name":"active+clean+scrubbing","count":1}],
           "num_pgs":61,"data_bytes":5025,"bytes_used":914141184,"bytes_avail":63510368256,"bytes_total":64424509440,
           "read_bytes_sec":17},
         "mgrmap":{"available":\(manager),"num_standbys":0},
         "servicemap":{"epoch":6,"services":{"rgw":{"daemons":{"summary":"",
           "\(gid)":{"gid":\(gid),"addr":"127.0.0.1:0/86039911","metadata":{"hostname":"juju-1-lxd-2","id":"juju-1-lxd-2",
             "zone_name":"default","ceph_version_short":"16.2.15","realm_name":""},"task_status":{}}}}}}}
        """
    }

    static func osd(_ id: Int, up: Bool = true, isIn: Bool = true, state: String = #""exists","up""#) -> String {
        """
        {"osd":\(id),"uuid":"u\(id)","up":\(up ? 1 : 0),"in":\(isIn ? 1 : 0),"weight":\(isIn ? 1 : 0),
         "primary_affinity":1,"up_from":7,"down_at":0,"public_addr":"10.0.0.1\(id):6801/123","cluster_addr":"[fe80::\(id)]:6803/9",
         "state":[\(state)]}
        """
    }

    static func map(osds: [String] = (0...2).map { osd($0) }, pools: String = pools) -> String {
        """
        {"epoch":35,"fsid":"f","created":"2026-11-20T02:47:41.480628+0000","modified":"2026-11-28T02:48:07.514828+0000",
         "flags_set":["sortbitwise","recovery_deletes"],"full_ratio":0.949999988079071,"backfillfull_ratio":0.89999997615814209,
         "nearfull_ratio":0.85000002384185791,"require_osd_release":"pacific","osds":[\(osds.joined(separator: ","))],
         "pools":[\(pools)],
         "erasure_code_profiles":{"default":{"k":"2","m":"2","plugin":"jerasure"},"wide":{"k":"4","m":"2"}}}
        """
    }

    static let pools = """
        {"pool":1,"pool_name":"volumes","type":1,"size":3,"min_size":2,"crush_rule":0,"pg_num":16,"pg_autoscale_mode":"off",
         "erasure_code_profile":"","quota_max_bytes":0,"quota_max_objects":0,"application_metadata":{"rbd":{}}}
        """

    static let tree = """
        {"nodes":[{"id":-1,"name":"default","type":"root","type_id":11,"children":[-7,-5,-3]},
          {"id":-3,"name":"node1","type":"host","type_id":1,"children":[0]},
          {"id":0,"device_class":"hdd","name":"osd.0","type":"osd","crush_weight":0.0194854736328125,"status":"up","reweight":1},
          {"id":-5,"name":"node2","type":"host","type_id":1,"children":[1]},
          {"id":1,"device_class":"hdd","name":"osd.1","type":"osd","crush_weight":0.0194854736328125,"status":"up","reweight":1},
          {"id":-7,"name":"node3","type":"host","type_id":1,"children":[2]},
          {"id":2,"device_class":"hdd","name":"osd.2","type":"osd","crush_weight":0.0194854736328125,"status":"up","reweight":1}],
         "stray":[]}
        """

    static func metadata(_ ids: [Int] = [0, 1, 2]) -> String {
        let entries = ids.map { id in
            """
            {"id":\(id),"hostname":"node\(id + 1)","bluestore_bdev_size":"21474836480","bluestore_bdev_type":"hdd",
             "ceph_version_short":"16.2.15","devices":"sdb","device_ids":"sdb=QEMU_HARDDISK_node\(id + 1)-sdb","osd_objectstore":"bluestore"}
            """
        }
        return "[\(entries.joined(separator: ","))]"
    }

    static let rules = """
        [{"rule_id":0,"rule_name":"replicated_rule","steps":[{"op":"take","item":-1,"item_name":"default"},
          {"op":"chooseleaf_firstn","num":0,"type":"host"},{"op":"emit"}]},
         {"rule_id":1,"rule_name":"fast","steps":[{"op":"set_chooseleaf_tries","num":5},{"op":"take","item":-2,"item_name":"default~ssd"},
          {"op":"choose_indep","num":0,"type":"rack"},{"op":"choose_indep","num":2,"type":"osd"},{"op":"emit"}]}]
        """

    static func room(stored: Int = 167_775_056, maxAvail: Int = 19_710_000_000) -> String {
        """
        {"stats":{"total_bytes":64424509440,"total_avail_bytes":63510368256,"total_used_bytes":1,"total_used_raw_bytes":914141184},
         "pools":[{"name":"volumes","id":1,"stats":{"stored":\(stored),"stored_raw":503325184,"objects":44,"bytes_used":503414784,
           "percent_used":0.5,"max_avail":\(maxAvail),"avail_raw":59130000000,"rd":4,"rd_bytes":4096}}]}
        """
    }

    static let monitors = """
        {"epoch":1,"disallowed_leaders: ":"","removed_ranks: ":"","mons":[
          {"rank":0,"name":"a","public_addr":"10.0.0.11:6789/0"},{"rank":1,"name":"b","public_addr":"10.0.0.12:6789/0"},
          {"rank":2,"name":"c","public_addr":"10.0.0.13:6789/0"}]}
        """

    static func manager(active: String = "a", available: Bool = true) -> String {
        #"{"epoch":4,"active_name":"\#(active)","available":\#(available),"standbys":[]}"#
    }

    static func usage(
        _ nodes: [(id: Int, kb: Int, status: String)] = [
            (0, 20_971_520, "up"), (1, 20_971_520, "up"), (2, 20_971_520, "up"),
        ]
    )
        -> String
    {
        let rows = nodes.map { node in
            """
            {"id":\(node.id),"name":"osd.\(node.id)","type":"osd","reweight":1,"kb":\(node.kb),"kb_used":\(node.kb / 100),
             "kb_avail":\(node.kb - node.kb / 100),"utilization":1.4,"pgs":61,"status":"\(node.status)"}
            """
        }
        return """
            {"nodes":[\(rows.joined(separator: ","))],"stray":[],"summary":{"total_kb":\(nodes.reduce(0) { $0 + $1.kb })}}
            """
    }

    static let images = """
        [{"image":"volume-1e0f4a52-6a1c-4f2b-9a57-0d1a6f6b1c01","id":"10a","size":10737418240,"format":2},
         {"image":"volume-1e0f4a52-6a1c-4f2b-9a57-0d1a6f6b1c01","id":"10a","snapshot":"s1","snapshot_id":4,"size":10737418240,
          "format":2,"protected":"true"},
         {"image":"8a7d3c1e-2f7b-4c58-8a55-1c2d3e4f5a21_disk","id":"10b","size":21474836480,"format":2,
          "parent":{"pool":"glance","image":"b5b2c9c4-7c7a-4a57-9d1b-5a8f0c3e1d11","snapshot":"snap"}}]
        """
}
