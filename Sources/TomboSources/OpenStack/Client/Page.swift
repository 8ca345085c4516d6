import Foundation

/// How a listing goes on behind one page of it.
///
/// It is said in four ways: `servers_links` with a `rel` of `next` (Nova,
/// Neutron, Cinder; for Cinder's `volume_types` it is `volume_type_links`),
/// `next` at the top (Glance), `links.next` (Keystone, always null) or not at
/// all (Placement).
struct PageLinks: Decodable {
    private struct Link: Decodable {
        var rel: String
        var href: String
    }

    /// Where the next page begins. Only the marker is taken from the link:
    /// its host and scheme are what the service believes of itself.
    var marker: String?
    /// Keystone cut the list at its `list_limit`, and there is no next page.
    var isTruncated: Bool

    init(from decoder: any Decoder) throws {
        let key = AnyKey.list(decoder)
        let container = try decoder.container(keyedBy: AnyKey.self)
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

/// What a page of a listing holds.
struct PageItems<Item: Decodable & Sendable>: Decodable, Sendable {
    var items: [Item]

    init(from decoder: any Decoder) throws {
        items = try decoder.container(keyedBy: AnyKey.self).decode([Item].self, forKey: .list(decoder))
    }
}

extension AnyKey {
    /// The member with the items, as the decoder was told.
    fileprivate static func list(_ decoder: any Decoder) -> AnyKey {
        let name = CodingUserInfoKey.listKey.flatMap { decoder.userInfo[$0] as? String }
        return AnyKey(stringValue: name ?? "")
    }
}
