import Foundation
import Subprocess
import TomboRecords

/// One `ceph --format json` that takes commands on its standard input, one
/// after the other: a process for each would cost half a second each.
///
/// Neither a blank line nor an exit status tells where an answer ends or that
/// a command failed. So `fsid` is asked after each: its answer, which nothing
/// else looks like, ends the one before.
///
/// A session that broke stays broken: what hung once would hang every time,
/// and each time cost the whole deadline.
actor CephSession {
    typealias Answer = Result<HTTPResponse, CollectError>

    private struct Job {
        var id: Int
        var command: String
    }

    private let access: CephAccess
    private var ids = 0
    private var queue: [Job] = []
    private var waiting: [Int: CheckedContinuation<Answer, Never>] = [:]
    private var idle: CheckedContinuation<Job?, Never>?
    private var worker: Task<Void, Never>?
    private var timer: Task<Void, Never>?
    private var failure: CollectError?
    /// What it said on standard error since the last answer.
    private var said = ""

    init(_ access: CephAccess) { self.access = access }

    /// What it answers to a command, or why it does not.
    func ask(_ command: String) async -> Answer {
        if let failure { return .failure(failure) }
        ids += 1
        let job = Job(id: ids, command: command)
        if worker == nil { worker = Task { await self.work() } }
        return await withCheckedContinuation { continuation in
            waiting[job.id] = continuation
            if let idle {
                self.idle = nil
                idle.resume(returning: begin(job))
            } else {
                queue.append(job)
            }
        }
    }

    /// Ends the process; returns when it is gone.
    func close() async {
        fail(CollectError(.cancelled, "The session with Ceph was closed."))
        await worker?.value
    }

    // MARK: - What the process is given and says

    private func next() async -> Job? {
        if failure != nil { return nil }
        if !queue.isEmpty { return begin(queue.removeFirst()) }
        return await withCheckedContinuation { idle = $0 }
    }

    /// The time that a command has begins when it is sent.
    private func begin(_ job: Job) -> Job {
        said = ""
        timer?.cancel()
        let limit = access.deadline + .seconds(job.id == 1 ? access.connectSeconds : 0)
        timer = Task {
            do { try await Task.sleep(for: limit) } catch { return }
            self.fail(CephFault.late(job.command, limit))
        }
        return job
    }

    private func answer(_ job: Job, _ body: Data) async {
        timer?.cancel()
        // A failed command has no body but a sentence, which comes by another pipe and maybe a moment later.
        for _ in 0..<50 where body.isEmpty && CephFault.sentence(in: said) == nil {
            try? await Task.sleep(for: .milliseconds(20))
        }
        var response = HTTPResponse(status: 0, body: body)
        if body.isEmpty {
            response.status = CephFault.status(of: said)
            response.headers["stderr"] = CephFault.sentence(in: said) ?? "Ceph says no reason"
        }
        waiting.removeValue(forKey: job.id)?.resume(returning: .success(response))
    }

    private func hear(_ text: String) {
        said += text
        if said.utf8.count > 64 << 10 { said = String(said.suffix(16 << 10)) }
    }

    private func fail(_ error: CollectError) {
        guard failure == nil else { return }
        failure = error
        timer?.cancel()
        worker?.cancel()
        queue = []
        idle?.resume(returning: nil)
        idle = nil
        for continuation in waiting.values { continuation.resume(returning: .failure(error)) }
        waiting = [:]
    }

    // MARK: - The process

    private nonisolated func work() async {
        let seconds = access.connectSeconds
        // It lives as long as the round; behind a prefix a forgotten one ends by itself.
        let words = access.words(
            ["ceph", "--connect-timeout", "\(seconds)", "--format", "json"], deadline: .seconds(600))
        let configuration = CommandTransport(CommandAccess(environment: CephAccess.environment)).configuration(words)
        do {
            let done = try await Subprocess.run(
                configuration, input: .inputWriter, output: .sequence, error: .sequence
            ) { execution in
                async let listening: Void = listen(execution.standardError)
                var lines = OutputLines(execution.standardOutput)
                while let job = await next() {
                    let sent = Array("\(job.command)\nfsid\n".utf8)
                    // A process that is gone takes nothing; its end is told by what it said.
                    guard (try? await execution.standardInputWriter.write(sent)) != nil,
                        let body = try await lines.body()
                    else { break }
                    await answer(job, body)
                }
                try? await execution.standardInputWriter.finish()
                _ = try? await listening
            }
            await fail(CephFault.ended(words, done.terminationStatus, said))
        } catch let error as CollectError {
            await fail(error)
        } catch {
            await fail(CommandTransport.failure(error, words, CommandAccess()))
        }
    }

    private nonisolated func listen(_ output: SubprocessOutputSequence) async throws {
        for try await part in output { await hear(part.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }) }
    }
}

/// The output of a session, answer by answer.
private struct OutputLines {
    private var parts: SubprocessOutputSequence.Iterator
    private var pending: [UInt8] = []
    /// How far ``pending`` was searched for the end of a line.
    private var searched = 0
    private static let limit = 512 << 20

    init(_ output: SubprocessOutputSequence) { parts = output.makeAsyncIterator() }

    /// What stands before the next answer to `fsid`; nil when the output ends before.
    mutating func body() async throws -> Data? {
        var body = Data()
        while let line = try await line() {
            if Self.isMark(line) { return body }
            if !line.isEmpty { body += line + [UInt8(ascii: "\n")] }
            if body.count > Self.limit {
                throw CollectError(.tooLarge, "Ceph writes more than \(Self.limit >> 20) MiB for one answer.")
            }
        }
        return nil
    }

    private mutating func line() async throws -> ArraySlice<UInt8>? {
        while true {
            if let end = pending[searched...].firstIndex(of: UInt8(ascii: "\n")) {
                let line = pending[..<end]
                pending = Array(pending[(end + 1)...])
                searched = 0
                return line
            }
            searched = pending.count
            guard let part = try await parts.next() else { return nil }
            part.withUnsafeBytes { pending += $0 }
        }
    }

    /// `{"fsid":"6547bd3e-1397-11e2-82e5-53567c8d32dc"}` and nothing else on the line.
    private static func isMark(_ line: ArraySlice<UInt8>) -> Bool {
        line.count < 80 && line.starts(with: "{\"fsid\":".utf8) && line.last == UInt8(ascii: "}")
            && !line.contains(UInt8(ascii: ","))
    }
}
