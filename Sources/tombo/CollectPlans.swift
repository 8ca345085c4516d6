import TomboRecords
import TomboServer
import TomboSources

/// Everything that one `collect` does.
struct CollectPlans {
    /// Clouds that are asked side by side, each for one snapshot; or recordings, one after the other.
    var plans: [CollectPlan] = []
    var areReplays = false
    /// Clouds that nobody can ask, as their credentials are not there: no snapshot is made of them.
    var unusable: [(cloud: String, error: CollectError)] = []
    var warnings: [CredentialWarning] = []

    static func make(for command: CollectCommand) throws -> CollectPlans {
        if let directory = command.replay { return try replaying(directory, command) }
        return try live(command)
    }

    private static func live(_ command: CollectCommand) throws -> CollectPlans {
        let clouds = try CloudPlans.find(global: command.global)
        var made = CollectPlans()
        for cloud in clouds {
            switch cloud.sources {
            case .success(let sources):
                // One recording is one round of one cloud, so that several clouds are folders beside each other.
                let directory = command.record.map { clouds.count > 1 ? "\($0)/\(cloud.name)" : $0 }
                made.plans.append(
                    try CollectPlan(
                        live: cloud.name, sources, only: command.source, recordingTo: directory,
                        label: command.label, deadline: command.deadline.map { .seconds($0) },
                        database: try command.global.databasePath))
                for warning in sources.flatMap(\.warnings) where !made.warnings.contains(warning) {
                    made.warnings.append(warning)
                }
            case .failure(let error): made.unusable.append((cloud.name, error))
            }
        }
        if made.plans.isEmpty, made.unusable.count == 1, let only = made.unusable.first { throw only.error }
        return made
    }

    private static func replaying(_ directory: String, _ command: CollectCommand) throws -> CollectPlans {
        let recordings = try Recording.find(in: [directory], cloud: command.global.cloud)
        if command.label != nil, recordings.count > Set(recordings.map(\.cloud)).count {
            throw CollectError(
                .misconfigured,
                "\(directory) holds \(recordings.count) recordings, and a label names one snapshot of a cloud.",
                remedy: "Leave --label out: each recording brings its own.")
        }
        let plans = try recordings.map { recording in
            try CollectPlan(
                replaying: recording, as: command.global.cloud ?? recording.cloud,
                label: command.label ?? recording.label, sources: command.source, deadline: command.deadline)
        }
        return CollectPlans(plans: plans, areReplays: true)
    }
}

extension Recording {
    /// The recordings in some directories; of several clouds `cloud` picks one, those of one cloud it only calls by
    /// another name.
    static func find(in directories: [String], cloud: String?) throws(CollectError) -> [Recording] {
        var recordings: [Recording] = []
        for directory in directories { recordings += try find(in: directory) }
        let clouds = Set(recordings.map(\.cloud))
        guard clouds.count > 1, let cloud else { return recordings }
        recordings.removeAll { $0.cloud != cloud }
        if recordings.isEmpty {
            throw CollectError(
                .misconfigured,
                "\(directories.joined(separator: ", ")) holds no recording of \(cloud), but of \(clouds.sorted().joined(separator: ", ")).",
                remedy: "Name one of these with --cloud, or none for all.")
        }
        return recordings
    }
}
