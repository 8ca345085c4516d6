import Foundation
public import TomboRecords

/// What there is to configure on this machine: logins to clouds, and the sources
/// below them.
public struct Discovery: Sendable {
    /// One login, which is one cloud unless another one leads to the same.
    public struct Login: Sendable {
        /// What tombo would call the cloud.
        public var name: String
        /// The name in clouds.yaml; nil for the `OS_*` variables.
        public var cloudsName: String?
        /// The clouds.yaml, where tombo would not find it from anywhere.
        public var cloudsFile: String?
        public var source: Result<ConfiguredSource, CollectError>

        /// Two logins with the same of this are to one cloud.
        var place: String? {
            guard case .success(let found) = source, let settings = found.recordedSettings["auth_url"] else {
                return nil
            }
            return "\(settings) \(found.recordedSettings["region"] ?? "")"
        }
    }

    /// The clouds.yaml that is used, if there is one.
    public private(set) var file: String?
    /// Those of clouds.yaml in their order, then the variables'.
    public private(set) var logins: [Login] = []
    /// Why the clouds.yaml cannot be used.
    public private(set) var failure: CollectError?
    /// The other sources, whether there is something of them here or not.
    public private(set) var others: [DiscoveredSource] = []

    public init(_ places: ConfigurationPlaces) {
        let search = places.openStackSearch()
        do throws(CollectError) {
            if let found = try search.cloudsFile() {
                file = found.path
                let isFoundAnywhere = [places.homeDirectory + "/.config/openstack/", places.systemDirectory + "/"]
                    .contains { found.path.hasPrefix($0) }
                for name in found.clouds {
                    let path = isFoundAnywhere ? nil : places.path(found.path, from: places.workingDirectory)
                    add(name, from: path, places)
                }
            }
        } catch {
            failure = error
        }
        if places.environment["OS_AUTH_URL"]?.isEmpty == false { add(nil, from: nil, places) }
        others = SourceType.all.compactMap { $0.discover?(places) }
    }

    private mutating func add(_ cloudsName: String?, from file: String?, _ places: ConfigurationPlaces) {
        let search = places.openStackSearch(
            cloud: cloudsName, file: file, place: cloudsName == nil ? .environment : .file)
        var login = Login(
            name: Self.plain(cloudsName ?? "openstack"), cloudsName: cloudsName, cloudsFile: file,
            source: .failure(CollectError(.misconfigured, "It was not looked at.")))
        do throws(CollectError) {
            login.source = .success(ConfiguredSource(try search.find()))
        } catch {
            login.source = .failure(error)
        }
        let (taken, base) = (Set(logins.map(\.name)), login.name)
        var number = 2
        while taken.contains(login.name) {
            login.name = "\(base)-\(number)"
            number += 1
        }
        logins.append(login)
    }

    /// A name that ``TomboConfiguration`` takes.
    private static func plain(_ name: String) -> String {
        let plain = String(name.map { TomboConfiguration.isPlain($0) ? $0 : "-" })
        return plain.first == "." || plain.isEmpty ? "cloud" + plain : plain
    }
}
