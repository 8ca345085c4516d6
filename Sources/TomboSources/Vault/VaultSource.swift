import Logging
public import TomboRecords

/// The units of the Vault that keeps a cloud's certificates.
public struct VaultSource: Source {
    public let name: String
    let addresses: [String]
    private static let entries = [CollectorEntry(Vault.Units())]

    public var specs: [RecordSpec] { Self.entries.map(\.spec) }

    init(name: String = "vault", addresses: [String]) {
        self.name = name
        self.addresses = addresses
    }

    public func collect(with means: SourceMeans) async -> [Collection] {
        await means.run(
            Self.entries, of: name, VaultClient(addresses: addresses, transport: means.transport))
    }
}

extension SourceType {
    static let vault = SourceType(
        name: "vault", specs: VaultSource(addresses: []).specs,
        section: { node, _, places throws(CollectError) in try VaultSection(node, places) },
        discover: VaultSection.discover,
        replaying: { recorded throws(CollectError) in try VaultSource(replaying: recorded) })
}

extension VaultSource {
    /// What a recording calls the addresses.
    static let addressesSetting = "addresses"

    init(replaying recorded: Recording.Source) throws(CollectError) {
        let addresses = recorded.settings[Self.addressesSetting]?.split(separator: ",").map(String.init) ?? []
        if addresses.isEmpty {
            throw CollectError(
                .misconfigured, "The recording does not say which Vault units it is of.",
                remedy: "Restore its recording.json, or record again with `tombo collect --record DIR`.")
        }
        self.init(name: recorded.name, addresses: addresses)
    }
}
