import Logging
import ServiceLifecycle
import TomboRecords
import TomboSources
import TomboStore

/// Does what a database needs from time to time, one task after the other.
///
/// A task runs a minute after the start, or when it would have run had there
/// been no stop, where that can be known; then by its own time.
struct UpkeepService: Service {
    let core: DaemonCore
    let author: String
    static let first: Duration = .seconds(60)

    func run() async throws {
        await cancelWhenGracefulShutdown {
            var done: [String: Duration] = [:]
            let started = core.timing.now()
            while !Task.isCancelled {
                let tasks = UpkeepTask.all(core.setup.settings, author: author)
                let due = tasks.map { task in
                    (task, done[task.name].map { $0 + task.every } ?? started + task.wait(core.timing.date()))
                }.min { $0.1 < $1.1 }
                guard let (task, moment) = due else { return }
                // At least once a minute, as another configuration has other times.
                let wait = min(moment - core.timing.now(), .seconds(60))
                if wait > .zero {
                    try? await core.timing.sleep(wait)
                    continue
                }
                done[task.name] = core.timing.now()
                await run(task)
            }
        }
    }

    private func run(_ task: UpkeepTask) async {
        let begin = core.timing.now()
        do {
            let said = try await task.body(core)
            core.journal.kept(up: task.name, isDone: true, at: core.timing.date())
            let took = Int((core.timing.now() - begin).inSeconds * 1000)
            core.logger.info(
                "upkeep done", metadata: ["task": "\(task.name)", "duration_ms": "\(took)", "said": "\(said)"])
        } catch {
            core.journal.kept(up: task.name, isDone: false, at: core.timing.date())
            core.logger.error("upkeep failed", metadata: ["task": "\(task.name)", "error": "\(error)"])
        }
    }
}
