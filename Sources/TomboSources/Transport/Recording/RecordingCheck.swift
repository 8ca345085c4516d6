import Foundation
public import TomboRecords

extension Recording {
    /// Whether all of it is there to be read, as far as that shows without asking for it.
    ///
    /// An exchange that was never recorded is not looked for: a later tombo
    /// asks more than the one that recorded, and the snapshot says so.
    ///
    /// - Throws: `malformedAnswer` naming the folder or file.
    public func check() throws(CollectError) {
        guard finishedAt != nil else {
            throw CollectError(
                .malformedAnswer, "The recording \(directory) was interrupted before it was whole.",
                remedy: "Leave it out, or record again with `tombo collect --record DIR`.")
        }
        for source in sources {
            let folder = folder(of: source.name)
            let files = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
                .filter { $0.hasSuffix(".json") }.sorted()
            if files.isEmpty {
                throw CollectError(
                    .malformedAnswer, "The recording \(directory) lacks all that \(source.name) answered.",
                    remedy: "Copy the whole folder again.")
            }
            for file in files { _ = try ReplayTransport.read("\(folder)/\(file)") }
        }
    }
}
