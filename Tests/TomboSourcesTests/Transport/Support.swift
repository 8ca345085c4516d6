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

/// Settings for loopback. What a test waits for has a deadline of its own;
/// these are long, so that a busy machine is not taken for a fault.
func impatient(
    trust: TransportSettings.Trust = .system, deadline: Duration = .seconds(120), bodyLimit: Int = 1 << 20
) -> TransportSettings {
    TransportSettings(
        version: "1.2.3", trust: trust, connectTimeout: .seconds(60), requestDeadline: deadline, bodyLimit: bodyLimit)
}

extension Data {
    var text: String { String(decoding: self, as: UTF8.self) }
}
