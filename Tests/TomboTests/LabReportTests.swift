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
        for (server, flavor, host) in [
            ("api1", "m1.small", "node3.maas"), ("api2", "m1.small", "node1.maas"), ("db", "m1.medium", "node2.maas"),
            ("lb", "m1.tiny", "node3.maas"), ("client", "m1.tiny", "node2.maas"),
        ] {
            #expect(line("| \(server) ", " \(flavor) ") && line("| \(server) ", "ACTIVE", " \(host) "))
            #expect(line("- \(server): server/\(server) → hypervisor/\(host) "), "\(server): the evidence of its host")
        }
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

    @Test("leads from the campus router to the instance and its machine, and says where knowledge ends")
    func path() throws {
        let text = try report(.markdown, .portuguese)
        let part = try #require(
            text.split(separator: "\n## ").first { $0.hasPrefix("Do roteador do campus à instância") })
        let hops = [
            "roteador do campus 172.16.0.1", "rede externa ext_net", "roteador user1_router", "sub-rede user1_net",
            "porta 192.169.0.58<br/>flutuante 172.16.8.65", "servidor lb", "hipervisor node3.maas",
            "máquina do MAAS node3.maas",
        ]
        var rest = part[...]
        for hop in hops {
            let found = try #require(rest.firstRange(of: hop), "\(hop) comes after the one before it")
            rest = rest[found.upperBound...]
        }
        #expect(part.contains("br-ex (enp2s0), fabric-1/0<br/>→ ext_net, 172.16.0.0/20"))
        #expect(part.contains("nenhuma fonte informa") && part.contains("A rede do campus até o gateway"))
        #expect(part.contains("SNAT ligado") && part.contains("flat physnet1"))
    }

    @Test("diagrams of a Portuguese report speak Portuguese")
    func diagramLanguage() throws {
        let text = try report(.mkdocs, .portuguese) + report(.html, .portuguese)
        for word in ["Network of", "same FQDN", "copies", "external network", "MAAS machine", ">server<", "snapshot 4"]
        {
            #expect(!text.contains(word), "\(word)")
        }
    }

    @Test("what a diagram does not show whole is told below it")
    func gapBelowDrawing() throws {
        let folder = try TemporaryFolder()
        let copy = URL(filePath: folder.file("tarefa-4"))
        try FileManager.default.copyItem(
            at: URL(filePath: CommandLineTests.examples).appending(path: "4-tarefa-4"), to: copy)
        let interfaces = try FileManager.default.contentsOfDirectory(atPath: copy.appending(path: "openstack").path())
            .filter { $0.contains("v2.0-ports") }
        try #require(!interfaces.isEmpty)
        for name in interfaces {
            try FileManager.default.removeItem(at: copy.appending(path: "openstack").appending(path: name))
        }
        let text = try report(.markdown, .english, from: nil, of: ReplayedLab(copy.path()))
        let part = try #require(text.split(separator: "\n## ").first { $0.hasPrefix("From the campus router") })
        #expect(
            part.contains("port unknown") && !part.contains("no port") && part.contains("**Not seen whole**")
                && part.contains("neutron_port"))
    }

    @Test("every command of the appendix runs and answers")
    func appendix() throws {
        let text = try report(.markdown, .english)
        let part = try #require(text.split(separator: "\n## ").first { $0.hasPrefix("How to repeat this") })
        let script = try #require(part.firstMatch(of: #/```shell\n(.*?)```/#.dotMatchesNewlines()))
        let commands = String(script.1).replacing(" \\\n", with: " ").split(separator: "\n")
        #expect(commands.count > 20)
        for command in commands {
            let process = Process()
            process.executableURL = URL(filePath: "/bin/sh")
            process.arguments = ["-c", "tombo() { \"$TOMBO\" \"$@\"; }; \(command)"]
            process.environment = try [
                "TOMBO": CommandLineTests.binary, "TOMBO_DB": Self.lab.get().path, "HOME": "/nonexistent",
            ]
            let output = Pipe()
            (process.standardOutput, process.standardError) = (output, FileHandle.nullDevice)
            try process.run()
            let answer = try output.fileHandleForReading.readToEnd() ?? Data()
            process.waitUntilExit()
            // `check` and `diff` may say no; that is an answer.
            #expect([0, 1].contains(process.terminationStatus) && !answer.isEmpty, "\(command)")
        }
    }

    @Test("a long command is folded into the same command")
    func folded() {
        let long =
            "openstack server create --flavor m1.small --image 'a  --b c' --network user1_net --key-name user1 api1"
        let lines = Shell.folded(long)
        #expect(lines.count > 1 && lines.allSatisfy { $0.count <= 78 })
        #expect(lines.dropLast().allSatisfy { $0.hasSuffix(" \\") } && lines.contains { $0.contains("'a  --b c'") })
        #expect(lines.joined(separator: "\n").replacing(" \\\n    ", with: " ") == long)
        #expect(Shell.folded("tombo verify") == ["tombo verify"])
        let comment = Shell.folded(
            "# servidor api1, criado por user1, requisição req-5971f1b4-96a1-4d30, criado em 2026-11-28")
        #expect(comment.count == 2 && comment.allSatisfy { $0.hasPrefix("# ") && $0.count <= 76 })
    }

    @Test("a server's role is what somebody says, else its name without its number")
    func roles() throws {
        func row(_ id: Int64, _ name: String, _ values: [String: Value] = [:]) -> TableRow {
            TableRow(id: id, key: "k\(id)", values: values.merging(["name": .text(name)]) { $1 })
        }
        let rows = [
            row(1, "lb"), row(2, "api-02"), row(3, "front", ["metadata": .object([.init("role", "web")])]),
            row(4, "web1"), row(5, "x", ["tags": ["role:db"]]), row(6, "haproxy"), row(7, "42"),
            row(8, "y", ["tags": ["blue", "WEB"]]),
        ]
        let roles = RoleFinder.roles(of: rows, ["cache": ["ha*"]])
        #expect(
            roles == ["k1": "lb", "k2": "api", "k3": "web", "k5": "db", "k6": "cache", "k8": "WEB"],
            "web1 is not web: somebody said who is")
    }

    @Test("words of a shell mean only themselves")
    func shell() {
        #expect(Shell.word("lb-1.maas") == "lb-1.maas" && Shell.word("") == "''")
        #expect(Shell.word("a b; rm -rf $HOME") == "'a b; rm -rf $HOME'" && Shell.word("it's") == "'it'\\''s'")
    }
}
