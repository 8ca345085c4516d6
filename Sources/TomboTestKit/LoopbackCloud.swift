import Foundation

/// A small OpenStack for a ``LoopbackServer``: Keystone, Nova and Placement
/// at one address, with three hosts and five servers in pages of two.
///
/// It stands alone and always answers well; a test puts something bad in an
/// answer's place.
public struct LoopbackCloud: Sendable {
    /// The kinds that it answers for, whatever others a tombo knows.
    public static let kinds: Set<String> = [
        "keystone_project", "nova_server", "nova_hypervisor", "nova_compute_service", "nova_flavor",
        "nova_aggregate", "placement_resource_provider", "placement_inventory", "placement_usage",
    ]

    public var servers = ["api1", "api2", "client", "db", "lb"]
    public var hosts = ["node1.maas", "node2.maas", "node3.maas"]
    public var roles = ["reader", "member", "admin"]
    /// Types that the catalog has.
    public var services = ["identity", "compute", "placement"]
    /// Paths that it refuses, with a 403 in Nova's way.
    public var forbidden: Set<String> = []
    /// Nothing but itself: every listing is empty.
    public var isEmpty = false

    public init() {}

    public static let servers = "/v2.1/servers/detail"
    public static let token = "gAAAAABloopback-token-0123456789"

    /// How the cloud answers when all is well.
    public func answer(_ request: LoopbackRequest) -> LoopbackAnswer {
        let path = String(request.path.prefix { $0 != "?" })
        if path == "/v3/auth/tokens" {
            let base = "http://\(request.header("Host") ?? "127.0.0.1")"
            return .json(token(base), status: 201, headers: ["X-Subject-Token": Self.token])
        }
        guard request.header("X-Auth-Token") != nil || path.hasSuffix("/") else { return Self.unauthorized }
        if forbidden.contains(path) {
            return .json(#"{"forbidden": {"code": 403, "message": "Policy doesn't allow it."}}"#, status: 403)
        }
        return body(path, marker: Self.marker(request.path)).map { .json($0) } ?? Self.notFound
    }

    /// As keystonemiddleware says it.
    public static let unauthorized = LoopbackAnswer.json(
        #"{"error": {"code": 401, "title": "Unauthorized", "message": "The request you have made requires authentication."}}"#,
        status: 401)

    public static let notFound = LoopbackAnswer.json(
        #"{"message": "The resource could not be found.<br /><br />\n\n", "code": "404 Not Found", "title": "Not Found"}"#,
        status: 404)

    /// What a page begins after.
    public static func marker(_ path: String) -> String? {
        path.components(separatedBy: "marker=").dropFirst().first?.components(separatedBy: "&").first
    }
}

extension LoopbackCloud {
    private func token(_ base: String) -> String {
        let addresses = ["identity": "/v3", "compute": "/v2.1", "placement": "/placement"]
        let catalog = services.map { type in
            let url = base + (addresses[type] ?? "/\(type)")
            return """
                {"type": "\(type)", "name": "x", "endpoints": [
                {"interface": "public", "region": "RegionOne", "region_id": "RegionOne", "url": "\(url)"}]}
                """
        }
        return """
            {"token": {"issued_at": "2026-11-23T19:00:00.000000Z", "expires_at": "2026-11-23T20:00:00.000000Z",
            "roles": [\(list(roles.map { #"{"id": "r", "name": "\#($0)"}"# }))], "catalog": [\(list(catalog))]}}
            """
    }

