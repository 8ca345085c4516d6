import Logging
import TomboRecords
import TomboSources

/// The stages of the recorded lab (`Examples/lab`), as tombo's own collectors read them.
struct LabRecordings {
    struct Stage {
        var label: String?
        var collections: [TomboRecords.Collection]
    }

    let cloud: String
    let stages: [Stage]

    /// Replays every recording below `folder` once.
    ///
    /// - Throws: `CollectError` when there is none, or one cannot be read.
    init(_ folder: String) async throws {
        var cloud = ""
        var stages: [Stage] = []
        for recording in try Recording.find(in: folder) {
            cloud = recording.cloud
            var collections: [TomboRecords.Collection] = []
            for recorded in recording.sources {
                let source = try SourceType.source(replaying: recorded, in: recording)
                collections += await source.collect(
                    with: SourceMeans(
                        transport: ReplayTransport(recording, source: source.name), logger: Logger(label: "bench"),
                        since: NewsSince(recorded: recorded.settings), kinds: recorded.kinds))
            }
            stages.append(Stage(label: recording.label, collections: collections))
        }
        self.cloud = cloud
        self.stages = stages
    }
}
