import Foundation
import Testing
import TomboRecords
import TomboTestKit

@testable import TomboSources

/// The table of docs/permissions.md, written from what the collectors ask.
@Suite("The permissions page")
struct PermissionDocsTests {
    private static let page = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "docs/permissions.md")
    private static let heading = "## What each kind asks"

    @Test("names every request of every kind")
    func table() async throws {
        var text = Self.heading + "\n\n"
        text += "Beside these: one sign-in, and one document of versions each of Nova, Placement and Cinder. "
        text += "Written by `scripts/generate-docs`.\n\n| service | kind | requests |\n| --- | --- | --- |\n"
        for (service, entries) in OpenStackCatalog.services {
            for entry in entries {
                let transport = try Lab.transport()
                _ = try await entry.collect(Lab.client(transport))
                let requests = Self.requests(transport.askedKeys)
                #expect(!requests.isEmpty, "\(entry.spec.kind)")
                text += "| \(service.title) | [`\(entry.spec.kind)`](kinds/\(entry.spec.kind).md) | "
                text += requests.map { "`\($0)`" }.joined(separator: "<br>") + " |\n"
            }
        }
        let found = try String(contentsOf: Self.page, encoding: .utf8)
        let before = found.components(separatedBy: Self.heading)[0]
        if found == before + text { return }
        if ProcessInfo.processInfo.environment["TOMBO_RECORD"] == "1" {
            try (before + text).write(to: Self.page, atomically: true, encoding: .utf8)
        }
        Issue.record("docs/permissions.md differs from what would be generated; run scripts/generate-docs")
    }

    /// Each request once, in order, with `{id}` for identities and without pages.
    private static func requests(_ keys: [String]) -> [String] {
        var requests: [String] = []
        for key in keys where ![Lab.signInKey, "GET /", "GET /v2.1/", "GET /v3/"].contains(key) {
            let request = general(key)
            if !requests.contains(request) { requests.append(request) }
        }
        return requests.sorted()
    }

    private static func general(_ key: String) -> String {
        let parts = key.split(separator: "?", maxSplits: 1).map(String.init)
        let path = parts[0].split(separator: "/", omittingEmptySubsequences: false)
            .map { isIdentity($0) ? "{id}" : String($0) }.joined(separator: "/")
        guard parts.count == 2 else { return path }
        let fields = parts[1].split(separator: "&").filter { field in
            !["marker=", "limit=", "offset="].contains { field.hasPrefix($0) }
        }
        let query = fields.map { field in
            let pair = field.split(separator: "=", maxSplits: 1)
            return pair.count == 2 && (isIdentity(pair[1]) || pair[0].hasSuffix("_id"))
                ? "\(pair[0])={id}" : String(field)
        }
        return query.isEmpty ? path : path + "?" + query.joined(separator: "&")
    }

    private static func isIdentity(_ text: Substring) -> Bool {
        UUID(uuidString: String(text)) != nil || (text.count == 32 && text.allSatisfy(\.isHexDigit))
    }
}