    /// The document at a path; nil when there is none.
    public func body(_ path: String, marker: String? = nil) -> String? {
        switch path {
        case "/v2.1/": #"{"version": {"id": "v2.1", "version": "2.93", "min_version": "2.1"}}"#
        case "/placement/": #"{"versions": [{"id": "v1.0", "max_version": "1.39", "min_version": "1.0"}]}"#
        case "/v3/projects":
            listing("projects", [#""id": "p1", "name": "project1", "domain_id": "d1", "enabled": true"#])
        case Self.servers: page(after: marker)
        case "/v2.1/os-hypervisors/detail": listing("hypervisors", hosts.indices.map(hypervisor))
        case "/v2.1/os-services": listing("services", hosts.indices.map(service))
        case "/v2.1/flavors/detail":
            listing("flavors", [#""id": "f1", "name": "m1.tiny", "vcpus": 1, "ram": 1024, "disk": 20"#])
        case "/v2.1/os-aggregates":
            listing("aggregates", [#""id": 1, "uuid": "a1", "name": "ssd", "hosts": [], "metadata": {"disk": "ssd"}"#])
        case "/placement/resource_providers":
            listing("resource_providers", hosts.enumerated().map { #""uuid": "h\#($0)", "name": "\#($1)""# })
        default: provider(path)
        }
    }

    private func provider(_ path: String) -> String? {
        guard path.hasPrefix("/placement/resource_providers/") else { return nil }
        switch path.split(separator: "/").last {
        case "traits": return #"{"traits": ["COMPUTE_NODE"]}"#
        case "aggregates": return #"{"aggregates": [], "resource_provider_generation": 1}"#
        case "usages": return #"{"usages": {"VCPU": 2}}"#
        case "inventories":
            return #"{"inventories": {"VCPU": {"total": 8, "reserved": 0, "min_unit": 1, "max_unit": 8, "#
                + #""step_size": 1, "allocation_ratio": 16.0}}}"#
        default: return nil
        }
    }

    /// Two servers after `marker`, and the link that Nova gives with a full page.
    private func page(after marker: String?) -> String {
        let ids = servers.indices.map { "s\($0)" }
        let start = marker.flatMap { ids.firstIndex(of: $0) }.map { $0 + 1 } ?? 0
        let rows = servers.indices[start...].prefix(2).map { server($0) }
        let link = rows.count == 2 ? Self.link("s\(start + 1)") : nil
        return listing("servers", Array(rows), link: link)
    }

    /// The members of an object for one server.
    public func server(_ index: Int) -> String {
        let host = hosts[index % hosts.count]
        return """
            "id": "s\(index)", "name": "\(servers[index])", "status": "ACTIVE", "tenant_id": "p1", "user_id": "u1",
            "OS-EXT-SRV-ATTR:host": "\(host)", "OS-EXT-SRV-ATTR:hypervisor_hostname": "\(host)",
            "OS-EXT-STS:power_state": 1, "OS-EXT-STS:vm_state": "active", "created": "2026-11-23T19:16:10Z",
            "flavor": {"original_name": "m1.tiny", "vcpus": 1, "ram": 1024, "disk": 20}, "image": {"id": "i1"},
            "addresses": {"net": [{"addr": "192.169.0.\(index)", "version": 4}]}, "metadata": {"role": "lab"}
            """
    }

    private func hypervisor(_ index: Int) -> String {
        """
        "id": "h\(index)", "hypervisor_hostname": "\(hosts[index])", "state": "up", "status": "enabled", "vcpus": 8,
        "hypervisor_type": "QEMU", "hypervisor_version": 6002000, "memory_mb": 32096,
        "service": {"id": "c\(index)", "host": "\(hosts[index])"}
        """
    }

    private func service(_ index: Int) -> String {
        #""id": "c\#(index)", "host": "\#(hosts[index])", "binary": "nova-compute", "status": "enabled", "state": "up""#
    }

    /// A listing of objects, given by their members.
    public func listing(_ key: String, _ members: [String], link: String? = nil) -> String {
        let objects = isEmpty ? [] : members.map { "{\($0)}" }
        return "{\"\(key)\": [\(list(objects))]\(link.map { ", \"\(key)_links\": [\($0)]" } ?? "")}"
    }

    /// A link to the page after `marker`, at an address that nobody can reach.
    public static func link(_ marker: String) -> String {
        #"{"rel": "next", "href": "http://inside:8774\#(servers)?all_tenants=1&marker=\#(marker)"}"#
    }

    private func list(_ parts: [String]) -> String { parts.joined(separator: ", ") }
}
