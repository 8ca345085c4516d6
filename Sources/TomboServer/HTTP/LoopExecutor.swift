import NIOCore

/// Runs the tasks of the HTTP server on the thread of its event loop.
///
/// The threads that Swift shares among all tasks are as many as there are
/// cores, and a round that takes apart what thousands of servers answered
/// holds them: an answer would wait for a source after all.
final class LoopExecutor: TaskExecutor {
    private let loop: any EventLoop

    init(_ loop: any EventLoop) { self.loop = loop }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let executor = asUnownedTaskExecutor()
        loop.execute { job.runSynchronously(on: executor) }
    }
}
