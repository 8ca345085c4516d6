import Foundation
import TomboRecords
import TomboSources
import TomboStore

extension CollectPlan {
    /// What the database knows that a source has to be asked with.
    struct Known {
        /// See ``SourceMeans/since``.
        var since: NewsSince
        /// See ``SourceMeans/serversBefore``.
        var servers: ServersBefore?

        /// - Throws: `StoreError` when the database cannot be read; where there is none yet, nothing is known.
        init(of source: any Source, cloud: String, database: String, now: Instant, isRecording: Bool) throws {
            guard FileManager.default.fileExists(atPath: database) else {
                since = NewsSince(source.specs, lastComplete: [:], now: now, isRecording: isRecording)
                return
            }
            (since, servers) = try StoreReader(path: database, specs: SourceType.specs).read { reader in
                let since = NewsSince(
                    source.specs, lastComplete: try reader.lastComplete(cloud: cloud, source: source.name), now: now,
                    isRecording: isRecording)
                // A recording is replayed without the database, and must ask the same then.
                guard !isRecording, source.specs.contains(where: { $0.kind == ServersBefore.kind }),
                    let moment = since[ServersBefore.actions],
                    let snapshot = try reader.snapshot(of: cloud, begunBy: moment)
                else { return (since, nil) }
                let values = try reader.values(
                    of: ServersBefore.columns, kind: ServersBefore.kind, cloud: cloud, at: snapshot.seq)
                return (since, ServersBefore(values))
            }
        }
    }
}
