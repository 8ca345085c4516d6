import Foundation
import TomboRecords

/// `vault:` below a cloud of tombo.yaml: the address of each unit.
struct VaultSection: SourceSection {
    private let addresses: [String]
    private let caFile: String?
    private let deadline: Duration?
    private let origin: String

    init(_ node: ConfigurationNode, _ places: ConfigurationPlaces) throws(CollectError) {
        let fields = try node.fields(["addresses", "ca_file", "deadline"])
        guard let field = fields["addresses"] else {
            throw node.wrong(
                "names no unit", remedy: "Add `addresses: [https://HOST:8200]`, one for each unit of Vault.")
        }
        var addresses: [String] = []
        for word in try field.words("the address of each unit of Vault") {
            guard let address = Self.plain(word) else {
                throw field.wrong(
                    "has something that is no plain http or https address",
                    remedy: "Write each as https://HOST:8200, without user, password or query.")
            }
            if addresses.contains(address) {
                throw field.wrong(
                    "has an address twice", remedy: "Name each unit once, by its own address.")
            }
            addresses.append(address)
        }
        if addresses.isEmpty {
            throw field.wrong("is empty", remedy: "Name each unit of Vault, as in [https://HOST:8200].")
        }
        self.addresses = addresses
        caFile = try fields["ca_file"].map { field throws(CollectError) in
            places.path(try field.text("the path of a PEM file"), from: PathText.folder(of: node.file))
        }
        deadline = try fields["deadline"].map { field throws(CollectError) in
            .seconds(try field.integer("a number of seconds"))
        }
        origin = "`\(node.key)` in \(node.file)"
    }

    func source(_ places: ConfigurationPlaces) throws(CollectError) -> ConfiguredSource {
        var access = HTTPAccess(
            trust: caFile.map { .systemAnd(caFile: $0) } ?? .system, requestDeadline: .seconds(10))
        access.settings.caSetting = "ca_file"
        return ConfiguredSource(
            source: VaultSource(addresses: addresses), type: "vault", access: access,
            recordedSettings: [VaultSource.addressesSetting: addresses.joined(separator: ",")], secrets: [],
            deadline: deadline, origin: origin, warnings: [])
    }

    /// An address as it is stored; nil for what holds more than one should.
    private static func plain(_ text: String) -> String? {
        guard let parts = URLComponents(string: text), let scheme = parts.scheme?.lowercased(),
            scheme == "http" || scheme == "https", let host = parts.host, !host.isEmpty, parts.user == nil,
            parts.password == nil, parts.query == nil, parts.fragment == nil, !text.contains(",")
        else { return nil }
        var text = text
        while text.hasSuffix("/") { text.removeLast() }
        return text
    }

    /// What Vault's own client goes by.
    static func discover(_ places: ConfigurationPlaces) -> DiscoveredSource {
        guard let said = places.environment["VAULT_ADDR"], let address = plain(said) else {
            return DiscoveredSource(title: "Vault")
        }
        var section = [
            "vault:", "  # Each unit by its own address; a shared one shows only one of them.",
            "  addresses: [\(ConfigurationDraft.scalar(address))]",
        ]
        if let file = places.environment["VAULT_CACERT"], !file.isEmpty {
            let path = places.path(file, from: places.workingDirectory)
            section.append("  ca_file: \(ConfigurationDraft.scalar(places.spoken(path)))")
        }
        return DiscoveredSource(title: "Vault", found: "VAULT_ADDR", section: section)
    }
}
