import Foundation
import Logging
import TomboRecords
import TomboSources
import TomboStore

/// One round to collect: from where, through what, and under which name.
struct CollectPlan {
    /// The sources that a configuration may have.
    static let sourceNames = ["openstack"]

    let cloud: String
    let label: String?
    private let sources: [any Source]
    /// By source: see ``SourceMeans/since``.
    private let since: [String: NewsSince]
    private let transport: Means
    /// When the round began: for a recording and its replay the same as for the snapshot.
    private let startedAt: Instant
    /// When a recording that is replayed ended; nil is when the round has.
    private let finishedAt: Instant?

    private enum Means {
        case live(TransportSettings)
        case recording(TransportSettings, Recorder)
        case replaying(Recording)
    }

    static func make(for command: CollectCommand) throws -> [CollectPlan] {
        if let directory = command.replay {
            let recordings = try Recording.find(in: directory)
            guard recordings.count == 1 || command.label == nil else {
                throw CollectError(
                    .misconfigured,
                    "\(directory) holds \(recordings.count) recordings, and a label names one snapshot.",
                    remedy: "Leave --label out: each recording brings its own.")
            }
            return try recordings.map { try CollectPlan(replaying: $0, command) }
        }
        return [try CollectPlan(live: command)]
    }

    private init(replaying recording: Recording, _ command: CollectCommand) throws {
        cloud = command.global.cloud ?? recording.cloud
        label = command.label ?? recording.label
        transport = .replaying(recording)
        startedAt = recording.startedAt
        finishedAt = recording.finishedAt ?? recording.startedAt
        since = Dictionary(recording.sources.map { ($0.name, NewsSince(recorded: $0.settings)) }) { first, _ in first }
        sources = try recording.sources.filter { command.source.isEmpty || command.source.contains($0.name) }.map {
            guard $0.type == "openstack" else {
                throw CollectError(
                    .unsupportedVersion, "\(recording.directory) holds a source of type \($0.type).",
                    remedy: "Replay it with the tombo that recorded it, \(recording.tombo), or a later one.")
            }
            return OpenStackSource(name: $0.name, configuration: try OpenStackConfiguration(replaying: $0.settings))
        }
    }

    private init(live command: CollectCommand) throws {
        let environment = ProcessInfo.processInfo.environment
        let credentials = try OpenStackCredentialSearch(
            cloud: command.global.cloud, environment: environment,
            workingDirectory: FileManager.default.currentDirectoryPath,
            homeDirectory: environment["HOME"] ?? NSHomeDirectory()
        ).find()
        if !command.global.quiet {
            for warning in credentials.warnings {
                StandardError.write("Warning: \(warning.message)\nHint: \(warning.remedy)\n")
            }
        }
        cloud = credentials.cloud
        label = command.label
        startedAt = .now
        finishedAt = nil
        let source = OpenStackSource(configuration: credentials.configuration)
        sources = [source]
        let news = NewsSince(
            source.specs, lastComplete: try Self.lastComplete(of: source, cloud: cloud, command),
            now: startedAt, isRecording: command.record != nil)
        since = [source.name: news]
        let settings = TransportSettings(version: TomboVersion.current, trust: credentials.configuration.trust)
        if let directory = command.record {
            let recording = Recording(
                directory: directory, tombo: TomboVersion.current, cloud: cloud, label: command.label,
                startedAt: startedAt,
                sources: [
                    .init(
                        name: source.name, type: "openstack",
                        settings: credentials.configuration.recordedSettings.merging(news.recordedSettings) { $1 })
                ])
            let secrets = [credentials.configuration.auth.secret].compactMap(\.self)
            transport = .recording(settings, try Recorder(recording, redactor: Redactor(secrets: secrets)))
        } else {
            transport = .live(settings)
        }
    }

    /// When the last round that read a kind of a source whole began; nothing before there is a database.
    private static func lastComplete(
        of source: any Source, cloud: String, _ command: CollectCommand
    ) throws -> [String: Instant] {
        let path = command.global.databasePath
        guard FileManager.default.fileExists(atPath: path) else { return [:] }
        return try StoreReader(path: path, specs: Catalog.specs).read {
            try $0.lastComplete(cloud: cloud, source: source.name)
        }
    }

    func collect(deadline: Duration, logger: Logger, progress: ProgressDisplay?) async throws -> Round {
        let collections: [TomboRecords.Collection]
        switch transport {
        case .replaying(let recording):
            collections = await collect(deadline, logger, progress) { ReplayTransport(recording, source: $0) }
        case .live(let settings):
            collections = try await withLiveTransport(settings, logger: logger) { live in
                await collect(deadline, logger, progress) { _ in RetryingTransport(live) }
            }
        case .recording(let settings, let recorder):
            collections = try await withLiveTransport(settings, logger: logger) { live in
                await collect(deadline, logger, progress) {
                    RecordingTransport(RetryingTransport(live), recorder: recorder, source: $0)
                }
            }
        }
        progress?.clear()
        return Round(
            cloud: cloud, label: label, startedAt: startedAt, finishedAt: finishedAt ?? .now,
            collections: collections)
    }

    /// All sources side by side: a dead one delays nobody.
    private func collect(
        _ deadline: Duration, _ logger: Logger, _ progress: ProgressDisplay?,
        _ transport: @Sendable (String) -> any Transport
    ) async -> [TomboRecords.Collection] {
        await withTaskGroup(of: (Int, [TomboRecords.Collection]).self) { group in
            for (index, source) in sources.enumerated() {
                let means = SourceMeans(
                    transport: transport(source.name), logger: logger, deadline: deadline,
                    since: since[source.name] ?? NewsSince(), progress: progress?.report)
                group.addTask { (index, await source.collect(with: means)) }
            }
            var collected: [(Int, [TomboRecords.Collection])] = []
            for await part in group { collected.append(part) }
            return collected.sorted { $0.0 < $1.0 }.flatMap(\.1)
        }
    }

    func finishRecording(at instant: Instant) throws {
        if case .recording(_, let recorder) = transport { try recorder.finish(at: instant) }
    }
}
