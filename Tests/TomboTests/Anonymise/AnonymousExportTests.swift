import Foundation
import GRDB
import Testing
import TomboRecords
import TomboTestKit

@testable import TomboQuery
@testable import tombo

/// The lab, given to a stranger.
@Suite("An anonymous export of the lab")
struct AnonymousExportTests {
    /// The same in every run, so that what comes out by chance does so always or never.
    private static let secret = Mapping(secret: (1...32).map { $0 })
    private static let lab = Result { try Program.withLab() }

    private static func export(_ folder: Program, _ name: String, _ arguments: String...) throws -> Program.Run {
        let mapping = folder.file("mapping.json")
        if !FileManager.default.fileExists(atPath: mapping) {
            try secret.json.write(toFile: mapping, atomically: true, encoding: .utf8)
        }
        try FileManager.default.copyItem(
            atPath: try lab.get().file("tombo.db"), toPath: folder.file("tombo.db"))
        defer { try? FileManager.default.removeItem(atPath: folder.file("tombo.db")) }
        let process = ["export", folder.file(name), "--anonymise", "--mapping", mapping] + arguments
        return try folder.run(process)
    }

    /// Each kind at each stage, as it is and as a stranger sees it.
    private static let tables = Result { () throws -> [[String: (before: Answer, after: Answer)]] in
        let path = try lab.get().file("tombo.db")
        let archive = try Archive(
            path: path, specs: Catalog.specs, clock: LocalClock(now: Instant(milliseconds: 1_800_000_000_000)))
        var anonymiser = Anonymiser(secret, specs: Catalog.specs)
        return try (1...4).map { stage in
            let reference = SnapshotReference("#\(stage)")
            try archive.moment(at: reference) { try anonymiser.learn($0) }
            var tables: [String: (before: Answer, after: Answer)] = [:]
            for spec in Catalog.specs {
                let answer = try archive.answer(ListQuestion(kind: spec.kind), at: reference)
                tables[spec.kind] = (answer, anonymiser.replace(answer, of: spec))
            }
            return tables
        }
    }

    // MARK: What must not be in it

    /// Words of the software and of tombo's own tables that the lab also has as names.
    private static let words: Set<String> = ["client", "db", "external", "control", "inventory", "storage", "jammy"]

    /// Names that people gave in the lab; independent of what the program takes for a name.
    private static let names = """
        node1 node2 node3 node4 node5 node6 user1 project1 domain1 user1_net ext_net user1_router user1_subnet
        ext_subnet Allow_SSH dbvol jammy-amd64 lb api1 api2 client db oam oam-space external external-space lab
        tarefa-1 tarefa-2 tarefa-3 tarefa-4 inventory control maas-controller 4y3h7n 4y3h7p 4y3h7q kd8w3c kd8w3e
        ab6q2x ep4xat SN00001 SN00004 S665NE001A4EE4 8e6b27 vault-cluster-4f1c2a7b storage sata
        """.split { $0 == " " || $0 == "\n" }.map(String.init)

    /// All that has the form of an identity or an address in what the lab's services answered.
    private static func identities() throws -> Set<String> {
        let forms = [
            /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/, /\b[0-9a-f]{32}\b/,
            /\b(?:[0-9a-f]{2}:){5}[0-9a-f]{2}\b/, /\b(?:10|172|192)\.[0-9]+\.[0-9]+\.[0-9]+\b/,
        ]
        var found: Set<String> = []
        let files = FileManager.default.enumerator(atPath: CommandLineTests.examples)
        while let file = files?.nextObject() as? String {
            guard file.hasSuffix(".json") else { continue }
            let text = try String(contentsOfFile: CommandLineTests.examples + "/" + file, encoding: .utf8)
            for form in forms { found.formUnion(text.matches(of: form).map { String($0.output) }) }
        }
        return found
    }

    private static func bytes(_ path: String) throws -> Data {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue else {
            return try Data(contentsOf: URL(filePath: path))
        }
        return try FileManager.default.contentsOfDirectory(atPath: path).sorted()
            .reduce(into: Data()) { $0 += try Data(contentsOf: URL(filePath: path + "/" + $1)) }
    }

    /// Whether `needle` stands in `text` by itself: not within a longer word or number.
    private static func stands(_ needle: String, in text: Data) -> Bool {
        let needle = Data(needle.lowercased().utf8)
        func isWord(_ byte: UInt8) -> Bool { Character(Unicode.Scalar(byte)).isLetter || (48...57).contains(byte) }
        var rest = text.startIndex..<text.endIndex
        while let found = text.range(of: needle, in: rest) {
            let before = found.lowerBound > text.startIndex && isWord(text[found.lowerBound - 1])
            let after = found.upperBound < text.endIndex && isWord(text[found.upperBound])
            if !before, !after { return true }
            rest = found.lowerBound + 1..<text.endIndex
        }
        return false
    }

