import Foundation
import TomboRecords

/// JSON to Swift, with errors that say where.
enum AnswerDecoder {
    /// - Parameters:
    ///   - data: The body.
    ///   - what: How the error calls it: "Nova's listing of nova_server".
    /// - Returns: What the body says.
    /// - Throws: ``CollectError/Code/malformedAnswer`` with the JSON path and
    ///   what stands there.
    static func decode<Body: Decodable>(_ data: Data, what: String) throws(CollectError) -> Body {
        try decode(try document(data, what: what), what: what)
    }

    /// The body, read but not decoded yet.
    ///
    /// - Parameters:
    ///   - data: The body.
    ///   - what: How the error calls it.
    ///   - listKey: Where a page finds its items.
    /// - Returns: A document to decode, in parts or whole.
    /// - Throws: ``CollectError/Code/malformedAnswer`` when it is no JSON.
    static func document(
        _ data: Data, what: String, listKey: String? = nil
    ) throws(CollectError) -> JSONDocument {
        var userInfo: [CodingUserInfoKey: any Sendable] = [:]
        if let listKey, let key = CodingUserInfoKey.listKey { userInfo[key] = listKey }
        do throws(JSONSyntaxError) {
            return try JSONDocument(Array(data), userInfo: userInfo)
        } catch {
            throw malformed(what, noJSON(data), isPage: begins(data, with: "<"))
        }
    }

    /// What a document says; parameters and errors as those of ``decode(_:what:)-(Data,_)``.
    static func decode<Body: Decodable>(_ document: JSONDocument, what: String) throws(CollectError) -> Body {
        do {
            return try document.decode()
        } catch let error as CollectError {
            // Of a record that is read as its row, and came without its key.
            throw error
        } catch {
            throw malformed(what, describe(error))
        }
    }

    private static func malformed(_ what: String, _ why: String, isPage: Bool = false) -> CollectError {
        CollectError(
            .malformedAnswer, "\(what) is not what the API promises: \(why).",
            remedy: isPage
                ? "Check the service's endpoint in Keystone's catalog: a proxy or another program answers there."
                : "Record the answer with `tombo collect --record DIR` and report it.")
    }

    /// What a body is that is no JSON.
    private static func noJSON(_ data: Data) -> String {
        if data.isEmpty { return "it is empty" }
        if begins(data, with: "<") { return "it is a page for people, HTML or XML" }
        return "it is not JSON, or it is cut off"
    }

    private static func begins(_ data: Data, with character: Unicode.Scalar) -> Bool {
        data.prefix(1024).first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) } == UInt8(ascii: character)
    }

    private static func describe(_ error: any Error) -> String {
        switch error as? DecodingError {
        case .keyNotFound(let key, let context):
            "`\(path(context.codingPath + [key]))` is missing"
        case .valueNotFound(_, let context):
            "`\(path(context.codingPath))` is null"
        case .typeMismatch(_, let context), .dataCorrupted(let context):
            "`\(path(context.codingPath))`: \(sentence(context.debugDescription))"
        default:
            "something in it cannot be read"
        }
    }

    /// `servers[3].flavor.vcpus`
    private static func path(_ keys: [any CodingKey]) -> String {
        var path = ""
        for key in keys {
            if let index = key.intValue {
                path += "[\(index)]"
            } else {
                path += path.isEmpty ? key.stringValue : ".\(key.stringValue)"
            }
        }
        return path.isEmpty ? "the whole answer" : path
    }

    private static func sentence(_ text: String) -> String {
        var text = text
        while text.hasSuffix(".") { text.removeLast() }
        return text.prefix(1).lowercased() + text.dropFirst()
    }
}

extension CodingUserInfoKey {
    /// Name of the member that holds a listing's items.
    static let listKey = CodingUserInfoKey(rawValue: "tombo.listKey")
}
