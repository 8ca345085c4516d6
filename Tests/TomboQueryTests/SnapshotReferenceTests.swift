import Testing
import TomboQuery
import TomboRecords
import TomboTestKit

@Suite("A snapshot reference")
struct SnapshotReferenceTests {
    private func seq(_ reference: String) throws -> Int64 {
        let lab = try LabCloud.withStages()
        return try lab.archive().moment(at: SnapshotReference(reference)) { $0.snapshot.seq }
    }

    @Test(
        "in every form finds its snapshot",
        arguments: [
            ("latest", 4), ("latest~1", 3), ("latest~3", 1), ("#2", 2), ("tarefa-3", 3), ("tarefa-3~1", 2), ("#4~2", 2),
            // Taken at 11:00:03Z, 12:00:03Z, …; 09:30 local is 12:30Z.
            ("@2026-05-12T09:30", 2), ("@2026-05-12T12:30Z", 2), ("@2026-05-12T12:30:00+00:00", 2),
            ("@\"7 hours ago\"", 2), ("@7 hours ago", 2), ("@359 min ago", 4), ("@now", 4), ("@today~1", 0),
        ])
    func forms(reference: String, expected: Int64) throws {
        if expected == 0 {
            #expect(throws: QueryError.self) { try seq(reference) }
        } else {
            #expect(try seq(reference) == expected)
        }
    }

    @Test("that is unknown suggests the nearest label, and never guesses")
    func unknown() throws {
        let lab = try LabCloud.withStages()
        let failure = lab.failure { _ = try lab.ask(SnapshotsQuestion(), at: "tarefa4") }
        #expect(failure?.code == .unknownSnapshot && failure?.remedy?.contains("tarefa-4") == true)
        for reference in ["#9", "@2020-01-01", "@gibberish", "latest~4"] {
            #expect(
                lab.code { _ = try lab.ask(SnapshotsQuestion(), at: reference) } == .unknownSnapshot, "\(reference)")
        }
    }

    @Test("to a label that two clouds have asks which")
    func ambiguous() throws {
        let lab = try LabCloud.withStages()
        try lab.save(servers: [], hosts: [], label: "tarefa-1", cloud: "other")
        #expect(lab.code { _ = try lab.ask(SnapshotsQuestion(), at: "tarefa-1") } == .ambiguousSnapshot)
        #expect(try lab.ask(SnapshotsQuestion(), at: "tarefa-1", cloud: "other").snapshot?.cloud == "other")
    }

    @Test("range has an end and a beginning even where none is said")
    func ranges() {
        #expect(SnapshotReference.range("a..b") == (SnapshotReference("a"), SnapshotReference("b")))
        #expect(SnapshotReference.range("a") == (SnapshotReference("a"), .latest))
        #expect(SnapshotReference.range("a..").to == SnapshotReference(""))
        #expect(SnapshotReference.range(nil) == (SnapshotReference("latest~1"), .latest))
    }

    @Test("of an empty database says what to do")
    func empty() throws {
        let lab = try LabCloud()
        let failure = lab.failure { _ = try lab.ask(SnapshotsQuestion()) }
        #expect(failure?.code == .unknownSnapshot && failure?.remedy?.contains("tombo collect") == true)
    }
}
