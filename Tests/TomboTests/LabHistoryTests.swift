import Foundation
import GRDB
import Testing
import TomboRecords
import TomboTestKit

@testable import tombo

/// The story of the lab as its history tells it, through the program.
@Suite("The history of the lab")
struct LabHistoryTests {
    private static let lab = Result { try replayed() }

    private static func replayed() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        _ = try run(folder, "collect", "--replay", CommandLineTests.examples, "-q")
        return folder
    }

    private static func run(_ folder: TemporaryFolder, _ arguments: String...) throws -> (
        status: Int32, out: String, err: String
    ) {
        let process = Process()
        process.executableURL = URL(filePath: CommandLineTests.binary)
        process.arguments = arguments + ["--db", folder.file("lab.db")]
        process.environment = ["HOME": "/nonexistent", "TZ": "UTC"]
        let (out, err) = (folder.file("out"), folder.file("err"))
        for file in [out, err] { _ = FileManager.default.createFile(atPath: file, contents: nil) }
        process.standardOutput = FileHandle(forWritingAtPath: out)
        process.standardError = FileHandle(forWritingAtPath: err)
        try process.run()
        process.waitUntilExit()
        return (
            process.terminationStatus, try String(contentsOfFile: out, encoding: .utf8),
            try String(contentsOfFile: err, encoding: .utf8)
        )
    }

    private func rows(_ arguments: String...) throws -> [Value] {
        let folder = try Self.lab.get()
        let scratch = try TemporaryFolder()
        try FileManager.default.copyItem(atPath: folder.file("lab.db"), toPath: scratch.file("lab.db"))
        let process = Process()
        process.executableURL = URL(filePath: CommandLineTests.binary)
        process.arguments = arguments + ["-f", "json", "--db", scratch.file("lab.db")]
        process.environment = ["HOME": "/nonexistent", "TZ": "UTC"]
        let pipe = Pipe()
        (process.standardOutput, process.standardError) = (pipe, FileHandle.nullDevice)
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return try #require(Value(json: String(decoding: data, as: UTF8.self)))["rows"].elements
    }

    @Test("log of the load balancer begins in tarefa-4, and Nova says when it was made")
    func server() throws {
        let lines = try rows("log", "server/lb")
        #expect(lines.count == 1)
        #expect(lines[0]["label"] == "tarefa-4" && lines[0]["change"] == "+" && lines[0]["snapshot"] == 4)
        #expect(lines[0]["caused_at"].text?.hasPrefix("2026-11-28T07:3") == true)
        #expect(lines[0]["caused_by"] == "user1")
        #expect(lines[0]["cause"].text?.hasPrefix("create by user1, req-") == true)
        let (after, at) = (lines[0]["not_before"].text ?? "", lines[0]["at"].text ?? "")
        #expect(after < lines[0]["caused_at"].text ?? "" && lines[0]["caused_at"].text ?? "" < at)
    }

    @Test("status tells the servers of the last stage, not the ports and disks that came with them")
    func recent() throws {
        let changes = try rows("status").first?["changes"].elements ?? []
        #expect(changes.compactMap { $0["name"].text } == ["api1", "api2", "db", "lb", "dbvol"])
        #expect(changes.map { $0["change"] } == Array(repeating: "+", count: 5))
    }

    @Test("people are told names, programs identities")
    func names() throws {
        let lab = try Self.lab.get()
        let kinds = ["--kind", "router", "--kind", "subnet"]
        let table = try Self.run(
            lab, "diff", "tarefa-1..tarefa-2", kinds[0], kinds[1], kinds[2], kinds[3], "-f", "markdown")
        #expect(table.out.contains("external_network=ext_net") && table.out.contains("project=project1"))
        let network = try rows("show", "network/ext_net").first?["id"]
        let router = try rows("diff", "tarefa-1..tarefa-2", "--kind", "router").first
        #expect(router?["new"]["external_network_id"] == network && network != nil)
        let log = try Self.run(lab, "log", "subnet/user1_subnet", "-f", "markdown")
        #expect(log.out.contains("network=user1_net"))
    }

    @Test("log of a machine tells what deploying it changed, and that nobody looked before")
    func machine() throws {
        let lines = try rows("log", "machine/node4")
        #expect(lines.contains { $0["change"] == "?" && $0["label"] == "tarefa-1" })
        #expect(
            lines.contains {
                $0["field"] == "status" && $0["old"] == "Ready" && $0["new"] == "Deployed" && $0["label"] == "tarefa-3"
            })
    }

    @Test("log of all has each snapshot's changes as diff does, newest first, and no baseline")
    func everything() throws {
        let log = try rows("log", "--since", "tarefa-2", "-n", "0")
        let diffs = try rows("diff", "tarefa-3..tarefa-4") + rows("diff", "tarefa-2..tarefa-3")
        func line(_ row: Value) -> String {
            ["change", "kind", "key", "field", "old", "new"].map { row[$0].json }.joined(separator: " ")
        }
        // An act that changed nothing of its own is in the log alone: db got its volume while it was made.
        let acts = log.filter { $0["kind"] == "nova_instance_action" }
        #expect(
            acts.map { $0["name"] } == ["server/db"] && acts[0]["cause"].text?.hasPrefix("attach_volume by") == true)
        let changes = log.filter { $0["kind"] != "nova_instance_action" }
        #expect(changes.map(line).sorted() == diffs.map(line).sorted())
        let first = try rows("log", "--until", "tarefa-1", "-n", "0")
        #expect(!first.isEmpty && first.allSatisfy { $0["change"] == "?" && $0["name"].isNull })
        #expect(try rows("log", "-n", "3").count == 3)
    }

    @Test("export writes what list says, as files and as plain tables, with the gaps")
    func export() throws {
        let folder = try TemporaryFolder()
        try FileManager.default.copyItem(atPath: try Self.lab.get().file("lab.db"), toPath: folder.file("lab.db"))
        let csv = try Self.run(folder, "export", folder.file("out-csv"), "--at", "tarefa-2")
        #expect(csv.status == 0 && csv.err.contains("snapshot #2"), "\(csv.err)")
        let servers = try String(contentsOfFile: folder.file("out-csv/nova_server.csv"), encoding: .utf8)
        #expect(servers == (try Self.run(folder, "list", "server", "--at", "tarefa-2", "-f", "csv").out))
        #expect(try Self.run(folder, "export", folder.file("out-csv")).status == 5)

        let sqlite = try Self.run(folder, "export", folder.file("plain.db"), "-f", "sqlite")
        #expect(sqlite.status == 0, "\(sqlite.err)")
        try DatabaseQueue(path: folder.file("plain.db")).read { db in
            let tables = try String.fetchAll(db, sql: "SELECT name FROM sqlite_master WHERE type = 'table'")
            #expect(tables.count == Catalog.specs.count + 2)
            let names = try String.fetchAll(db, sql: "SELECT name FROM nova_server ORDER BY name")
            #expect(names == ["api1", "api2", "client", "db", "lb"])
            #expect(try String.fetchOne(db, sql: "SELECT label FROM snapshot") == "tarefa-4")
            #expect(try Int.fetchOne(db, sql: "SELECT is_up FROM ceph_osd WHERE name = 'osd.3'") == 1)
        }
        let mode =
            try FileManager.default.attributesOfItem(atPath: folder.file("plain.db"))[.posixPermissions] as? NSNumber
        #expect(mode == 0o600)
    }

    @Test("a cloud without the other layers lacks nothing: log and export of it are whole")
    func openStackOnly() throws {
        let folder = try TemporaryFolder()
        let recording = folder.file("recording")
        try FileManager.default.copyItem(atPath: CommandLineTests.examples + "/4-tarefa-4", toPath: recording)
        let manifest = try String(contentsOfFile: recording + "/recording.json", encoding: .utf8)
        guard case .object(var fields)? = Value(json: manifest) else { throw CocoaError(.fileReadCorruptFile) }
        for index in fields.indices where fields[index].key == "sources" {
            fields[index].value = .list(fields[index].value.elements.filter { $0["name"] == "openstack" })
        }
        try Value.object(fields).json.write(
            toFile: recording + "/recording.json", atomically: true, encoding: .utf8)
        #expect(try Self.run(folder, "collect", "--replay", recording, "-q").status == 0)
        #expect(try Self.run(folder, "log").status == 0)
        #expect(try Self.run(folder, "log", "--kind", "osd").status == 3)
        #expect(try Self.run(folder, "export", folder.file("all")).status == 0)
        #expect(try Self.run(folder, "export", folder.file("osds"), "--kind", "osd").status == 3)
    }

    @Test("watch shows what came since, oldest first, and only in formats of lines")
    func watch() throws {
        let folder = try TemporaryFolder()
        try FileManager.default.copyItem(atPath: try Self.lab.get().file("lab.db"), toPath: folder.file("lab.db"))
        let seen = try Self.run(
            folder, "watch", "--once", "--since", "tarefa-1", "--kind", "server", "--kind", "osd", "-f", "ndjson")
        let lines = seen.out.split(separator: "\n").compactMap { Value(json: String($0)) }
        #expect(seen.status == 0 && lines.count == 6, "\(seen.err)")
        #expect(lines.map { $0["snapshot"].integer ?? 0 } == [2, 3, 4, 4, 4, 4])
        #expect(try Self.run(folder, "watch", "--once", "-f", "markdown").status == 2)
        #expect(try Self.run(folder, "watch", "--once").out.isEmpty)
    }

    @Test("diff puts what came with a server behind it, and counts by kind")
    func grouped() throws {
        let lines = try rows("diff", "tarefa-3..tarefa-4")
        func parts(_ whole: String) -> [String] {
            lines.filter { $0["part_of"].text == whole }.compactMap { $0["kind"].text }.sorted()
        }
        #expect(
            parts("server/lb") == [
                "ceph_rbd_image", "neutron_floatingip", "neutron_port", "neutron_port", "placement_allocation",
            ])
        #expect(
            parts("server/db") == ["ceph_rbd_image", "cinder_attachment", "neutron_port", "placement_allocation"])
        #expect(parts("volume/dbvol") == ["ceph_rbd_image"])
        let names = lines.map { $0["part_of"].text ?? "\($0["kind"].text ?? "") \($0["name"].text ?? "")" }
        let first = try #require(names.firstIndex(of: "nova_server lb"))
        #expect(names[(first + 1)...(first + 5)].allSatisfy { $0 == "server/lb" })

        let moved = try rows("diff", "tarefa-2..tarefa-4", "--volatile", "--kind", "osd")
        #expect(moved.contains { $0["name"] == "osd.0" && $0["field"] == "used_bytes" && $0["class"] == "measure" })
        #expect(!lines.contains { $0["class"] == "measure" })

        let sums = try rows("diff", "tarefa-3..tarefa-4", "--stat")
        #expect(sums.first { $0["kind"] == "nova_server" }?["appeared"] == 4)
        let status = try rows("diff", "tarefa-2..tarefa-3", "--class", "status", "--kind", "machine")
        #expect(!status.isEmpty && status.allSatisfy { $0["class"] == "status" })
        let scale = try rows("diff", "tarefa-2..tarefa-3", "--field", "scale")
        #expect(scale.map { $0["name"].text ?? "" } == ["ceph-osd", "nova-compute"])
    }

    @Test("blame names the stage of each field")
    func blame() throws {
        let fields = try rows("blame", "application/nova-compute")
        #expect(fields.first { $0["field"] == "scale" }?["label"] == "tarefa-3")
        #expect(fields.first { $0["field"] == "scale" }?["old"] == 3)
        #expect(fields.first { $0["field"] == "charm_channel" }?["label"] == "tarefa-1")
        let then = try rows("blame", "application/nova-compute", "--at", "tarefa-2")
        #expect(then.first { $0["field"] == "scale" }?["value"] == 3)
    }

    @Test("verify proves it, finds an edit, and a copy is the same history")
    func verify() throws {
        let folder = try TemporaryFolder()
        try FileManager.default.copyItem(atPath: try Self.lab.get().file("lab.db"), toPath: folder.file("lab.db"))
        let head = try Self.run(folder, "verify", "--head").out.trimmingCharacters(in: .whitespacesAndNewlines)
        #expect(head.count == 64)
        #expect(try Self.run(folder, "verify", "--expect", String(head.prefix(8))).status == 0)
        #expect(try Self.run(folder, "verify", "--expect", "00000000").status == 1)

        let copied = try Self.run(folder, "backup", folder.file("copy.db"))
        #expect(copied.status == 0, "\(copied.err)")
        let mode =
            try FileManager.default.attributesOfItem(atPath: folder.file("copy.db"))[.posixPermissions] as? NSNumber
        #expect(mode == 0o600)
        let again = try Self.run(folder, "backup", folder.file("copy.db"))
        #expect(again.status == 5 && again.err.contains("not there yet"), "\(again.err)")

        try DatabaseQueue(path: folder.file("lab.db")).write {
            try $0.execute(sql: "UPDATE nova_server_history SET host = 'node9.maas' WHERE host = 'node2.maas'")
        }
        let broken = try Self.run(folder, "verify")
        #expect(broken.status == 1 && broken.out.contains("was edited in snapshot #4"), "\(broken.out)")
        try FileManager.default.removeItem(atPath: folder.file("lab.db"))
        try FileManager.default.moveItem(atPath: folder.file("copy.db"), toPath: folder.file("lab.db"))
        #expect(try Self.run(folder, "verify", "--expect", head).status == 0)
    }
}
