import TomboRecords

extension MAAS {
    static let collectors: [CollectorEntry<MAASClient>] = [
        .init(MAASMachines()), .init(MAASInterfaces()), .init(MAASBlockDevices()), .init(MAASDevices()),
        .init(MAASTags()), .init(MAASZones()), .init(MAASResourcePools()), .init(MAASFabrics()), .init(MAASVLANs()),
        .init(MAASSubnets()), .init(MAASSpaces()), .init(MAASVMHosts()), .init(MAASControllers()),
        .init(MAASEvents()),
    ]
}

/// One MAAS region.
struct MAASSource: Source {
    let name = "maas"
    let base: String
    /// The parts of the API key; none in a replay.
    var secrets: [Secret] = []
    var specs: [RecordSpec] { MAAS.collectors.map(\.spec) }

    func collect(with means: SourceMeans) async -> [Collection] {
        await means.run(
            MAAS.collectors, of: name,
            MAASClient(
                base: base, transport: means.transport, timing: means.timing, since: means.since,
                // Half of the source's time, so that the other way is not tried in vain.
                wholePatience: means.deadline / 2),
            secrets: secrets)
    }
}

extension SourceType {
    static let maas = SourceType(
        name: "maas", specs: MAAS.collectors.map(\.spec),
        section: { node, _, places throws(CollectError) in try MAASSection(node, places) },
        discover: MAASSection.discover,
        replaying: { recorded throws(CollectError) in
            guard let url = recorded.settings["url"] else {
                throw CollectError(
                    .misconfigured, "The recording does not say which MAAS it is of.",
                    remedy: "Restore its recording.json, or record again with `tombo collect --record DIR`.")
            }
            return MAASSource(base: url)
        })
}
