public import Logging
public import TomboRecords

/// What a round has come to, for a person who waits.
public enum CollectorProgress: Sendable {
    case started(source: String, kind: String)
    case finished(source: String, kind: String, outcome: CollectionOutcome, count: Int, cost: CollectionCost)
}

/// Runs the collectors of one source side by side.
///
/// What every collector needs alike is here and nowhere else: it times them,
/// counts what they ask, stops them at the source's deadline, and turns each
/// end (complete, partial, failed) into data. One that fails or hangs never
/// stops another.
public struct CollectorRunner: Sendable {
    /// Collectors at once; each may have several requests open.
    public var width: Int
    /// For all collectors of the source together.
    public var deadline: Duration
    private let timing: Timing
    private let logger: Logger
    private let redactor: Redactor
    private let progress: (@Sendable (CollectorProgress) -> Void)?

    public init(
        width: Int = 4, deadline: Duration = .seconds(300), timing: Timing = .live, logger: Logger,
        redactor: Redactor = .standard, progress: (@Sendable (CollectorProgress) -> Void)? = nil
    ) {
        self.width = max(1, width)
        self.deadline = deadline
        self.timing = timing
        self.logger = logger
        self.redactor = redactor
        self.progress = progress
    }

    /// Returns one collection for each entry, in the order of `entries`.
    ///
    /// The deadline counts from `start`, on the runner's clock: signing in
    /// takes some of it. Nil is now.
    public func run<Client>(
        _ entries: [CollectorEntry<Client>], source: String, client: Client, since start: Duration? = nil
    ) async -> [Collection] {
        let started = start ?? timing.now()
        var collections = [Collection?](repeating: nil, count: entries.count)
        await withTaskGroup(of: (Int, Collection).self) { group in
            var next = 0
            func startNext() {
                guard next < entries.count else { return }
                let index = next
                next += 1
                group.addTask { (index, await collect(entries[index], source, client, started)) }
            }
            for _ in 0..<width { startNext() }
            for await (index, collection) in group {
                collections[index] = collection
                startNext()
            }
        }
        return collections.compactMap(\.self)
    }

    private func collect<Client>(
        _ entry: CollectorEntry<Client>, _ source: String, _ client: Client, _ roundStarted: Duration
    ) async -> Collection {
        let kind = entry.spec.kind
        progress?(.started(source: source, kind: kind))
        let started = timing.now()
        let meter = CostMeter()
        let raced = await race(limit: deadline - (started - roundStarted), sleep: timing.sleep) { [deadline] in
            await RoundDeadline.$current.withValue(roundStarted + deadline) {
                await CostMeter.$current.withValue(meter) { await Self.outcome(of: entry, client) }
            }
        }
        let result: Collection.Result =
            switch raced {
            case .answered(.success(let listing)):
                await redactor.result(Deduplication.result(of: listing, kind: kind), spec: entry.spec)
            case .answered(.failure(let error)): .failed(redactor.error(error))
            case .deadline: .failed(overdue(kind, source))
            case .cancelled:
                .failed(CollectError(.cancelled, "Reading \(kind) from source `\(source)` was interrupted."))
            }
        let cost = CollectionCost(
            requests: meter.requests, bytes: meter.bytes, durationMs: (timing.now() - started).milliseconds)
        let collection = Collection(source: source, spec: entry.spec, result: result, cost: cost)
        log(collection)
        progress?(
            .finished(
                source: source, kind: kind, outcome: collection.outcome, count: collection.rows.count, cost: cost))
        return collection
    }

    private static func outcome<Client>(
        of entry: CollectorEntry<Client>, _ client: Client
    ) async -> Result<Listing<RecordRow>, CollectError> {
        do {
            return .success(try await entry.collect(client))
        } catch {
            return .failure(error)
        }
    }

    private func overdue(_ kind: String, _ source: String) -> CollectError {
        CollectError(
            .timedOut, "\(kind) was not read in full within the \(deadline.spoken) that source `\(source)` has.",
            remedy: "Raise the deadline of the source, or see with `-v` which request is slow.")
    }

    private func log(_ collection: Collection) {
        var metadata: Logger.Metadata = [
            LogKeys.source: "\(collection.source)", LogKeys.collector: "\(collection.spec.kind)",
            LogKeys.count: "\(collection.rows.count)", LogKeys.requests: "\(collection.cost.requests)",
            LogKeys.bytes: "\(collection.cost.bytes)", LogKeys.durationMs: "\(collection.cost.durationMs)",
        ]
        switch collection.result {
        case .complete, .skipped:
            logger.debug("collected", metadata: metadata)
        case .partial(_, let reason):
            metadata[LogKeys.reason] = "\(reason)"
            logger.warning("collected a part", metadata: redactor.metadata(metadata))
        case .failed(let error):
            metadata[LogKeys.errorCode] = "\(error.code.rawValue)"
            metadata[LogKeys.reason] = "\(error.message)"
            logger.error("collector failed", metadata: redactor.metadata(metadata))
        }
    }
}
