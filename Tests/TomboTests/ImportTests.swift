import Foundation
import Testing
import TomboRecords
import TomboTestKit

@Suite("import")
struct ImportTests {
    private static let stages = ["1-tarefa-1", "2-tarefa-2", "3-tarefa-3", "4-tarefa-4"]

    private static func stage(_ number: Int) -> String { CommandLineTests.examples + "/" + stages[number - 1] }

    private func snapshots(_ program: Program) throws -> [Value] {
        let run = try program.run("snapshots", "-f", "json", "--utc")
        return try #require(Value(json: run.out))["rows"].elements.sorted {
            ($0["seq"].integer ?? 0) < ($1["seq"].integer ?? 0)
        }
    }

    @Test("brings recordings in by their times, as a replay of all of them does")
    func order() throws {
        let program = try Program()
        let run = try program.run("import", Self.stage(3), Self.stage(1), Self.stage(4), Self.stage(2))
        #expect(run.status == 0, "\(run.err)")
        let replayed = try Program.withLab()
        let (a, b) = (try snapshots(program), try snapshots(replayed))
        #expect(a.map { $0["label"].text } == ["tarefa-1", "tarefa-2", "tarefa-3", "tarefa-4"])
        // The same chain: the same times and the same content.
        #expect(a.map { $0["chain"].json } == b.map { $0["chain"].json } && a == b)
        #expect(a.first?["started_at"].text?.hasPrefix("2026-11-28T07:") == true)
        #expect(try program.run("verify").status == 0)
    }

    @Test("goes on from what is there, and refuses what is not newer")
    func newer() throws {
        let program = try Program()
        #expect(try program.run("import", Self.stage(1), Self.stage(2)).status == 0)
        let again = try program.run("import", CommandLineTests.examples)
        #expect(again.status == 4 && again.err.contains("is not newer than snapshot #2"), "\(again.err)")
        #expect(try program.run("import", Self.stage(3)).status == 0)
        #expect(try program.run("import", Self.stage(2), Self.stage(4)).status == 4)
        #expect(try snapshots(program).count == 3)
        #expect(
            try program.run("import", Self.stage(2), "--cloud", "copy").status == 0, "another cloud has its own time")
    }

    @Test("labels are those that were recorded, or made of a template")
    func labels() throws {
        let program = try Program()
        let same = try program.run("import", CommandLineTests.examples, "--label", "monday")
        #expect(same.status == 2 && same.err.contains("would be called monday"), "\(same.err)")
        let run = try program.run("import", CommandLineTests.examples, "--label", "{cloud}-{date}-{n}-{label}")
        #expect(run.status == 0, "\(run.err)")
        #expect(try snapshots(program).last?["label"] == "lab-2026-11-28-4-tarefa-4")
        #expect(try program.run("import", Self.stage(1), "--cloud", "b", "--label", "a..b").status == 2)
        #expect(try program.run("import", Self.stage(1), "--cloud", "lab", "--label", "x").status == 4)
    }

    /// What can be wrong with one of several folders.
    enum Damage: String, CaseIterable {
        case truncatedAnswer, missingSource, noManifest, interrupted, noJSON
    }

    @Test("a broken folder leaves nothing half imported", arguments: Damage.allCases)
    func broken(damage: Damage) throws {
        let program = try Program()
        let lab = program.file("lab")
        try FileManager.default.copyItem(atPath: CommandLineTests.examples, toPath: lab)
        let folder = lab + "/3-tarefa-3"
        let manifest = folder + "/recording.json"
        switch damage {
        case .truncatedAnswer:
            let handle = try #require(FileHandle(forWritingAtPath: folder + "/ceph/mon-status.json"))
            try handle.truncate(atOffset: 100)
        case .missingSource: try FileManager.default.removeItem(atPath: folder + "/openstack")
        case .noManifest: try "{".write(toFile: manifest, atomically: true, encoding: .utf8)
        case .interrupted:
            let text = try String(contentsOfFile: manifest, encoding: .utf8)
            let lines = text.split(separator: "\n").map {
                $0.contains("\"finished_at\"") ? "\"finished_at\": null," : $0
            }
            try lines.joined(separator: "\n").write(toFile: manifest, atomically: true, encoding: .utf8)
        case .noJSON:
            try "x".write(toFile: folder + "/vault/get-8200-v1-sys-health.json", atomically: true, encoding: .utf8)
        }
        let run = try program.run("import", lab)
        #expect(run.status == 4 && run.err.contains("3-tarefa-3"), "\(run.err)")
        #expect(!FileManager.default.fileExists(atPath: program.file("tombo.db")))
        try FileManager.default.removeItem(atPath: folder)
        #expect(try program.run("import", lab).status == 0)
        #expect(try snapshots(program).count == 3)
    }

    @Test("a folder without recordings says how to make one")
    func nothing() throws {
        let program = try Program()
        let run = try program.run("import", program.folder.path)
        #expect(run.status == 4 && run.err.contains("collect --record DIR"), "\(run.err)")
        #expect(try program.run("import").status == 2)
    }
}
