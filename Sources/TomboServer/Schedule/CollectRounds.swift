import Logging
import TomboRecords
import TomboSources
import TomboStore

/// Makes rounds of collecting into snapshots: the daemon's one writer.
struct CollectRounds: Sendable {
    let writer: Writer
    let timing: Timing
    let logger: Logger
    /// What a round of a cloud is made of; throws what makes it impossible.
    let plan: @Sendable (_ cloud: String, _ sources: Set<String>) throws -> CollectPlan
    let journal: RoundJournal
    /// After each snapshot, before the next round.
    let saved: @Sendable () async -> Void

    /// One round. It never throws: what went wrong is in the log, in the
    /// metrics, and in what the next one does.
    func run(_ cloud: String, _ sources: Set<String>) async -> Schedule.Outcome {
        let begin = timing.now()
        do {
            let plan = try plan(cloud, sources)
            logger.debug("round begun", metadata: ["cloud": "\(cloud)"])
            let round = await plan.collect(logger: logger)
            // A round that the stop cut off saw nothing: saying so would be a gap that the cloud does not have.
            if Task.isCancelled { return .init() }
            let receipt = try await writer.write { try $0.save(round) }
            let seconds = (timing.now() - begin).inSeconds
            let failed = Self.failed(round)
            journal.saved(cloud, receipt, failed: failed, seconds: seconds)
            report(receipt, round, failed, seconds)
            await saved()
            return .init(failed: failed)
        } catch let error as StoreError {
            journal.lost(cloud, error)
            logger.critical(
                "snapshot not saved; what is there is still answered",
                metadata: ["cloud": "\(cloud)", "error.code": "\(error.code.rawValue)", "error": "\(error.message)"])
            // Of the database, not of the sources: they are asked again at their time.
            return .init()
        } catch {
            journal.unasked(cloud)
            logger.error("cloud cannot be asked", metadata: ["cloud": "\(cloud)", "error": "\(error)"])
            return .init(failed: sources)
        }
    }

    private func report(_ receipt: SnapshotReceipt, _ round: Round, _ failed: Set<String>, _ seconds: Double) {
        logger.info(
            "snapshot saved",
            metadata: [
                "cloud": "\(round.cloud)", "snapshot": "\(receipt.snapshot.seq)", "count": "\(receipt.resources)",
                "changes": "\(receipt.changes)", "duration_ms": "\(Int(seconds * 1000))",
            ])
        for source in failed.sorted() {
            let reasons = round.collections.compactMap { collection -> String? in
                guard collection.source == source, case .failed(let error) = collection.result else { return nil }
                return error.message
            }
            logger.error(
                "source failed",
                metadata: [
                    "cloud": "\(round.cloud)", "source": "\(source)", "error": "\(reasons.first ?? "no answer")",
                ])
        }
    }

    /// The sources of which every kind that was asked for failed.
    static func failed(_ round: Round) -> Set<String> {
        let outcomes = Dictionary(grouping: round.collections.filter { $0.outcome != .skipped }, by: \.source)
        return Set(outcomes.filter { $0.value.allSatisfy { $0.outcome == .failed } }.keys)
    }
}

extension Duration {
    var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
