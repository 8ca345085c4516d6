import Foundation
import Testing
import TomboRecords
import TomboRender
import TomboStore
import TomboTestKit

@testable import TomboQuery
@testable import tombo

/// The report that the lab hands in, held to what is known of the recorded lab.
@Suite("The lab's report")
struct LabReportTests {
    private static let lab = Result { try ReplayedLab() }

    private func report(
        _ format: ReportFormat, _ language: ReportLanguage, from: String? = "tarefa-3", at: String = "tarefa-4",
        of lab: ReplayedLab? = nil
    ) throws -> String {
        let report = LabReport(from: from.map { SnapshotReference($0) }, language: language, version: "0")
        let document = try (lab ?? Self.lab.get()).archive.moment(at: SnapshotReference(at)) { try report.document($0) }
        return try ReportRenderer.render(document, as: format, options: RenderOptions(utc: true))
    }

    @Test(
        "is what it was, in both languages and every form",
        arguments: ReportLanguage.allCases, [ReportFormat.mkdocs, .html])
    func golden(_ language: ReportLanguage, _ format: ReportFormat) throws {
        let name = "report-lab.\(language.rawValue)." + (format == .html ? "html" : "md")
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden/\(name)")
        let text = try report(format, language)
        if ProcessInfo.processInfo.environment["TOMBO_RECORD"] != nil {
            try text.write(to: file, atomically: true, encoding: .utf8)
            Issue.record("\(name) was written anew")
        }
        #expect(try text == String(contentsOf: file, encoding: .utf8), "\(name): look at it, then set TOMBO_RECORD")
    }

    @Test("has the lab's flavors, networks and addresses")
    func facts() throws {
        let text = try report(.markdown, .portuguese)
        func line(_ words: String...) -> Bool {
            text.split(separator: "\n").contains { line in words.allSatisfy { line.contains($0) } }
        }
        #expect(line("ext_subnet", "ext_net", "172.16.0.0/20") && line("user1_subnet", "192.169.0.0/24"))
        #expect(line("| api1 ", "m1.small", "node3.maas") && line("| db ", "m1.medium", "node2.maas"))
        #expect(line("| lb ", "m1.tiny", "node3.maas") && line("| client ", "m1.tiny", "node2.maas"))
        #expect(line("Servidores com IP flutuante: client (172.16.7.195), lb (172.16.8.65)."))
        #expect(line("| db ", "192.169.0.74", " – ") && line("| lb ", "192.169.0.58", "172.16.8.65"))
        #expect(line("- servidor lb surgiu (imagem RBD: 1, IP flutuante 172.16.8.65, porta: 2, alocação: 1)."))
        #expect(line("| node4 ", "ceph-osd, nova-compute, ovn-chassis"))
    }

    @Test("tells of each stage what came with it, and of no stage what did not")
    func stages() throws {
        let second = try report(.markdown, .english, from: "tarefa-1", at: "tarefa-2")
        #expect(second.contains("- server client appeared") && second.contains("- network user1_net appeared"))
        let third = try report(.markdown, .english, from: "tarefa-2", at: "tarefa-3")
        #expect(third.contains("- machine node4 changed: ") && third.contains("status from Ready to Deployed"))
        #expect(!third.contains("server client appeared"))
        let same = try report(.markdown, .english, from: "tarefa-3", at: "tarefa-3")
        #expect(same.contains("Nothing differs."))
        #expect(try !report(.markdown, .english, from: nil).contains("Differences between the stages"))
    }

    @Test("names the head that verify prints, whatever was written after the last snapshot")
    func head() throws {
        let lab = try ReplayedLab()
        let snapshot = try lab.archive.snapshot(at: SnapshotReference("tarefa-4"))
        let store = try Store(path: lab.path, specs: Catalog.specs)
        try store.note("looked at", on: snapshot, by: "a test", at: Instant(milliseconds: 1_795_600_000_000))
        try store.close()
        let head = try #require(try lab.archive.moment { try $0.reader.chainHead() })
        #expect(try report(.markdown, .english, of: lab).contains(head))
        #expect(try !report(.markdown, .english).contains(head))
    }

    @Test("of a cloud without MAAS, Juju and Ceph lacks nothing of them")
    func openStackAlone() throws {
        let folder = try TemporaryFolder()
        let copy = URL(filePath: folder.file("tarefa-4"))
        try FileManager.default.copyItem(
            at: URL(filePath: CommandLineTests.examples).appending(path: "4-tarefa-4"), to: copy)
        let file = copy.appending(path: "recording.json")
        let read = try JSONSerialization.jsonObject(with: Data(contentsOf: file))
        var recording = try #require(read as? [String: Any])
        let sources = try #require(recording["sources"] as? [[String: Any]])
        recording["sources"] = sources.filter { $0["name"] as? String == "openstack" }
        try JSONSerialization.data(withJSONObject: recording).write(to: file)
        let lab = try ReplayedLab(copy.path())
        let text = try report(.markdown, .english, from: nil, of: lab)
        #expect(!text.contains("Not seen whole") && !text.contains("## Juju") && text.contains("| lb "))
    }

    @Test("says everything in each of its languages", arguments: ReportLanguage.allCases)
    func words(_ language: ReportLanguage) {
        let words = ReportWords(language)
        for phrase in Phrase.allCases { #expect(words.has(phrase), "\(phrase)") }
        #expect(Set(Portuguese.kinds.keys) == Set(English.kinds.keys))
        // Whatever stands for a name in one language does in the other.
        for phrase in Phrase.allCases {
            for place in ["%1", "%2"] {
                #expect(
                    ReportWords(.english)[phrase].contains(place) == ReportWords(.portuguese)[phrase].contains(place))
            }
        }
    }

    @Test("a resource is explained by the commands that would make it")
    func explains() throws {
        func commands(_ resource: String) throws -> [String] {
            try Self.lab.get().archive.answer(ExplainQuestion(resource: resource)).rows.compactMap { $0[1].text }
        }
        #expect(
            try commands("router/user1_router") == [
                "openstack router create user1_router", "openstack router set --external-gateway ext_net user1_router",
                "openstack router add subnet user1_router user1_subnet",
            ])
        #expect(
            try commands("subnet/ext_subnet") == [
                "openstack subnet create --network ext_net --subnet-range 172.16.0.0/20 --gateway 172.16.0.1 --no-dhcp "
                    + "--allocation-pool start=172.16.7.0,end=172.16.8.255 ext_subnet"
            ])
        #expect(try commands("flavor/m1.large") == ["openstack flavor create --vcpus 4 --ram 8192 --disk 20 m1.large"])
        #expect(try commands("server/db").last == "openstack server add volume db dbvol")
        #expect(throws: QueryError.self) { try commands("osd/3") }
        let maker = try Self.lab.get().archive.answer(ExplainQuestion(resource: "server/lb")).rows[0]
        #expect(maker[2] == "user1" && maker[3].text?.hasPrefix("req-") == true)
    }

    @Test("words of a shell mean only themselves")
    func shell() {
        #expect(Shell.word("lb-1.maas") == "lb-1.maas" && Shell.word("") == "''")
        #expect(Shell.word("a b; rm -rf $HOME") == "'a b; rm -rf $HOME'" && Shell.word("it's") == "'it'\\''s'")
    }
}
