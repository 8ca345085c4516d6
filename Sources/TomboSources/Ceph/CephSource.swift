import TomboRecords

/// One Ceph cluster.
struct CephSource: Source {
    let name = "ceph"
    var pools: [String] = []
    var specs: [RecordSpec] { Ceph.collectors.map(\.spec) }

    func collect(with means: SourceMeans) async -> [Collection] {
        await means.run(Ceph.collectors, of: name, CephClient(pools: pools, transport: means.transport))
    }
}

extension SourceType {
    static let ceph = SourceType(
        name: "ceph", specs: Ceph.collectors.map(\.spec),
        section: { node, _, places throws(CollectError) in try CephSection(node, places) },
        discover: CephSection.discover,
        replaying: { recorded throws(CollectError) in
            CephSource(pools: recorded.settings[CephSource.poolsSetting]?.split(separator: ",").map(String.init) ?? [])
        })
}

extension CephSource {
    /// What a recording calls the pools whose images were listed.
    static let poolsSetting = "pools"

    var recordedSettings: [String: String] {
        pools.isEmpty ? [:] : [Self.poolsSetting: pools.joined(separator: ",")]
    }
}