    @Test("no byte of it names anything", arguments: ["csv", "ndjson", "sqlite"])
    func leaks(format: String) throws {
        let folder = try Program()
        let run = try Self.export(folder, "out", "-f", format)
        #expect(run.status == 0, "\(run.err)")
        let text = Data(String(decoding: try Self.bytes(folder.file("out")), as: UTF8.self).lowercased().utf8)
        #expect(text.count > 90_000)
        let mapping = try #require(
            Mapping(json: String(contentsOfFile: folder.file("mapping.json"), encoding: .utf8)))
        let originals = mapping.replacements.values.flatMap(\.keys)
        #expect(originals.count > 200)
        let identities = try Self.identities()
        #expect(identities.count > 150)
        for needle in identities.union(Self.names).union(originals) where !Self.words.contains(needle) {
            #expect(!Self.stands(needle, in: text), "\(needle)")
            guard needle.utf8.count > 5 else { continue }
            let encoded = Data(needle.utf8).base64EncodedString().prefix(needle.utf8.count / 3 * 4)
            #expect(text.range(of: Data(encoded.lowercased().utf8)) == nil, "\(needle) as \(encoded)")
        }
    }

    // MARK: What must be as before

    @Test("what was joined is joined", arguments: 0...3)
    func joins(stage: Int) throws {
        let tables = try Self.tables.get()[stage]
        var joined = 0
        for spec in Catalog.specs {
            for column in spec.columns {
                for reference in column.references {
                    let target = try Catalog.specs.named(reference.kind)
                    guard let held = reference.column ?? (target.key.count == 1 ? target.key[0] : nil),
                        let from = tables[spec.kind], let to = tables[target.kind]
                    else { continue }
                    let before = Self.pairs(from.before, column.name, reference, to.before, held)
                    let after = Self.pairs(from.after, column.name, reference, to.after, held)
                    #expect(before == after, "\(spec.kind).\(column.name) → \(reference.sentence)")
                    joined += before
                }
            }
        }
        #expect(joined > 500)
    }

    /// Rows of two tables that a reference joins.
    private static func pairs(
        _ from: Answer, _ column: String, _ reference: Reference, _ to: Answer, _ held: String
    ) -> Int {
        func values(_ answer: Answer, _ name: String) -> [Value] {
            guard let index = answer.columns.firstIndex(where: { $0.name == name }) else { return [] }
            return answer.rows.map { $0[index] }
        }
        let narrowed = reference.whose.map { whose in values(to, whose.column).map(whose.holds) }
        var targets: [Value: Int] = [:]
        for (index, value) in values(to, held).enumerated() where narrowed?[index] != false {
            targets[value, default: 0] += 1
        }
        let meant = reference.when.map { when in values(from, when.column).map(when.holds) }
        var count = 0
        for (index, value) in values(from, column).enumerated() where meant?[index] != false {
            var elements = value.elements.isEmpty ? [value] : value.elements
            if let member = reference.member { elements = elements.map { $0[member] } }
            for element in elements where !element.isNull { count += targets[element] ?? 0 }
        }
        return count
    }

    @Test("every column has as many different values, and as many that are unknown", arguments: 0...3)
    func distinct(stage: Int) throws {
        for (kind, table) in try Self.tables.get()[stage] {
            #expect(table.before.rows.count == table.after.rows.count)
            for (index, column) in table.before.columns.enumerated() {
                let (before, after) = (table.before.rows.map { $0[index] }, table.after.rows.map { $0[index] })
                #expect(Set(before).count == Set(after).count, "\(kind).\(column.name)")
                #expect(before.filter(\.isNull).count == after.filter(\.isNull).count, "\(kind).\(column.name)")
                // What adds up still does.
                let sums = [before, after].map { $0.compactMap(\.integer).reduce(0, &+) }
                #expect(sums[0] == sums[1], "\(kind).\(column.name)")
            }
        }
    }

    @Test("no name is hidden for want of a rule", arguments: 0...3)
    func hidden(stage: Int) throws {
        for (kind, table) in try Self.tables.get()[stage] {
            for row in table.after.rows { #expect(!Value.list(row).json.contains("hidden-"), "\(kind)") }
        }
    }

    @Test("addresses and gateways are in the subnets that they were in")
    func subnets() throws {
        for stage in try Self.tables.get() {
            let counts = [\(before: Answer, after: Answer).before, \.after].map { side -> [Int] in
                func column(_ kind: String, _ name: String) -> [Value] {
                    guard let answer = stage[kind]?[keyPath: side],
                        let index = answer.columns.firstIndex(where: { $0.name == name })
                    else { return [] }
                    return answer.rows.map { $0[index] }
                }
                func holds(_ range: Value, _ address: Value) -> Bool {
                    guard let range = range.text.flatMap({ AddressText($0) }), let length = range.length,
                        let address = address.text.flatMap({ AddressText($0) })
                    else { return false }
                    return address.bytes.count == range.bytes.count && address.masked(length) == range.bytes
                }
                let ranges = column("neutron_subnet", "cidr") + column("maas_subnet", "cidr")
                let addresses =
                    column("neutron_port", "fixed_ips").flatMap { $0.elements.map { $0["ip_address"] } }
                    + column("maas_machine", "ip_addresses").flatMap(\.elements)
                    + column("neutron_subnet", "gateway_ip") + column("maas_subnet", "gateway_ip")
                return ranges.map { range in addresses.filter { holds(range, $0) }.count }.sorted()
            }
            #expect(counts[0] == counts[1])
            #expect(counts[0].reduce(0, +) > 5)
        }
    }

    @Test("the queries that the kinds suggest find as much in it as in a plain one")
    func queries() throws {
        let folder = try Program()
        #expect(try Self.export(folder, "strange.db", "-f", "sqlite").status == 0)
        let plain = try Self.lab.get()
        let path = folder.file("plain.db")
        #expect(try plain.run("export", path, "-f", "sqlite").status == 0)
        var (asked, rows) = (0, 0)
        for example in Catalog.specs.flatMap(\.examples) {
            func count(_ path: String) throws -> Int? {
                try DatabaseQueue(path: path).read { db in
                    // Some ask views, which an export does not have.
                    guard let statement = try? db.makeStatement(sql: example.sql) else { return nil }
                    return try Row.fetchAll(statement).count
                }
            }
            guard let before = try count(path) else { continue }
            #expect(try count(folder.file("strange.db")) == before, "\(example.sql)")
            asked += 1
            rows += before
        }
        #expect(asked > 50 && rows > 100, "\(asked) queries, \(rows) rows")
        // Servers on each host, as a set of numbers.
        let perHost = "SELECT count(*) AS n FROM nova_server GROUP BY hypervisor_hostname ORDER BY n"
        let counts = try [path, folder.file("strange.db")].map { path in
            try DatabaseQueue(path: path).read { try Int.fetchAll($0, sql: perHost) }
        }
        #expect(counts[0] == counts[1] && counts[0] == [1, 2, 2])
    }

    // MARK: The mapping file

    @Test("the mapping file is its owner's, grows, and gives the same again")
    func mapping() throws {
        let folder = try Program()
        try FileManager.default.copyItem(atPath: try Self.lab.get().file("tombo.db"), toPath: folder.file("tombo.db"))
        let file = folder.file("who.json")
        func export(_ name: String, _ at: String, _ mapping: String) throws -> Data {
            let run = try folder.run(
                "export", folder.file(name), "-f", "ndjson", "--at", at, "--anonymise", "--mapping", mapping)
            #expect(run.status == 0, "\(run.err)")
            return try Self.bytes(folder.file(name))
        }
        let first = try export("first", "tarefa-2", file)
        let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? NSNumber
        #expect(mode == 0o600)
        let before = try #require(Mapping(json: String(contentsOfFile: file, encoding: .utf8)))
        #expect(before.replacements["server"]?["client"]?.hasPrefix("server-") == true)
        _ = try export("second", "tarefa-4", file)
        let after = try #require(Mapping(json: String(contentsOfFile: file, encoding: .utf8)))
        for (noun, entries) in before.replacements {
            for (original, replacement) in entries { #expect(after.replacements[noun]?[original] == replacement) }
        }
        #expect(try export("again", "tarefa-2", file) == first)
        let other = try export("other", "tarefa-2", folder.file("else.json"))
        #expect(other != first)
    }

    @Test("labels stay only where somebody says so")
    func labels() throws {
        let folder = try Program()
        #expect(try Self.export(folder, "one").status == 0)
        let snapshot = try String(contentsOfFile: folder.file("one/snapshot.csv"), encoding: .utf8)
        #expect(snapshot.contains("4,cloud-1,label-1,2026-11-28T07:38:29.161Z"), "\(snapshot)")
        #expect(try Self.export(folder, "two", "--keep-labels").status == 0)
        let kept = try String(contentsOfFile: folder.file("two/snapshot.csv"), encoding: .utf8)
        #expect(kept.contains("4,cloud-1,tarefa-4,"), "\(kept)")
    }

    @Test("what is no mapping file is not taken over, and the mapping is never in the export")
    func refusals() throws {
        let folder = try Program()
        let file = folder.file("notes.json")
        try "{}".write(toFile: file, atomically: true, encoding: .utf8)
        let foreign = try folder.run("export", folder.file("out"), "--anonymise", "--mapping", file)
        #expect(foreign.status == 5 && !FileManager.default.fileExists(atPath: folder.file("out")))
        #expect(try String(contentsOfFile: file, encoding: .utf8) == "{}")
        for arguments in [
            ["--anonymise"], ["--mapping", file], ["--keep-labels"],
            ["--anonymise", "--mapping", folder.file("out/mapping.json")],
        ] {
            #expect(try folder.run(["export", folder.file("out")] + arguments).status == 2, "\(arguments)")
        }
    }
}
