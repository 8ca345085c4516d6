import Foundation
import Testing
import TomboQuery
import TomboRecords
import TomboTestKit

@testable import tombo

/// The recorded lab as its student checks it, and what tombo.yaml says.
@Suite("check")
struct CheckCommandTests {
    private func configured(_ program: Program, _ checks: String) throws -> String {
        let path = program.file("tombo.yaml")
        try "checks:\n\(checks)".write(toFile: path, atomically: true, encoding: .utf8)
        return path
    }

    private func names(_ run: Program.Run) -> [String] {
        (Value(json: run.out)?["rows"].elements ?? []).map {
            "\($0["severity"].text ?? "")|\($0["rule"].text ?? "")|\($0["name"].text ?? "")"
        }
    }

    @Test("of the lab only what is true is found, stage by stage")
    func lab() throws {
        let program = try Program.withLab()
        let address = "warning|public-address-inside|user1_subnet"
        let spare = "info|ceph-pool-no-spare|.rgw.root, cinder-ceph, default.rgw.buckets.data and 7 more"
        let expected = [[spare], [address, spare], [address], [address]]
        for (index, names) in expected.enumerated() {
            let run = try program.run("check", "--at", "tarefa-\(index + 1)", "-f", "json")
            #expect(self.names(run) == names, "tarefa-\(index + 1)")
            #expect(run.status == 0, "\(run.err)")
        }
        let table = try program.run("check", "--at", "tarefa-2")
        #expect(
            table.out == """
                warning  public-address-inside
                  user1_subnet  192.169.0.0/24 of user1_net is public address space; the private range is 192.168.0.0/16.
                  → Make the subnet anew in a private range; a subnet's CIDR cannot be changed.

                info  ceph-pool-no-spare
                  .rgw.root, cinder-ceph, default.rgw.buckets.data and 7 more  3 copies on 3 hosts: the loss of one leaves every \
                object a copy short.
                  → Add a host with OSDs, if the copies must come back by themselves.

                """)
        #expect(table.err.hasSuffix("0 errors, 1 warning, 1 info\n"))
    }

    @Test("--fail-on, --severity and --rule decide what counts")
    func status() throws {
        let program = try Program.withLab()
        #expect(try program.run("check", "--fail-on", "warning").status == 1)
        #expect(try program.run("check", "--fail-on", "never").status == 0)
        #expect(try program.run("check", "--severity", "error", "--fail-on", "info", "-f", "json").status == 0)
        #expect(try program.run("check", "--rule", "server-error", "--fail-on", "info").status == 0)
        let unknown = try program.run("check", "--rule", "server-eror")
        #expect(unknown.status == 6 && unknown.err.contains("Did you mean `server-error`?"))
        #expect(try program.run("check", "--fail-on", "much").status == 2)
        let list = try program.run("check", "--list", "-f", "json")
        #expect(Value(json: list.out)?["rows"].elements.count == CheckRules.all.count)
    }

    @Test("a cloud that was seen in part is not called well")
    func incomplete() throws {
        let program = try Program()
        let empty = program.file("empty")
        try FileManager.default.copyItem(atPath: CommandLineTests.examples + "/4-tarefa-4", toPath: empty)
        try FileManager.default.removeItem(atPath: empty + "/ceph")
        _ = try program.run("collect", "--replay", empty, "-q")
        let run = try program.run("check", "-f", "json")
        #expect(run.status == 3, "\(run.err)")
        #expect(names(run).contains { $0.hasPrefix("unjudged|ceph-osd-down|") })
        #expect(names(run).first == "warning|public-address-inside|user1_subnet")
        #expect(try program.run("check", "--fail-on", "warning").status == 1, "a finding is one, whatever is missing")
    }

    @Test("tombo.yaml changes rules with a reason, and adds rules")
    func configuration() throws {
        let program = try Program.withLab()
        let path = try configured(
            program,
            """
              public-address-inside: {severity: error, reason: The lab is graded.}
              ceph-pool-no-spare: {enabled: false, reason: Three hosts are all we have.}
              floating-ip-unexpected:
                only_for: [lb]
              small:
                severity: info
                sql: SELECT name, 'It has ' || flavor_ram_mib || ' MiB.' AS message FROM nova_server WHERE name = 'lb'
            """)
        let run = try program.run("check", "--config", path, "-f", "json")
        #expect(
            names(run) == [
                "error|public-address-inside|user1_subnet", "warning|floating-ip-unexpected|client", "info|small|lb",
            ])
        #expect(run.status == 1)
    }

    @Test("what is wrong in tombo.yaml is said with its place and what to do")
    func wrong() throws {
        let program = try Program.withLab()
        for (yaml, status, words) in [
            ("  server-eror: {enabled: false, reason: x}", 4, "Did you mean `server-error`?"),
            ("  server-error: {enabled: false}", 4, "Add `reason:`"),
            ("  mine: {severity: info, sql: 'SELECT name FROM nova_servr'}", 2, "no such table: nova_servr"),
            ("  mine: {severity: bad, sql: 'SELECT 1'}", 4, "Use info, warning or error."),
            ("  mine: {severity: info, sql: 'DROP TABLE snapshot'}", 2, "read-only"),
            ("  mine: []", 4, "must be a mapping"),
        ] {
            let run = try program.run("check", "--config", try configured(program, yaml))
            #expect(Int(run.status) == status && run.err.contains(words), "\(yaml): \(run.status) \(run.err)")
            #expect(run.err.contains("tombo.yaml") && run.err.contains("Hint:") && run.out.isEmpty)
        }
    }
}
