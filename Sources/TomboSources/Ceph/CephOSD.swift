import TomboRecords

extension Ceph {
    /// An object storage daemon, with its disk.
    struct OSD: Record {
        var osd: OSDMap.OSD
        var node: Tree.Node?
        var host: String?
        var metadata: OSDMetadata?
        var usage: Usage.Node?

        var values: [Value] {
            [
                .init(osd.uuid), .init("osd.\(osd.id)"), .init(osd.id), .init(host), .init(metadata?.hostname),
                .init(node?.deviceClass), .init(osd.up == 1), .init(osd.isIn == 1), Ceph.ratio(osd.weight),
                Ceph.ratio(osd.primaryAffinity), Ceph.ratio(node?.crushWeight),
                // The others say once more what `is_up` and `is_in` do.
                Ceph.set((osd.state ?? []).filter { !["exists", "up"].contains($0) }), .init(osd.upFrom),
                .init(metadata?.size.flatMap { Int64($0) }), .init(metadata?.type), .init(metadata?.store),
                metadata?.devices.map { Ceph.set($0.split(separator: ",").map(String.init)) } ?? .null,
                metadata.map { Ceph.set(Self.identities($0.deviceIDs)) } ?? .null,
                .init(Ceph.address(osd.publicAddress)), .init(Ceph.address(osd.clusterAddress)),
                .init(metadata?.version), .init(usage.map { $0.used << 10 }), .init(usage.map { $0.available << 10 }),
                .init(usage?.groups),
            ]
        }

        /// `sdb=VENDOR_MODEL_SERIAL` without `sdb=`, which may be another letter tomorrow.
        private static func identities(_ text: String?) -> [String] {
            (text ?? "").split(separator: ",").compactMap { part in
                part.split(separator: "=", maxSplits: 1).last.map(String.init)
            }
        }

        static let spec = RecordSpec(
            kind: "ceph_osd",
            summary: "An object storage daemon of Ceph, which has a disk.",
            key: ["uuid"], name: "name", aliases: ["osd"],
            brief: ["name", "host", "device_class", "is_up", "is_in", "size_bytes", "used_bytes"],
            columns: [
                .init(
                    "uuid", .text, .configuration,
                    "Identity of the store on its disk; the number is given again after a purge."),
                .init("name", .text, .configuration, "`osd.` and its number."),
                .init("osd_id", .integer, .configuration, "Its number."),
                .init(
                    "host", .text, .configuration, references: "ceph_host",
                    "Host that it is below in the CRUSH map; null for one that is in no host."),
                .init("hostname", .text, .configuration, "Host that it ran on when it was last started."),
                .init("device_class", .text, .configuration, "`hdd`, `ssd`, `nvme`, or a class of one's own."),
                .init("is_up", .boolean, .status, "Whether the daemon runs and the others reach it."),
                .init("is_in", .boolean, .status, "Whether data are placed on it."),
                .init(
                    "reweight", .real, .configuration, "Share of its data that it takes, from 0 to 1; 0 when it is out."
                ),
                .init("primary_affinity", .real, .configuration, "How readily it is the first copy, from 0 to 1."),
                .init(
                    "crush_weight", .real, .configuration, unit: "TiB",
                    "Weight by which data are spread, mostly the size of its disk."),
                .init(
                    "state", .set, .status,
                    "Ceph's further words for it: `nearfull`, `full`, `noout`, `autoout` (put out by the monitors, by "
                        + "nobody), `new` (never booted)."),
                .init(
                    "up_from", .integer, .status,
                    "Epoch of the OSD map since which it is up: another one means that it was started again."),
                .init(
                    "size_bytes", .integer, .configuration, unit: "B", "Size of its disk; null before it ever booted."),
                .init("device_type", .text, .configuration, "What its disk is: `hdd` or `ssd`."),
                .init("objectstore", .text, .configuration, "How it keeps its data, such as `bluestore`."),
                .init("devices", .set, .configuration, "Names of its disks, such as `sdb`; they may change at a boot."),
                .init(
                    "device_ids", .set, .configuration,
                    "Vendor, model and serial number of its disks; empty for a disk that has none."),
                .init("public_address", .text, .configuration, "IP address for clients."),
                .init("cluster_address", .text, .configuration, "IP address for the other OSDs."),
                .init("version", .text, .configuration, "Version of Ceph that it had when it was last started."),
                .init(
                    "used_bytes", .integer, .measure, unit: "B",
                    "What is used of it; null while it is out or down, when Ceph does not count it."),
                .init("avail_bytes", .integer, .measure, unit: "B", "What is free of it; null as above."),
                .init(
                    "pgs", .integer, .measure, unit: "count", "Placement groups that have a copy on it; null as above."),
            ],
            examples: [
                .init(
                    "How full is each OSD?",
                    """
                    SELECT name, host, round(used_bytes * 100.0 / size_bytes, 1) AS percent FROM ceph_osd ORDER BY percent DESC
                    """),
                .init(
                    "Which OSDs are down or out?",
                    "SELECT name, host, is_up, is_in, state FROM ceph_osd WHERE NOT is_up OR NOT is_in ORDER BY osd_id"),
                .init(
                    "Which disk is behind an OSD?",
                    "SELECT name, host, devices, device_ids, size_bytes FROM ceph_osd ORDER BY osd_id"),
            ])
    }

    /// Lists the OSDs of the OSD map, wherever else they may be missing.
    struct OSDs: Collector {
        func collect(from client: CephClient) async throws(CollectError) -> Listing<OSD> {
            let map = try await client.map()
            let tree = try await Beside(client.tree)
            let metadata = try await Beside(client.osdMetadata)
            let usage = try await Beside(client.usage)
            let nodes = Self.byID(tree.body?.nodes.filter { $0.type == "osd" }, \.id)
            let places = tree.body?.places() ?? [:]
            let known = Self.byID(metadata.body, \.id)
            let used = Self.byID(usage.body?.nodes.filter { $0.id >= 0 && $0.isKnown }, \.id)
            let osds = map.osds.map { osd in
                OSD(
                    osd: osd, node: nodes[osd.id], host: places[osd.id]?.first { $0.type == "host" }?.name,
                    metadata: known[osd.id], usage: osd.up == 1 ? used[osd.id] : nil)
            }
            return .lacking(osds, [tree.reason, metadata.reason, usage.reason])
        }

        private static func byID<Element>(_ elements: [Element]?, _ id: (Element) -> Int) -> [Int: Element] {
            Dictionary((elements ?? []).map { (id($0), $0) }) { first, _ in first }
        }
    }
}
