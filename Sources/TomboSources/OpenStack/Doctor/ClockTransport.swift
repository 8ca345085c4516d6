import Foundation
import Synchronization
import TomboRecords

/// Reads the clocks of the services off the answers that pass through.
final class ClockTransport: Transport {
    /// What a service's clock says, against ours.
    struct Reading: Sendable, Hashable {
        /// Above 0 where the service is ahead.
        var ahead: Double
        /// Half of what the answer took, and of the second that `Date` is cut to.
        var doubt: Double
    }

    private let inner: any Transport
    private let timing: Timing
    private let readings = Mutex<[String: Reading]>([:])

    init(_ inner: any Transport, timing: Timing) {
        self.inner = inner
        self.timing = timing
    }

    /// By place, as in `10.0.0.1:8774`: the surest of its answers.
    subscript(place: String) -> Reading? { readings.withLock { $0[place] } }

    func send(_ request: HTTPRequest) async throws(CollectError) -> HTTPResponse {
        let before = timing.date()
        let response = try await inner.send(request)
        let took = Double(timing.date().milliseconds - before.milliseconds) / 1000
        if let moment = Self.moment(of: response), took >= 0 {
            let middle = Double(before.milliseconds) / 1000 + took / 2
            let reading = Reading(ahead: moment.seconds - middle, doubt: moment.doubt + took / 2)
            let place = try Target(request.url).place
            readings.withLock { readings in
                if readings[place].map({ reading.doubt < $0.doubt }) ?? true { readings[place] = reading }
            }
        }
        return response
    }

    /// `Date`, or when Keystone says that it issued a token: some web servers
    /// send no `Date`.
    private static func moment(of response: HTTPResponse) -> (seconds: Double, doubt: Double)? {
        if let date = response.headers["Date"].flatMap({ RetryAfter.date($0) }) {
            return (Double(date.milliseconds) / 1000 + 0.5, 0.5)
        }
        guard response.headers["X-Subject-Token"] != nil else { return nil }
        let body = Value(json: String(decoding: response.body, as: UTF8.self))
        return body?["token"]["issued_at"].text.flatMap { Instant($0) }.map { (Double($0.milliseconds) / 1000, 0.5) }
    }
}
