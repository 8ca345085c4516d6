import Logging
public import TomboRecords

/// The OpenStack services of one cloud.
public struct OpenStackSource: Source {
    public let name: String
    public let configuration: OpenStackConfiguration
    private let entries: [CollectorEntry<OpenStackClient>]
    private let limits: ReadingLimits
    /// Kinds that the configuration leaves out.
    public let without: Set<String>
    private let leftOutBy: String
    private let requestsAtOnce: Int

    public var specs: [RecordSpec] { entries.map(\.spec) }

    /// - Parameters:
    ///   - name: As the configuration calls the source.
    ///   - configuration: Where the cloud is and how to get in; see
    ///     ``OpenStackCredentialSearch`` and ``OpenStackConfiguration/init(replaying:)``.
    ///   - kinds: The kinds to read; nil reads all.
    ///   - without: Kinds that are there and not asked, as `leftOutBy` says.
    ///   - leftOutBy: The setting that leaves them out, for their reason.
    ///   - requestsAtOnce: To one service; the others wait their turn.
    ///   - limits: How much one round takes in.
    public init(
        name: String = "openstack", configuration: OpenStackConfiguration, kinds: Set<String>? = nil,
        without: Set<String> = [], leftOutBy: String = "the configuration", requestsAtOnce: Int = 6,
        limits: ReadingLimits = .init()
    ) {
        self.name = name
        self.limits = limits
        self.configuration = configuration
        entries = OpenStackCatalog.all.filter { kinds?.contains($0.spec.kind) ?? true }
        self.without = without
        self.leftOutBy = leftOutBy
        self.requestsAtOnce = requestsAtOnce
    }

    /// The source of a recording, which has no answers for what was left out.
    ///
    /// - Throws: As ``OpenStackConfiguration/init(replaying:)``.
    public init(replaying recorded: Recording.Source) throws(CollectError) {
        let without = recorded.settings[Self.withoutSetting]?.split(separator: ",").map(String.init) ?? []
        self.init(
            name: recorded.name, configuration: try OpenStackConfiguration(replaying: recorded.settings),
            without: Set(without), leftOutBy: "whoever recorded it")
    }

    /// What a recording calls the kinds that were left out.
    static let withoutSetting = "without"

    private func asked(_ means: SourceMeans) -> [CollectorEntry<OpenStackClient>] {
        entries.filter { !without.contains($0.spec.kind) && means.knows($0.spec) }
    }

    /// Signs in and reads every kind.
    ///
    /// When nobody can sign in, every collection fails for that one reason,
    /// and no service is asked.
    public func collect(with means: SourceMeans) async -> [Collection] {
        means.inOrder(await collectAsked(with: means), of: specs, source: name) { [without, leftOutBy] spec in
            without.contains(spec.kind) ? leftOutBy : "a recording that is older than the kind"
        }
    }

    private func collectAsked(with means: SourceMeans) async -> [Collection] {
        let asked = asked(means)
        let started = means.timing.now()
        let client = OpenStackClient(
            configuration: configuration, transport: means.transport, logger: means.logger, timing: means.timing,
            since: means.since, serversBefore: means.serversBefore, requestsAtOnce: requestsAtOnce, limits: limits)
        let meter = CostMeter()
        let signIn = await race(limit: means.deadline, sleep: means.timing.sleep) {
            await RoundDeadline.$current.withValue(started + means.deadline) {
                await CostMeter.$current.withValue(meter) { await Self.failure(of: client) }
            }
        }
        let spent = means.timing.now() - started
        switch signIn {
        case .answered(nil):
            // All at once: a service that hangs holds its own collectors, and must not hold the places of others.
            let runner = CollectorRunner(
                width: asked.count, deadline: means.deadline, timing: means.timing, logger: means.logger,
                redactor: redactor,
                progress: means.progress)
            var collections = await runner.run(asked, source: name, client: client, since: started)
            // Signing in is nobody's own: the first collector carries it, so that a snapshot's sums are whole.
            if !collections.isEmpty {
                collections[0].cost.requests += meter.requests
                collections[0].cost.bytes += meter.bytes
                collections[0].cost.durationMs += spent.milliseconds
            }
            return collections
        case .answered(.some(let error)): return failed(error, meter, means)
        case .deadline:
            let error = CollectError(
                .timedOut, "Signing in to source `\(name)` took longer than the time it has.",
                remedy: "Look whether Keystone answers at \(configuration.authURL), or raise the source's deadline.")
            return failed(error, meter, means)
        case .cancelled:
            return failed(CollectError(.cancelled, "Signing in to source `\(name)` was interrupted."), meter, means)
        }
    }

    /// By value too: whatever a service answers, it must not give our own secret away.
    private var redactor: Redactor { Redactor(secrets: [configuration.auth.secret].compactMap(\.self)) }

    private static func failure(of client: OpenStackClient) async -> CollectError? {
        do throws(CollectError) {
            try await client.signIn()
            return nil
        } catch {
            return error
        }
    }

    /// Every collection failed; the first one carries what the attempt cost.
    private func failed(_ error: CollectError, _ meter: CostMeter, _ means: SourceMeans) -> [Collection] {
        let error = redactor.error(error)
        means.logger.error(
            "source failed",
            metadata: [
                LogKeys.source: "\(name)", LogKeys.errorCode: "\(error.code.rawValue)",
                LogKeys.reason: "\(error.message)",
            ])
        return asked(means).enumerated().map { index, entry in
            let cost = index == 0 ? CollectionCost(requests: meter.requests, bytes: meter.bytes) : CollectionCost()
            return Collection(source: name, spec: entry.spec, result: .failed(error), cost: cost)
        }
    }
}
