import Foundation

/// How a listing goes on behind one page of it.
///
/// It is said in four ways: `servers_links` with a `rel` of `next` (Nova,
/// Neutron, Cinder; for Cinder's `volume_types` it is `volume_type_links`, for
/// Nova's `instanceActions` plain `links`), `next` at the top (Glance), `links.next` (Keystone, always null) or not at
/// all (Placement).
struct PageLinks: Decodable {
    private struct Link: Decodable {
        var rel: String
        var href: String
    }

    /// Keystone's `links`, where others have a list.
    private struct TopLinks: Decodable { var next: String? }

    /// An item of which only the identity is read, where it has one.
    private struct End: Decodable {
        private enum CodingKeys: String, CodingKey { case id, uuid }

        var identity: String?

        init(from decoder: any Decoder) throws {
            let container = try? decoder.container(keyedBy: CodingKeys.self)
            identity =
                (try? container?.decode(JSONIdentifier.self, forKey: .id))?.text
                ?? (try? container?.decode(JSONIdentifier.self, forKey: .uuid))?.text
        }
    }

    /// An item of which nothing is read.
    private struct Passed: Decodable { init(from decoder: any Decoder) {} }

    /// How many items the page has.
    var count: Int
    /// Identities of the first and the last item, where items have one.
    var first: String?
    var last: String?
    var ends: Set<String> { Set([first, last].compactMap(\.self)) }
    /// Where the next page begins. Only the marker is taken from the link:
    /// its host and scheme are what the service believes of itself.
    var marker: String?
    /// Keystone cut the list at its `list_limit`, and there is no next page.
    var isTruncated: Bool

    init(from decoder: any Decoder) throws {
        let key = AnyKey.list(decoder)
        let container = try decoder.container(keyedBy: AnyKey.self)
        (count, first, last) = try Self.ends(of: container.nestedUnkeyedContainer(forKey: key))
        let linkKeys = [key.stringValue, String(key.stringValue.dropLast())].map { AnyKey(stringValue: $0 + "_links") }
        let links =
            try linkKeys.first(where: container.contains).flatMap {
                try container.decodeIfPresent([Link].self, forKey: $0)
            } ?? (try? container.decodeIfPresent([Link].self, forKey: AnyKey(stringValue: "links")))
        let next =
            try links?.first { $0.rel == "next" }?.href
            ?? container.decodeIfPresent(String.self, forKey: AnyKey(stringValue: "next"))
            ?? (try? container.decodeIfPresent(TopLinks.self, forKey: AnyKey(stringValue: "links")))?.next
        marker = try next.map { href in
            // A page that is there and cannot be asked for: without it the listing is not whole.
            guard let marker = Self.marker(in: href) else {
                throw DecodingError.dataCorrupted(
                    .init(
                        codingPath: decoder.codingPath + [AnyKey(stringValue: key.stringValue + "_links")],
                        debugDescription: "The link to the next page has no marker."))
            }
            return marker
        }
        isTruncated = try container.decodeIfPresent(Bool.self, forKey: AnyKey(stringValue: "truncated")) ?? false
    }

    private static func ends(
        of list: any UnkeyedDecodingContainer
    ) throws -> (count: Int, first: String?, last: String?) {
        var list = list
        var (first, last): (String?, String?)
        let end = (list.count ?? 0) - 1
        while !list.isAtEnd {
            if list.currentIndex > 0, list.currentIndex != end {
                _ = try list.decode(Passed.self)
                continue
            }
            let isFirst = list.currentIndex == 0
            last = try list.decode(End.self).identity
            if isFirst { first = last }
        }
        return (end + 1, first, last)
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
