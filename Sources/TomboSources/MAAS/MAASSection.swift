import Foundation
import TomboRecords

/// `maas:` below a cloud of tombo.yaml: a profile of `maas login`, or an address and where the API key is.
struct MAASSection: SourceSection {
    private let url: String?
    private let profile: String?
    private let file: String?
    private let variable: String
    private let caFile: String?
    private let deadline: Duration?
    private let key: String

    init(_ node: ConfigurationNode, _ places: ConfigurationPlaces) throws(CollectError) {
        let fields = try node.fields(["profile", "url", "api_key_file", "environment", "ca_file", "deadline"])
        profile = try fields["profile"]?.text("the name of a profile of `maas login`")
        if profile != nil, let other = fields["url"] ?? fields["api_key_file"] ?? fields["environment"] {
            throw other.wrong("contradicts `profile:`, which has address and key", remedy: "Remove one of the two.")
        }
        if profile == nil, fields["url"] == nil {
            throw node.wrong(
                "has no `url:`",
                remedy: "Write the address of the region, such as http://maas:5240/MAAS, or `profile:` with a name "
                    + "that `maas list` shows.")
        }
        url = try fields["url"].map { field throws(CollectError) in try Self.address(field) }
        let directory = PathText.folder(of: node.file)
        file = try fields["api_key_file"].map { field throws(CollectError) in
            places.path(try field.text("the path of a file with the API key"), from: directory)
        }
        variable = try fields["environment"]?.text("the name of a variable with the API key") ?? "MAAS_API_KEY"
        caFile = try fields["ca_file"].map { field throws(CollectError) in
            places.path(try field.text("the path of a PEM file"), from: directory)
        }
        deadline = try fields["deadline"].map { field throws(CollectError) in
            .seconds(try field.integer("a number of seconds"))
        }
        key = node.key
    }

    private static func address(_ field: ConfigurationNode) throws(CollectError) -> String {
        let text = try field.text("the address of MAAS, such as http://maas:5240/MAAS")
        guard text.hasPrefix("http://") || text.hasPrefix("https://"), !text.contains("@") else {
            throw field.wrong(
                "must be an http:// or https:// address without a user", remedy: "Write http://HOST:5240/MAAS.")
        }
        return MAASClient.base(text)
    }

    func source(_ places: ConfigurationPlaces) throws(CollectError) -> ConfiguredSource {
        guard let profile else {
            let (apiKey, place) = try apiKey(places)
            return source(url ?? "", apiKey, caFile, origin: "\(url ?? ""), key from \(place)")
        }
        guard let known = try MAASProfiles(places) else {
            throw CollectError(
                .misconfigured, "This user never logged in to MAAS, and has no profile `\(profile)`, for `\(key)`.",
                remedy: "Log in with `maas login \(profile) http://HOST:5240/MAAS KEY`.")
        }
        let found = try known.profile(profile)
        return source(
            MAASClient.base(found.url), found.key, caFile ?? found.caFile,
            origin: "profile \(profile) in \(places.spoken(known.path))")
    }

    private func apiKey(_ places: ConfigurationPlaces) throws(CollectError) -> (MAASKey, place: String) {
        let place = file ?? "the variable \(variable)"
        let text = file.map { FileManager.default.contents(atPath: $0).map { String(decoding: $0, as: UTF8.self) } }
        guard let found = text ?? places.environment[variable], !found.isEmpty else {
            throw CollectError(
                .misconfigured, "There is no API key of MAAS in \(place), for `\(key)`.",
                remedy: "Make one with `maas apikey --username USER`, and put it into a file of mode 600 that "
                    + "`api_key_file:` names.")
        }
        guard let apiKey = MAASKey(found) else {
            throw CollectError(
                .misconfigured, "What is in \(place) is no API key of MAAS, for `\(key)`.",
                remedy: "A key has three parts, CONSUMER:TOKEN:SECRET, as `maas apikey` prints it.")
        }
        return (apiKey, place)
    }

    private func source(_ base: String, _ apiKey: MAASKey, _ caFile: String?, origin: String) -> ConfiguredSource {
        // A region takes some 70 ms a machine for its list, and gives it in one piece.
        var http = HTTPAccess(
            trust: caFile.map { .systemAnd(caFile: $0) } ?? .system, requestDeadline: deadline ?? .seconds(300))
        http.settings.caSetting = "ca_file"
        return ConfiguredSource(
            source: MAASSource(base: base, secrets: apiKey.all), type: "maas",
            access: MAASAccess(http: http, key: apiKey),
            recordedSettings: ["url": base], secrets: apiKey.all, deadline: deadline, origin: origin, warnings: [])
    }

    /// Where this user is logged in.
    static let discover: @Sendable (ConfigurationPlaces) -> DiscoveredSource = { places in
        guard let known = try? MAASProfiles(places), let profile = known.profiles.first else {
            return DiscoveredSource(title: "MAAS")
        }
        var section = ["maas:", "  profile: \(ConfigurationDraft.scalar(profile.name))"]
        let others = known.profiles.map(\.name).filter { $0 != profile.name }
        if !others.isEmpty { section.append("  # Also logged in to: \(others.joined(separator: ", "))") }
        return DiscoveredSource(title: "MAAS", found: known.path, section: section)
    }
}
