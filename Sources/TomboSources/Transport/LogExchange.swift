import Logging
import TomboRecords

extension Logger {
    /// Says that something was asked and what became of it, for every transport alike: never what was said.
    func exchange(
        _ message: Logger.Message, _ request: HTTPRequest, _ result: Result<HTTPResponse, CollectError>,
        _ duration: Duration
    ) {
        var metadata: Logger.Metadata = [
            LogKeys.method: "\(request.method)", LogKeys.url: "\(Redactor.standard.text(request.url))",
            LogKeys.durationMs: "\(duration.milliseconds)",
        ]
        switch result {
        case .success(let response):
            metadata[LogKeys.status] = "\(response.status)"
            metadata[LogKeys.bytes] = "\(response.body.count)"
        case .failure(let error): metadata[LogKeys.errorCode] = "\(error.code.rawValue)"
        }
        debug(message, metadata: metadata)
    }
}
