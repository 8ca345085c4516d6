import TomboRecords

extension MAAS {
    static let collectors: [CollectorEntry<MAASClient>] = [
        .init(MAASMachines()), .init(MAASInterfaces()), .init(MAASBlockDevices()), .init(MAASDevices()),
    ]
}

/// One MAAS region.
struct MAASSource: Source {
    let name = "maas"
    let base: String
    var specs: [RecordSpec] { MAAS.collectors.map(\.spec) }

    func collect(with means: SourceMeans) async -> [Collection] {
        let runner = CollectorRunner(
            width: MAAS.collectors.count, deadline: means.deadline, timing: means.timing, logger: means.logger,
            progress: means.progress)
        return await runner.run(
            MAAS.collectors, source: name, client: MAASClient(base: base, transport: means.transport))
    }
}

extension SourceType {
    static let maas = SourceType(
        name: "maas", specs: MAAS.collectors.map(\.spec),
        section: { node, _, places throws(CollectError) in try MAASSection(node, places) },
        replaying: { recorded throws(CollectError) in MAASSource(base: recorded.settings["url"] ?? "") })
}
