import Foundation
import Testing
import TomboRecords
import TomboTestKit

@testable import TomboSources

/// Sends and expects a failure; hands it back for closer looks.
func failure(
    of transport: any Transport, _ request: HTTPRequest, sourceLocation: SourceLocation = #_sourceLocation
) async -> CollectError? {
    do throws(CollectError) {
        let response = try await transport.send(request)
        Issue.record("answered \(response.status) where a failure was expected", sourceLocation: sourceLocation)
        return nil
    } catch {
        return error
    }
}

/// Settings for loopback: impatient, so that a fault does not take long.
func impatient(
    trust: TransportSettings.Trust = .system, deadline: Duration = .seconds(10), bodyLimit: Int = 1 << 20
) -> TransportSettings {
    TransportSettings(
        version: "1.2.3", trust: trust, connectTimeout: .seconds(5), requestDeadline: deadline, bodyLimit: bodyLimit)
}

extension Data {
    var text: String { String(decoding: self, as: UTF8.self) }
}
