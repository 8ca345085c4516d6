import Foundation
public import Logging
public import TomboRecords

/// Through a file that somebody put there: `READ` and its path.
public struct FileAccess: Access, OpenTransport {
    /// Bytes of a file.
    public var limit = 128 << 20

    public init() {}

    public func open(_ logger: Logger?) -> any OpenTransport { self }
    public func close() async {}

    public func send(_ request: HTTPRequest) async throws(CollectError) -> HTTPResponse {
        let path = request.url
        guard let data = FileManager.default.contents(atPath: path) else {
            throw CollectError(
                .notFound, "The file \(path) cannot be read.",
                remedy: "Check that it is there and that this user may read it.")
        }
        guard data.count <= limit else {
            throw CollectError(
                .tooLarge, "The file \(path) has more than \(limit >> 20) MiB.", remedy: "Check what it is.")
        }
        CostMeter.current?.count(bytes: data.count)
        return HTTPResponse(status: 200, body: data)
    }
}
