import Foundation

/// One of OpenStack's services: how the catalog calls it, what tombo asks of it.
public struct OpenStackService: Sendable, Hashable {
    /// Its types in the catalog; a cloud has one of them.
    let types: [String]
    /// Its project's name, as people call it.
    let title: String
    let microversions: Microversions?
    /// What the catalog leaves out of the address, or not: `/v2.0` of Neutron.
    let versionPath: String?

    /// Which microversions tombo can read.
    struct Microversions: Sendable, Hashable {
        /// The service's name in the header, which is not always its type.
        var name: String
        /// Pinned rather than `latest`, because shapes change with versions.
        var wanted: Microversion
        /// The oldest whose answers have what the kinds need.
        var required: Microversion
    }

    public static let identity = OpenStackService(
        types: ["identity"], title: "Keystone", microversions: nil, versionPath: "/v3")
    /// 2.87 and not later: from 2.88 on, listing hypervisors waits for each
    /// host. 2.53 brings the UUIDs that join Nova with Placement.
    public static let compute = OpenStackService(
        types: ["compute"], title: "Nova",
        microversions: .init(name: "compute", wanted: .init(2, 87), required: .init(2, 53)), versionPath: nil)
    /// 1.14 brings parent and root of a provider.
    public static let placement = OpenStackService(
        types: ["placement"], title: "Placement",
        microversions: .init(name: "placement", wanted: .init(1, 39), required: .init(1, 14)), versionPath: nil)
    public static let network = OpenStackService(
        types: ["network"], title: "Neutron", microversions: nil, versionPath: "/v2.0")
    public static let image = OpenStackService(
        types: ["image"], title: "Glance", microversions: nil, versionPath: "/v2")
    /// Its header says `volume`, whatever its type is. 3.65 is the newest whose
    /// answers were read; nothing that the kinds need is later than 3.0.
    public static let volume = OpenStackService(
        types: ["volumev3", "block-storage"], title: "Cinder",
        microversions: .init(name: "volume", wanted: .init(3, 65), required: .init(3, 0)), versionPath: nil)

    /// Every service that kinds are read from, in the order in which they are shown.
    public static let all = [identity, compute, placement, network, image, volume]

    /// The address that paths are put after.
    func base(ofEndpoint url: String) -> String {
        var base = url
        while base.hasSuffix("/") { base.removeLast() }
        guard let versionPath, !base.hasSuffix(versionPath) else { return base }
        for old in ["/v2.0", "/v3", "/v2", "/v1"] where base.hasSuffix(old) { base.removeLast(old.count) }
        return base + versionPath
    }

    /// Where the service says which microversions it speaks: the address
    /// without anything behind its version, such as a project's id.
    func versionDocument(ofBase base: String) -> String {
        for version in ["/v2.1/", "/v2/", "/v3/"] {
            if let range = base.range(of: version) { return String(base[..<range.upperBound]) }
        }
        return base + "/"
    }
}

/// A microversion: 2.9 is older than 2.53.
struct Microversion: Sendable, Hashable, Comparable, CustomStringConvertible {
    var major: Int
    var minor: Int

    init(_ major: Int, _ minor: Int) {
        self.major = major
        self.minor = minor
    }

    init?(_ text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false).map { Int($0) }
        guard parts.count == 2, let major = parts[0], let minor = parts[1] else { return nil }
        self.init(major, minor)
    }

    static func < (a: Microversion, b: Microversion) -> Bool { (a.major, a.minor) < (b.major, b.minor) }

    var description: String { "\(major).\(minor)" }
}
