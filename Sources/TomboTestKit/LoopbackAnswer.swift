/// A request as a ``LoopbackServer`` received it.
public struct LoopbackRequest: Sendable {
    public var method: String
    /// Path and query.
    public var path: String
    public var headers: [(name: String, value: String)]
    public var body: String
    /// Which request of this server it is, from 1.
    public var number: Int
    /// Which connection it came over, from 1, and which request it is there.
    public var connection: Int
    public var numberOnConnection: Int

    public func header(_ name: String) -> String? {
        headers.first { $0.name.lowercased() == name.lowercased() }?.value
    }
}

/// What a ``LoopbackServer`` does with a request, well or badly.
public enum LoopbackAnswer: Sendable {
    /// As it should be; the connection is kept.
    case response(Int, headers: [String: String] = [:], body: [UInt8] = [])
    /// Never answers.
    case hang
    /// A head that promises `body`, then a byte of it each `milliseconds`.
    case drip(body: [UInt8], milliseconds: Int64)
    /// A head that promises `length` bytes, then `body`, then the end.
    case truncate(length: Int, body: [UInt8])
    /// A chunked body of so many bytes, as fast as they are taken.
    case flood(bytes: Int)
    /// These bytes, then the end.
    case raw([UInt8])
    /// The end, without a byte.
    case close
    /// A TCP reset, as of a proxy that forgot the connection.
    case reset

    public static func json(_ text: String, status: Int = 200, headers: [String: String] = [:]) -> LoopbackAnswer {
        .response(
            status, headers: headers.merging(["Content-Type": "application/json"]) { a, _ in a },
            body: [UInt8](text.utf8))
    }
}
