public import TomboRecords

/// Passes requests on and has every exchange recorded.
///
/// It stands outside ``RetryingTransport``: what is replayed is what the
/// collectors were told in the end, and a replay has nothing to wait for.
public struct RecordingTransport: Transport {
    private let inner: any Transport
    private let recorder: Recorder
    private let source: String

    /// `source` is a name in the recording's manifest.
    public init(_ inner: any Transport, recorder: Recorder, source: String) {
        self.inner = inner
        self.recorder = recorder
        self.source = source
    }

    public func send(_ request: HTTPRequest) async throws(CollectError) -> HTTPResponse {
        let path = recorder.path(for: request, source: source)
        do {
            let response = try await inner.send(request)
            recorder.write(request, .success(response), to: path)
            return response
        } catch {
            recorder.write(request, .failure(Self.replayable(error)), to: path)
            throw error
        }
    }

    /// A request is cancelled when its collector's time is up; replayed as
    /// cancelled it would look as if somebody had interrupted the replay.
    private static func replayable(_ error: CollectError) -> CollectError {
        guard error.code == .cancelled else { return error }
        return CollectError(.timedOut, "This request was given up while it was recorded.", remedy: error.remedy)
    }
}
