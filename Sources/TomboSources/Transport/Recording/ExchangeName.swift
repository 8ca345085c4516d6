import Foundation

/// What a recorded request is known by.
struct ExchangeName: Sendable, Hashable {
    var method: String
    /// Redacted.
    var url: String
    /// `compute 2.87`: the same path answers differently at another version.
    var version: String

    init(method: String, url: String, headers: HTTPHeaders) {
        self.method = method
        self.url = url
        version = headers["OpenStack-API-Version"] ?? headers["X-OpenStack-Nova-API-Version"] ?? ""
    }

    init(_ exchange: Exchange) {
        self.init(method: exchange.method, url: exchange.url, headers: exchange.headers)
    }

    /// The name of its file without ordinal and ending:
    /// `get-8774-v2.1-servers-detail-all_tenants-true-compute-2.87`.
    ///
    /// Made of the request alone, so that it depends neither on how many
    /// requests ran side by side nor on what else was asked, and two
    /// recordings of one cloud can be laid over each other. The port stands
    /// for the service; the host is left out, as it is the same for all. The
    /// rare different requests that share a name are told apart by content.
    var slug: String {
        let parts = URLComponents(string: url)
        let port = parts?.port.map { "-\($0)" } ?? ""
        let path = parts.map { $0.path + ($0.query.map { "?" + $0 } ?? "") } ?? url
        let whole = Self.slug("\(method.lowercased())\(port)-\(path.isEmpty || path == "/" ? "root" : path)-\(version)")
        return whole.utf8.count <= Self.longest ? whole : "\(whole.prefix(Self.longest - 17))-\(Self.hash(whole))"
    }

    /// File systems allow 255; an ordinal and an ending come on top.
    private static let longest = 160

    /// `text` with every run of characters that a file name should not have as one `-`.
    static func slug(_ text: String) -> String {
        var slug = ""
        for character in text {
            if character.isASCII, character.isLetter || character.isNumber || character == "." || character == "_" {
                slug.append(character)
            } else if !slug.isEmpty, slug.last != "-" {
                slug.append("-")
            }
        }
        if slug.last == "-" { slug.removeLast() }
        // No hidden file, and no way up the tree.
        return slug.first == "." ? "_" + slug : slug
    }

    /// FNV-1a: the same on every machine, as Swift's own hashes are not.
    private static func hash(_ text: String) -> String {
        let hash = text.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
        let hex = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - hex.count) + hex
    }
}
