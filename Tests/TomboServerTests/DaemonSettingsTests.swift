import Testing
import TomboRecords
import TomboSources

@Suite("The section daemon: of tombo.yaml")
struct DaemonSettingsTests {
    private func read(_ section: String) throws -> DaemonSettings {
        let lines = section.split(separator: "\n", omittingEmptySubsequences: false).map { "  \($0)" }
        return try TomboConfiguration(
            yaml: "clouds:\n  lab:\n    openstack:\n      cloud: lab\ndaemon:\n" + lines.joined(separator: "\n") + "\n",
            path: "/etc/tombo/tombo.yaml",
            ConfigurationPlaces(environment: [:], workingDirectory: "/", homeDirectory: "/nonexistent")
        ).daemon
    }

    @Test("has a default for every key")
    func defaults() throws {
        let settings = try read("{}")
        #expect(settings == DaemonSettings())
        #expect("\(settings.listen)" == "127.0.0.1:9810")
        #expect(settings.interval(of: "ceph", in: "lab") == .seconds(300))
    }

    @Test("takes every key")
    func everything() throws {
        let settings = try read(
            """
            listen: '[::1]:9000'
            interval: 10m
            sources: {ceph: 1m, maas: 1h}
            clouds:
              lab: {interval: 2m, sources: {ceph: 30}}
            jitter: 0s
            backoff: 2h
            stop_within: 5s
            answer_within: 3s
            keep: {last: 10, daily: 90, within: 7d, labels: no}
            measures: {within: 90d, daily: 7d}
            verify: never
            upkeep: 12h
            backup: {folder: backups, every: 6h, keep: 3}
            """)
        #expect(settings.listen == ListenAddress(host: "::1", port: 9000))
        #expect(settings.interval(of: "ceph", in: "lab") == .seconds(30))
        #expect(settings.interval(of: "maas", in: "lab") == .seconds(3600))
        #expect(settings.interval(of: "openstack", in: "lab") == .seconds(120))
        #expect(settings.interval(of: "openstack", in: "other") == .seconds(600))
        #expect(settings.jitter == .zero && settings.longestBackoff == .seconds(7200))
        #expect(settings.stopWithin == .seconds(5) && settings.answerWithin == .seconds(3))
        #expect(settings.keep?.last == 10 && settings.keep?.daily == 90 && settings.keep?.labels == false)
        #expect(settings.keep?.within == .seconds(7 * 86_400) && settings.keep?.weekly == nil)
        #expect(settings.measuresWithin == .seconds(90 * 86_400) && settings.measuresDaily == .seconds(7 * 86_400))
        #expect(settings.verifyEvery == nil && settings.upkeepEvery == .seconds(43_200))
        #expect(settings.backup?.folder == "/etc/tombo/backups" && settings.backup?.keep == 3)
    }

    @Test(
        "refuses what is wrong, with the key and a remedy",
        arguments: [
            ("intervall: 5m", "daemon.intervall"), ("interval: soon", "daemon.interval"),
            ("interval: 0", "daemon.interval"),
            ("interval: 5y", "daemon.interval"), ("listen: 9810", "daemon.listen"),
            ("listen: 0.0.0.0:9810", "daemon.listen"), ("listen: '[::]:9810'", "daemon.listen"),
            ("listen: tombo.example.org:80", "daemon.listen"), ("sources: {cefh: 1m}", "daemon.sources.cefh"),
            ("clouds: {prod: {interval: 1m}}", "daemon.clouds.prod"), ("keep: {labels: yes}", "daemon.keep"),
            ("keep: {daily: -1}", "daemon.keep.daily"), ("backup: {keep: 3}", "daemon.backup"),
            ("backup: {folder: /b, every: 5s}", "daemon.backup.every"), ("verify: sometimes", "daemon.verify"),
        ])
    func mistakes(_ section: String, _ key: String) {
        let error = #expect(throws: CollectError.self) { try read(section) }
        #expect(error?.code == .misconfigured)
        #expect(error?.message.contains("`\(key)`") == true, "\(String(describing: error))")
        #expect(error?.message.contains("/etc/tombo/tombo.yaml") == true)
        #expect(error?.remedy?.isEmpty == false)
    }
}
