import TomboRecords

extension CheckRule {
    static let serverOnDisabledHost = CheckRule(
        "server-host-disabled", .warning, kind: "nova_server",
        what: "A server is on a host that is disabled.",
        why: "Somebody took the host out of service; what is still on it is usually meant to leave.",
        source: "Nova: `openstack compute service set --disable`; Placement trait COMPUTE_STATUS_DISABLED.",
        remedy: "Migrate the server away, or enable the host again with `openstack compute service set --enable`.",
        reads: ["nova_server", "nova_compute_service"]
    ) { bench in
        let hosts = try ServerHosts(bench)
        for row in try bench.rows("nova_server", ServerHosts.columns) {
            guard let host = row["host"].text, let service = hosts.service(host), service["status"] == "disabled"
            else { continue }
            let reason = service["disabled_reason"].text.map { ": \($0)" } ?? ""
            bench.find(
                bench.name(row), "The server is on \(host), which is disabled\(reason).",
                ["id": .text(row.key), "host": .text(host), "disabled_reason": service["disabled_reason"]])
        }
    }
}
