import Foundation
import Testing
import TomboRecords
import TomboTestKit

@testable import TomboSources

@Suite("Ceph in tombo.yaml")
struct CephSectionTests {
    private func source(_ yaml: String) throws -> ConfiguredSource {
        let places = ConfigurationPlaces(environment: [:], workingDirectory: "/w", homeDirectory: "/home/ana")
        let read = try TomboConfiguration(yaml: "clouds: {lab: {ceph: \(yaml)}}", path: "/etc/tombo.yaml", places)
        return try #require(try read.clouds.first?.sources(places).first)
    }

    private func access(_ yaml: String) throws -> CephAccess { try #require(try source(yaml).access as? CephAccess) }

    @Test("paths are those of this machine, or of the one behind the command")
    func paths() throws {
        #expect(
            try access("{conf: ceph/ceph.conf, user: tombo, keyring: ~/k}").options
                == ["--conf", "/etc/ceph/ceph.conf", "--keyring", "/home/ana/k", "--name", "client.tombo"])
        let there = try access("{command: [ssh, mon, sudo], conf: /etc/ceph/ceph.conf, user: client.tombo}")
        #expect(there.options == ["--conf", "/etc/ceph/ceph.conf", "--name", "client.tombo"])
        #expect(there.prefix == ["ssh", "mon", "sudo"])
        #expect(try source("{}").origin == "ceph")
        #expect(try source("{pools: [vms, cinder-ceph]}").recordedSettings == ["pools": "vms,cinder-ceph"])
        #expect(try access("{librados: true}").usesLibrary)
    }

    @Test(
        "what is wrong is named",
        arguments: [
            ("{usr: x}", "ceph.usr"), ("{librados: true, command: [ssh, h]}", "contradicts `librados: true`"),
            ("{command: [ssh, h], conf: '/etc/ceph/$(reboot)'}", "a shell could take"),
            ("{pools: {a: 1}}", "ceph.pools"),
        ])
    func wrong(_ yaml: String, _ words: String) {
        let error = #expect(throws: CollectError.self) { try source(yaml) }
        #expect(error?.code == .misconfigured && error?.message.contains(words) == true, "\(error?.message ?? "")")
    }

    @Test("a configuration of Ceph's own is found")
    func discover() throws {
        let folder = try TemporaryFolder()
        try "[global]".write(toFile: folder.file("c.conf"), atomically: true, encoding: .utf8)
        let places = ConfigurationPlaces(
            environment: ["CEPH_CONF": "c.conf"], workingDirectory: folder.path, homeDirectory: folder.path)
        let found = CephSection.discover(places)
        #expect(found.found == folder.file("c.conf") && found.section.first == "ceph:")
    }
}
