import Foundation
public import Logging
public import TomboRecords
public import TomboSources
import TomboStore

/// One round to collect from one cloud: from where, through what, and under
/// which name.
///
/// `tombo collect` makes one for a person, the daemon one for each round.
public struct CollectPlan: Sendable {
    /// The sources that a configuration may have.
    public static let sourceNames = SourceType.all.map(\.name)
    public static let defaultDeadline: Duration = .seconds(300)

    public let cloud: String
    public let label: String?
    let parts: [Part]
    private let recorder: Recorder?
    /// When the round began: for a recording and its replay the same as for the snapshot.
    public let startedAt: Instant
    /// When a recording that is replayed ended; nil is when the round has.
    public let finishedAt: Instant?
    private let timing: Timing

    /// One source, with what it is asked with.
    struct Part: Sendable {
        var source: any Source
        /// See ``SourceMeans/since``.
        var since: NewsSince
        /// See ``SourceMeans/serversBefore``.
        var serversBefore: ServersBefore?
        var deadline: Duration
        var way: Way
    }

    /// Each source has a transport of its own: what one cloud's certificates
    /// are believed by, or how many connections it holds, is no other's.
    enum Way: Sendable {
        case live(any Access)
        case replaying(Recording)

        /// The kinds that a recording can answer for; nil is all.
        func kinds(of source: any Source) -> Set<String>? {
            guard case .replaying(let recording) = self else { return nil }
            return recording.sources.first { $0.name == source.name }?.kinds
        }
    }

    /// - Parameters:
    ///   - recording: What is replayed, as if it were now when it was made.
    ///   - cloud: Its name in the database.
    ///   - label: The snapshot's.
    ///   - sources: Only these, where there are some.
    ///   - deadline: Seconds that a source has.
    ///   - start: When it is played as if it were now; nil for when it was made.
    ///   - timing: The clocks.
    /// - Throws: `CollectError` for a source that this tombo does not know.
    public init(
        replaying recording: Recording, as cloud: String, label: String?, sources: [String] = [],
        deadline: Int? = nil, from start: Instant? = nil, timing: Timing = .live
    ) throws(CollectError) {
        self.cloud = cloud
        self.label = label
        self.timing = timing
        recorder = nil
        startedAt = start ?? recording.startedAt
        finishedAt = start == nil ? recording.finishedAt ?? recording.startedAt : nil
        var parts: [Part] = []
        for source in recording.sources where sources.isEmpty || sources.contains(source.name) {
            parts.append(
                Part(
                    source: try SourceType.source(replaying: source, in: recording),
                    since: NewsSince(recorded: source.settings),
                    deadline: deadline.map { .seconds($0) } ?? Self.defaultDeadline,
                    way: .replaying(recording)))
        }
        self.parts = parts
    }

    /// - Parameters:
    ///   - cloud: Its name in the database.
    ///   - sources: What there is to ask.
    ///   - wanted: Names of those that are asked; empty for all. The others are older afterwards, not missing.
    ///   - directory: Where to record, where it is to be recorded.
    ///   - label: The snapshot's name.
    ///   - deadline: Seconds that each source has, where that is not what the configuration says.
    ///   - database: Where the moments stand from which on news are asked.
    ///   - timing: The clocks.
    /// - Throws: `CollectError` when the recording cannot be begun, `StoreError` when the database cannot be read.
    public init(
        live cloud: String, _ sources: [ConfiguredSource], only wanted: [String] = [],
        recordingTo directory: String? = nil, label: String? = nil, deadline: Duration? = nil, database: String,
        timing: Timing = .live
    ) throws {
        self.cloud = cloud
        self.label = label
        self.timing = timing
        let startedAt = timing.date()
        self.startedAt = startedAt
        finishedAt = nil
        let asked = sources.filter { wanted.isEmpty || wanted.contains($0.source.name) }
        parts = try asked.map { configured in
            let source = configured.source
            let known = try Known(
                of: source, cloud: cloud, database: database, now: startedAt, isRecording: directory != nil)
            return Part(
                source: source, since: known.since, serversBefore: known.servers,
                deadline: deadline ?? configured.deadline ?? Self.defaultDeadline, way: .live(configured.access))
        }
        guard let directory else {
            recorder = nil
            return
        }
        let recorded = zip(asked, parts).map { configured, part in
            Recording.Source(
                name: part.source.name, type: configured.type,
                settings: configured.recordedSettings.merging(part.since.recordedSettings) { $1 },
                kinds: Set(part.source.specs.map(\.kind)))
        }
        let recording = Recording(
            directory: directory, tombo: TomboVersion.current, cloud: cloud, label: label, startedAt: startedAt,
            sources: recorded)
        recorder = try Recorder(recording, redactor: Redactor(secrets: asked.flatMap(\.secrets)))
    }

    /// All sources side by side: a dead one delays nobody.
    public func collect(
        logger: Logger, progress: (@Sendable (CollectorProgress) -> Void)? = nil
    ) async -> Round {
        let collections = await withTaskGroup(of: (Int, [TomboRecords.Collection]).self) { group in
            for (index, part) in parts.enumerated() {
                group.addTask { (index, await collect(part, logger, progress)) }
            }
            var collected: [(Int, [TomboRecords.Collection])] = []
            for await part in group { collected.append(part) }
            return collected.sorted { $0.0 < $1.0 }.flatMap(\.1)
        }
        return Round(
            cloud: cloud, label: label, startedAt: startedAt, finishedAt: finishedAt ?? timing.date(),
            collections: collections)
    }

    private func collect(
        _ part: Part, _ logger: Logger, _ progress: (@Sendable (CollectorProgress) -> Void)?
    ) async -> [TomboRecords.Collection] {
        func ask(through transport: any Transport) async -> [TomboRecords.Collection] {
            await part.source.collect(
                with: SourceMeans(
                    transport: transport, logger: logger, deadline: part.deadline, since: part.since,
                    serversBefore: part.serversBefore, kinds: part.way.kinds(of: part.source), progress: progress))
        }
        switch part.way {
        case .replaying(let recording):
            return await ask(through: ReplayTransport(recording, source: part.source.name))
        case .live(let access):
            do {
                return try await access.with(logger) { live in
                    let retrying = RetryingTransport(live)
                    guard let recorder else { return await ask(through: retrying) }
                    return await ask(
                        through: RecordingTransport(retrying, recorder: recorder, source: part.source.name))
                }
            } catch {
                // A CA file that cannot be used: of this source alone, and said like any other failure of it.
                let error = error as? CollectError ?? CollectError(.misconfigured, "\(error)")
                return part.source.specs.map {
                    TomboRecords.Collection(source: part.source.name, spec: $0, result: .failed(error))
                }
            }
        }
    }

    /// Closes what is recorded, where something is.
    public func finishRecording(at instant: Instant) throws { try recorder?.finish(at: instant) }
}
