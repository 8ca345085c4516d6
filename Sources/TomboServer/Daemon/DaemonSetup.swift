public import TomboQuery
public import TomboRecords
public import TomboSources

/// What one reading of the configuration gives the daemon to work with.
public struct DaemonSetup: Sendable {
    public var settings: DaemonSettings
    public var clouds: [Cloud]
    /// Names of servers for each role of each cloud.
    public var roles: [String: [String: [String]]]
    /// Settings of the checks, and rules of one's own.
    public var checks: CheckPlan

    public init(
        settings: DaemonSettings, clouds: [Cloud], roles: [String: [String: [String]]] = [:],
        checks: CheckPlan = CheckPlan()
    ) {
        self.checks = checks
        self.settings = settings
        self.clouds = clouds
        self.roles = roles
    }

    public struct Cloud: Sendable {
        public var name: String
        public var way: Way

        public init(name: String, way: Way) {
            self.name = name
            self.way = way
        }

        /// The names under which its sources are scheduled.
        var sources: [String] {
            switch way {
            case .live(let sources): sources.map(\.source.name)
            case .unusable, .replaying: [Self.whole]
            }
        }

        static let whole = "all"
    }

    public enum Way: Sendable {
        case live([ConfiguredSource])
        /// It cannot be asked; the others can.
        case unusable(CollectError)
        /// Recordings that are played one after the other, round after round, as if they were of now.
        case replaying([Recording])
    }

    /// The times of each cloud, as the schedule takes them; `age` tells how old a cloud's last snapshot is.
    func times(age: (String) -> Duration?) -> [String: CloudRhythm.Times] {
        clouds.reduce(into: [:]) { times, cloud in
            let intervals = cloud.sources.map { ($0, settings.interval(of: $0, in: cloud.name)) }
            times[cloud.name] = CloudRhythm.Times(
                intervals: Dictionary(intervals) { first, _ in first }, jitter: settings.jitter,
                longestBackoff: settings.longestBackoff, age: age(cloud.name))
        }
    }

    /// The longest that a round of any cloud may take by its own rules.
    var longestRound: Duration {
        clouds.map { cloud in
            guard case .live(let sources) = cloud.way else { return CollectPlan.defaultDeadline }
            return sources.map { deadline(of: $0, in: cloud.name) }.max() ?? .zero
        }.max() ?? .zero
    }

    /// What the configuration says, or the default; but a source that hangs
    /// must not hold up one that is asked more often than that.
    func deadline(of source: ConfiguredSource, in cloud: String) -> Duration {
        if let said = source.deadline { return said }
        let intervals = clouds.first { $0.name == cloud }?.sources.map { settings.interval(of: $0, in: cloud) } ?? []
        return max(.seconds(10), min(CollectPlan.defaultDeadline, intervals.min() ?? CollectPlan.defaultDeadline))
    }

    /// A round over some sources of a cloud.
    func plan(
        _ name: String, _ wanted: Set<String>, number: Int, database: String, timing: Timing
    ) throws -> CollectPlan {
        guard let cloud = clouds.first(where: { $0.name == name }) else {
            throw CollectError(.misconfigured, "There is no cloud `\(name)` any more.")
        }
        switch cloud.way {
        case .unusable(let error): throw error
        case .replaying(let recordings):
            return try CollectPlan(
                replaying: recordings[number % recordings.count], as: name, label: nil, from: timing.date(),
                timing: timing)
        case .live(let sources):
            let bounded = sources.map { source in
                var source = source
                source.deadline = deadline(of: source, in: name)
                return source
            }
            return try CollectPlan(live: name, bounded, only: wanted.sorted(), database: database, timing: timing)
        }
    }
}
