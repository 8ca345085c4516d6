import Foundation
import Synchronization
public import TomboRecords

/// Writes a ``Recording`` while the sources are asked.
///
/// A file that cannot be written does not cost the round its snapshot: the
/// collection goes on, and ``finish(at:)`` throws what went wrong.
public final class Recorder: Sendable {
    private struct State {
        /// Exchanges of a name so far, by `source/slug`.
        var ordinals: [String: Int] = [:]
        var failure: CollectError?
    }

    private let recording: Recording
    private let redactor: Redactor
    private let state = Mutex(State())

    /// Makes the directory (0700) and its manifest, as yet without an end.
    ///
    /// - Throws: `misconfigured` when it cannot be written or holds a
    ///   recording already: two rounds in one place would replay as neither.
    public init(_ recording: Recording, redactor: Redactor = .standard) throws(CollectError) {
        self.recording = recording
        self.redactor = redactor
        if FileManager.default.fileExists(atPath: recording.manifestPath) {
            throw CollectError(
                .misconfigured, "\(recording.directory) holds a recording already.",
                remedy: "Name a new directory, or remove this one.")
        }
        do throws(PrivateFile.Failure) {
            try PrivateFile.makeDirectory(recording.directory)
            for source in recording.sources { try PrivateFile.makeDirectory(recording.folder(of: source.name)) }
            try PrivateFile.write(recording.manifest(redactor).prettyJSON + "\n", to: recording.manifestPath)
        } catch {
            throw Self.unwritable(error)
        }
    }

    /// Writes the end into the manifest.
    ///
    /// - Throws: The first failure to write, if there was one; the manifest
    ///   then has no end, as the recording is not whole.
    public func finish(at instant: Instant) throws(CollectError) {
        if let failure = state.withLock(\.failure) { throw failure }
        var recording = recording
        recording.finishedAt = instant
        do throws(PrivateFile.Failure) {
            try PrivateFile.write(recording.manifest(redactor).prettyJSON + "\n", to: recording.manifestPath)
        } catch {
            throw Self.unwritable(error)
        }
    }

    /// Reserves the next file of a request's name. Called when it is asked,
    /// so that repeats are numbered in the order in which they were asked.
    func path(for request: HTTPRequest, source: String) -> String {
        let name = ExchangeName(method: request.method, url: redactor.text(request.url), headers: request.headers)
        let stem = "\(recording.folder(of: source))/\(name.slug)"
        let ordinal = state.withLock { state in
            state.ordinals[stem, default: 0] += 1
            return state.ordinals[stem, default: 1]
        }
        return ordinal == 1 ? "\(stem).json" : "\(stem)-\(ordinal).json"
    }

    func write(_ request: HTTPRequest, _ result: Result<HTTPResponse, CollectError>, to path: String) {
        let exchange = Exchange(request, result, redactor)
        do throws(PrivateFile.Failure) {
            try PrivateFile.write(exchange.value.prettyJSON + "\n", to: path)
        } catch {
            let failure = Self.unwritable(error)
            state.withLock { if $0.failure == nil { $0.failure = failure } }
        }
    }

    private static func unwritable(_ failure: PrivateFile.Failure) -> CollectError {
        CollectError(
            .misconfigured, "The recording could not be written to \(failure.path): \(failure.reason).",
            remedy: "Name a directory that can be written and has room.")
    }
}
