import Foundation

/// One page of a listing.
///
/// Where to go on is said in four ways: `servers_links` with a `rel` of
/// `next` (Nova, Neutron, Cinder; for Cinder's `volume_types` it is
/// `volume_type_links`), `next` at the top (Glance), `links.next` (Keystone,
/// always null) or not at all (Placement).
struct Page<Item: Decodable & Sendable>: Decodable {
    private struct Link: Decodable {
        var rel: String
        var href: String
    }

    var items: [Item]
    /// Where the next page begins. Only the marker is taken from the link:
    /// its host and scheme are what the service believes of itself.
    var marker: String?
    /// Keystone cut the list at its `list_limit`, and there is no next page.
    var isTruncated: Bool

    init(from decoder: any Decoder) throws {
        let name = CodingUserInfoKey.listKey.flatMap { decoder.userInfo[$0] as? String }
        let key = AnyKey(stringValue: name ?? "")
        let container = try decoder.container(keyedBy: AnyKey.self)
        items = try container.decode([Item].self, forKey: key)
        let linkKeys = [key.stringValue, String(key.stringValue.dropLast())].map { AnyKey(stringValue: $0 + "_links") }
        let links = try linkKeys.first(where: container.contains).flatMap {
            try container.decodeIfPresent([Link].self, forKey: $0)
        }
        let next =
            try links?.first { $0.rel == "next" }?.href
            ?? container.decodeIfPresent(String.self, forKey: AnyKey(stringValue: "next"))
        marker = next.flatMap(Self.marker)
        isTruncated = try container.decodeIfPresent(Bool.self, forKey: AnyKey(stringValue: "truncated")) ?? false
    }

    private static func marker(in href: String) -> String? {
        URLComponents(string: href)?.queryItems?.first { $0.name == "marker" }?.value
    }
}
