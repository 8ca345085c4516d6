import Foundation
import TomboRecords

/// `maas:` below a cloud of tombo.yaml: an address, and where the API key is.
struct MAASSection: SourceSection {
    private let url: String
    private let file: String?
    private let variable: String
    private let trust: TransportSettings.Trust
    private let deadline: Duration?
    private let key: String

    init(_ node: ConfigurationNode, _ places: ConfigurationPlaces) throws(CollectError) {
        let fields = try node.fields(["url", "api_key_file", "environment", "ca_file", "deadline"])
        guard let address = fields["url"] else {
            throw node.wrong("has no `url:`", remedy: "Write the address of the region, such as http://maas:5240/MAAS.")
        }
        let text = try address.text("the address of MAAS, such as http://maas:5240/MAAS")
        guard text.hasPrefix("http://") || text.hasPrefix("https://"), !text.contains("@") else {
            throw address.wrong(
                "must be an http:// or https:// address without a user", remedy: "Write http://HOST:5240/MAAS.")
        }
        url = MAASClient.base(text)
        let directory = PathText.folder(of: node.file)
        file = try fields["api_key_file"].map { field throws(CollectError) in
            places.path(try field.text("the path of a file with the API key"), from: directory)
        }
        variable = try fields["environment"]?.text("the name of a variable with the API key") ?? "MAAS_API_KEY"
        trust =
            try fields["ca_file"].map { field throws(CollectError) in
                .systemAnd(caFile: places.path(try field.text("the path of a PEM file"), from: directory))
            } ?? .system
        deadline = try fields["deadline"].map { field throws(CollectError) in
            .seconds(try field.integer("a number of seconds"))
        }
        key = node.key
    }

    func source(_ places: ConfigurationPlaces) throws(CollectError) -> ConfiguredSource {
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
        // A region takes some 70 ms a machine for its list, and gives it in one piece.
        var http = HTTPAccess(trust: trust, requestDeadline: deadline ?? .seconds(300))
        http.settings.caSetting = "ca_file"
        return ConfiguredSource(
            source: MAASSource(base: url, secrets: apiKey.all), type: "maas",
            access: MAASAccess(http: http, key: apiKey),
            recordedSettings: ["url": url], secrets: apiKey.all, deadline: deadline,
            origin: "\(url), key from \(place)",
            warnings: [])
    }
}
