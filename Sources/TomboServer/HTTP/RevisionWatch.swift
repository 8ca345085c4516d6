import NIOPosix
import Synchronization
import TomboQuery
import TomboRecords

/// Tells which revision the database is at, on a connection and a thread of
/// its own: questions that take long do not delay it.
///
/// It is looked up for each request, as other programs write names and notes.
final class RevisionWatch: Sendable {
    private let open: @Sendable () throws -> Archive
    private let archive = Mutex<Archive?>(nil)
    private let thread: NIOThreadPool

    /// `thread` has one thread, and is already started.
    init(path: String, specs: [RecordSpec], thread: NIOThreadPool) {
        self.thread = thread
        open = {
            try Archive(path: path, specs: specs, clock: LocalClock(now: Instant(milliseconds: 0)), migrates: false)
        }
    }

    /// See ``Archive/revision()``; throws `StoreError`.
    func revision() async throws -> String {
        try await thread.runIfActive { [self] in
            try archive.withLock { archive in
                let known = try archive ?? open()
                archive = known
                return try known.revision()
            }
        }
    }
}
