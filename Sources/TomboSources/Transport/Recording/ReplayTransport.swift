import Foundation
import Synchronization
public import TomboRecords

/// Answers from a recording, errors included.
///
/// A request is found by method, address and microversion; the nth time it is
/// asked it gets the nth answer. Asked more often than it was recorded (a
/// client logs in again, since the recorded token has long expired), it gets
/// the last one again: that is how the cloud was.
public final class ReplayTransport: Transport {
    private struct Answers {
        var paths: [String]
        var asked = 0
    }

    private let folder: String
    private let answers = Mutex<[ExchangeName: Answers]>([:])

    public init(_ recording: Recording, source: String) { folder = recording.folder(of: source) }

    public func send(_ request: HTTPRequest) async throws(CollectError) -> HTTPResponse {
        let name = ExchangeName(
            method: request.method, url: Redactor.standard.text(request.url), headers: request.headers)
        if answers.withLock({ $0[name] == nil }) {
            let paths = try paths(of: name)
            answers.withLock { if $0[name] == nil { $0[name] = Answers(paths: paths) } }
        }
        let path = answers.withLock { answers -> String? in
            defer { answers[name]?.asked += 1 }
            return answers[name].flatMap { $0.asked < $0.paths.count ? $0.paths[$0.asked] : $0.paths.last }
        }
        guard let path else {
            CostMeter.current?.count(bytes: 0)
            throw notRecorded(name)
        }
        switch try Self.read(path).outcome {
        case .error(let error):
            CostMeter.current?.count(bytes: 0)
            throw error
        case .response(let status, let headers, let body):
            let body = body?.data ?? Data()
            CostMeter.current?.count(bytes: body.count)
            return HTTPResponse(status: status, headers: headers, body: body)
        }
    }

    /// The files of a name in the order of their ordinals. Different requests
    /// may share a file name, so each file is asked whose it is.
    private func paths(of name: ExchangeName) throws(CollectError) -> [String] {
        let stem = "\(folder)/\(name.slug)"
        var paths: [String] = []
        var ordinal = 1
        while true {
            let path = ordinal == 1 ? "\(stem).json" : "\(stem)-\(ordinal).json"
            guard FileManager.default.fileExists(atPath: path) else { return paths }
            if ExchangeName(try Self.read(path)) == name { paths.append(path) }
            ordinal += 1
        }
    }

    static func read(_ path: String) throws(CollectError) -> Exchange {
        guard let data = FileManager.default.contents(atPath: path),
            let exchange = Value(json: String(decoding: data, as: UTF8.self)).flatMap({ Exchange($0) })
        else {
            throw CollectError(
                .malformedAnswer, "The recorded exchange \(path) cannot be read.",
                remedy: "Restore the file, or record again with `tombo collect --record DIR`.")
        }
        return exchange
    }

    private func notRecorded(_ name: ExchangeName) -> CollectError {
        let version = name.version.isEmpty ? "" : " at `\(name.version)`"
        return CollectError(
            .notRecorded, "\(name.method) \(name.url)\(version) is not in the recording \(folder).",
            remedy: "Record again with this version of tombo: `tombo collect --record DIR`.")
    }
}
