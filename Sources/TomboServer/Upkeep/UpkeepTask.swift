import TomboQuery
import TomboRecords
import TomboSources
import TomboStore

/// One thing that is done from time to time.
struct UpkeepTask: Sendable {
    /// A label of the metrics; never changes.
    var name: String
    var every: Duration
    /// When it was last done, as far as that can be seen from outside.
    var last: Instant?
    /// Does it, and says for the log what came of it.
    var body: @Sendable (DaemonCore) async throws -> String

    /// From the start of the daemon to its first run.
    func wait(_ now: Instant) -> Duration {
        guard let last else { return UpkeepService.first }
        return max(UpkeepService.first, every - .milliseconds(now.milliseconds - last.milliseconds))
    }

    /// What the settings ask for, in the order in which it is done where several are due.
    static func all(_ settings: DaemonSettings, author: String) -> [UpkeepTask] {
        var tasks: [UpkeepTask] = []
        // Before anything is forgotten.
        if let backup = settings.backup { tasks.append(.backup(BackupFolder(backup.folder), backup)) }
        if let every = settings.verifyEvery { tasks.append(verify(every)) }
        if settings.keep != nil || settings.measuresWithin != nil || settings.measuresDaily != nil {
            tasks.append(forget(settings, author))
        }
        tasks.append(tidy(settings.upkeepEvery))
        return tasks
    }

    private static func tidy(_ every: Duration) -> UpkeepTask {
        UpkeepTask(name: "tidy", every: every) { core in
            try await core.writer.write(for: .upkeep) { try $0.tidy() }
            return "statistics and log of the database"
        }
    }

    private static func verify(_ every: Duration) -> UpkeepTask {
        UpkeepTask(name: "verify", every: every) { core in
            let answer = try await core.pool.ask { try $0.answer(VerifyQuestion()) }
            guard VerifyQuestion.isWhole(answer) else {
                throw StoreError(
                    .corrupt, "The history is not as it was saved.", remedy: "Run `tombo verify`, and restore a backup."
                )
            }
            return "the history is whole"
        }
    }

    private static func forget(_ settings: DaemonSettings, _ author: String) -> UpkeepTask {
        UpkeepTask(name: "forget", every: settings.upkeepEvery) { core in
            let (now, offset) = (core.timing.date(), core.clock().offset)
            let said = try await core.writer.write(for: .upkeep) { store in
                let reader = try StoreReader(path: store.path, specs: SourceType.specs)
                let plan = try reader.read {
                    try $0.forgetPlan(
                        settings.keep?.policy ?? ForgetPolicy(), measures: settings.retention(offset), offset: offset)
                }
                if plan.removed.isEmpty, plan.measures.isEmpty { return "nothing to forget" }
                let receipt = try store.forget(plan, by: author, at: now)
                return
                    "\(receipt.snapshots) snapshots, \(receipt.versions) versions, \(receipt.polls) polls of measures"
            }
            await core.refresh()
            return said
        }
    }

    private static func backup(_ folder: BackupFolder, _ settings: DaemonSettings.Backup) -> UpkeepTask {
        UpkeepTask(name: "backup", every: settings.every, last: folder.newest) { core in
            let now = core.timing.date()
            return try await core.writer.onItsThread { try folder.add(of: $0.path, at: now, keep: settings.keep) }
        }
    }
}

extension DaemonSettings.Keep {
    var policy: ForgetPolicy {
        let periods: [ForgetPolicy.Period: Int?] = [
            .hourly: hourly, .daily: daily, .weekly: weekly, .monthly: monthly,
        ]
        return ForgetPolicy(
            last: last, periods: periods.compactMapValues(\.self), within: within?.inSeconds, labelled: labels)
    }
}

extension DaemonSettings {
    /// `offset` is seconds east of UTC at a moment: days are the person's, as for `tombo forget`.
    func retention(_ offset: @escaping @Sendable (Instant) -> Int) -> MeasureRetention {
        MeasureRetention(within: measuresWithin?.inSeconds, daily: measuresDaily?.inSeconds, offset: offset)
    }
}
