import Testing

/// `storage` and `forecast` of the recorded lab, as a person sees them.
@Suite("Storage of the lab")
struct LabStorageTests {
    private static let lab = Result { try Program.withLab() }

    @Test("storage is one record: four hosts of 20 GiB in three copies")
    func storage() throws {
        let run = try Self.lab.get().run("storage")
        #expect(run.status == 0)
        let lines = run.out.split(separator: "\n").map(String.init)
        // 80 / 3 = 26.7; (80 · 0.85 − 0.33) / 3 = 22.6; without a host (60 · 0.85 − 0.33) / 3 = 16.9.
        for line in [
            "rule                 3 copies, each on another host", "raw bytes            80.0 GiB",
            "usable bytes         26.7 GiB", "limit                all 4 hosts can be filled",
            "provisioned bytes    111.0 GiB", "room nearfull bytes  22.6 GiB", "heals                yes",
            "loss room bytes      16.9 GiB",
        ] { #expect(lines.contains(line), "\(line)") }
    }

    @Test("storage by pool, host and backend are tables")
    func tables() throws {
        let lab = try Self.lab.get()
        let pools = try lab.run("storage", "--by", "pool", "-f", "csv", "-c", "pool", "-c", "provisioned_bytes")
        #expect(pools.out.contains("vms,107374182400") && pools.out.contains("\nglance,1073741824"))
        let hosts = try lab.run("storage", "--by", "host", "-f", "csv", "-c", "host", "-c", "heals", "--at", "tarefa-1")
        #expect(hosts.out.contains("node1,false"), "three hosts then")
        let backends = try lab.run("storage", "--by", "backend", "-f", "csv", "-c", "service", "-c", "backend")
        #expect(backends.out.contains("cinder,cinder@cinder-ceph#cinder-ceph") && backends.out.contains("nova,vms"))
    }

    @Test("--lose takes a host away; with a backend it is wrong usage, with a stranger an unknown reference")
    func lose() throws {
        let lab = try Self.lab.get()
        let lost = try lab.run("storage", "--lose", "node4", "-f", "value", "-c", "usable_bytes")
        #expect(lost.out == "21474836480\n")
        #expect(try lab.run("storage", "--by", "backend", "--lose", "node4").status == 2)
        #expect(try lab.run("storage", "--lose", "node9").status == 6)
    }

    @Test("forecast of four snapshots of one morning says that it knows nothing yet")
    func forecast() throws {
        let lab = try Self.lab.get()
        let run = try lab.run("forecast")
        #expect(run.status == 0 && run.out.contains("1 day is known, and a trend needs 7"))
        let json = try lab.run("forecast", "--resource", "ceph", "-f", "json")
        #expect(json.out.contains("\"runway_days\": null") && json.out.contains("\"outlook\": \"unknown\""))
        #expect(try lab.run("forecast", "--window", "3d").status == 2)
        #expect(try lab.run("forecast", "--resource", "nothing").status == 6)
    }
}
