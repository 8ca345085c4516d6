import Logging
import TomboRecords

/// A source of the configuration that cannot be asked: its credentials are
/// not there, or cannot be used. Its kinds fail for that reason, and the other
/// sources of the cloud are asked all the same.
struct UnusableSource: Source {
    let name: String
    let specs: [RecordSpec]
    let error: CollectError

    func collect(with means: SourceMeans) async -> [Collection] {
        specs.map { Collection(source: name, spec: $0, result: .failed(error)) }
    }

    func examine(_ configured: ConfiguredSource, cloud: String, with means: SourceMeans) async -> DoctorReport {
        DoctorReport(rows: [DoctorRow(.config, name, error)], isReachable: false)
    }

    /// As a section of the configuration gives it.
    var configured: ConfiguredSource {
        ConfiguredSource(
            source: self, type: name, access: NoAccess(error: error), recordedSettings: [:], secrets: [],
            deadline: nil, origin: "the configuration", warnings: [])
    }
}

/// Leads nowhere.
private struct NoAccess: Access, OpenTransport {
    let error: CollectError

    func open(_ logger: Logger?) -> any OpenTransport { self }
    func send(_ request: HTTPRequest) async throws(CollectError) -> HTTPResponse { throw error }
    func close() async {}
}
