import TomboRecords

/// The recorded lab as it goes on living: its last stage, with a year's noise and a course's work on it.
///
/// The same number of polls always gives the same history.
struct Lab {
    private let recordings: LabRecordings
    private var cloud: LabCloud
    private var servers = LabServers()
    private var health = LabHealth()

    /// - Precondition: the recordings have a stage.
    init(_ recordings: LabRecordings) {
        guard let last = recordings.stages.last else { preconditionFailure("no stage was recorded") }
        self.recordings = recordings
        cloud = LabCloud(last.collections)
    }

    /// The next poll: first the recorded stages as they are, with their labels, then day after day.
    mutating func next() throws -> Round {
        defer { cloud.poll += 1 }
        cloud.now = cloud.now.advanced(bySeconds: 300)
        if cloud.poll < recordings.stages.count {
            return round(recordings.stages[cloud.poll].collections, label: recordings.stages[cloud.poll].label)
        }
        try servers.live(&cloud)
        try LabMeasures.move(&cloud)
        try health.live(&cloud)
        return round(cloud.collections().map { health.outcome(of: $0) }, label: nil)
    }

    private func round(_ collections: [TomboRecords.Collection], label: String?) -> Round {
        Round(
            cloud: recordings.cloud, label: label, startedAt: cloud.now, finishedAt: cloud.now.advanced(bySeconds: 5),
            collections: collections)
    }
}
