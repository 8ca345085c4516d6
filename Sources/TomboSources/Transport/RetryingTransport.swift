public import TomboRecords

/// How often and how long to ask again.
public struct RetryPolicy: Sendable {
    /// Requests in all, the first included.
    public var tries: Int
    /// The longest wait before the second try; it doubles with each further one.
    public var base: Duration
    /// Where doubling ends.
    public var cap: Duration
    /// From the first request on: no try begins later than this, or later
    /// than the source's own deadline.
    public var deadline: Duration

    public init(
        tries: Int = 4, base: Duration = .milliseconds(250), cap: Duration = .seconds(10),
        deadline: Duration = .seconds(120)
    ) {
        self.tries = tries
        self.base = base
        self.cap = cap
        self.deadline = deadline
    }

    /// Answers that say "later": too many requests, and a gateway or service
    /// that is not up. Not 500: a service that failed by its own account
    /// fails again, and Nova's takes a minute each time.
    static let statuses: Set<Int> = [429, 502, 503, 504]
}

/// Asks again where that may help, and nowhere else.
///
/// Only requests that do no harm when repeated, only errors that say they may
/// pass. After the last try the last answer or error stands: a 503 stays an
/// answer for the caller to judge.
public struct RetryingTransport: Transport {
    private let inner: any Transport
    private let policy: RetryPolicy
    private let timing: Timing
    private let random: @Sendable () -> Double

    /// `random` gives a number in 0..<1, for the jitter.
    public init(
        _ inner: any Transport, policy: RetryPolicy = .init(), timing: Timing = .live,
        random: @escaping @Sendable () -> Double = { .random(in: 0..<1) }
    ) {
        self.inner = inner
        self.policy = policy
        self.timing = timing
        self.random = random
    }

    public func send(_ request: HTTPRequest) async throws(CollectError) -> HTTPResponse {
        let started = timing.now()
        var attempt = 1
        while true {
            let result = await outcome(of: request)
            guard request.isIdempotent, attempt < policy.tries, !request.isAnswered(by: result),
                let delay = delay(after: result, attempt)
            else {
                return try result.get()
            }
            let end = min(started + policy.deadline, RoundDeadline.current ?? started + policy.deadline)
            if timing.now() + delay > end { return try result.get() }
            do {
                try await timing.sleep(delay)
            } catch {
                throw CollectError(.cancelled, "A request was interrupted while it waited to be repeated.")
            }
            attempt += 1
        }
    }

    private func outcome(of request: HTTPRequest) async -> Result<HTTPResponse, CollectError> {
        do {
            return .success(try await inner.send(request))
        } catch {
            return .failure(error)
        }
    }

    /// How long to wait before asking again; nil when that would not help.
    private func delay(after result: Result<HTTPResponse, CollectError>, _ attempt: Int) -> Duration? {
        switch result {
        case .failure(let error):
            return error.isRetryable ? backoff(attempt) : nil
        case .success(let response):
            guard RetryPolicy.statuses.contains(response.status) else { return nil }
            let asked = response.headers["Retry-After"].flatMap { RetryAfter.delay($0, now: timing.date()) }
            return asked ?? backoff(attempt)
        }
    }

    /// Anything from nothing to the whole of a doubling wait ("full jitter"):
    /// clients that failed together do not come back together.
    private func backoff(_ attempt: Int) -> Duration {
        let doubled = policy.base * Int(1 << min(attempt - 1, 20))
        return min(doubled, policy.cap) * random()
    }
}

extension HTTPRequest {
    fileprivate func isAnswered(by result: Result<HTTPResponse, CollectError>) -> Bool {
        guard case .success(let response) = result else { return false }
        return answeringStatuses.contains(response.status)
    }
}
