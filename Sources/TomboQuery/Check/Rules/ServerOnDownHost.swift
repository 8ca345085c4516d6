import TomboRecords

extension CheckRule {
    static let serverOnDownHost = CheckRule(
        "server-host-down", .error, kind: "nova_server",
        what: "A server is on a host whose nova-compute is down.",
        why: "Nova keeps saying ACTIVE of servers on a dead host; they may not run, and cannot be changed.",
        source:
            "Nova: service state `down` after service_down_time (60 s) without a report; forced_down, microversion 2.11.",
        remedy: "Bring nova-compute back, or fence the host and evacuate its servers.",
        reads: ["nova_server", "nova_compute_service"]
    ) { bench in
        let hosts = try ServerHosts(bench)
        for row in try bench.rows("nova_server", ServerHosts.columns) {
            guard let host = row["host"].text else { continue }
            guard let service = hosts.service(host) else {
                bench.cannotJudge(bench.name(row), "no nova-compute is known of its host")
                continue
            }
            guard service["state"] == "down" || service["forced_down"] == true else { continue }
            let forced = service["forced_down"] == true ? " (forced down)" : ""
            bench.find(
                bench.name(row), "The server is \(row["status"].text ?? "unknown") on \(host), which is down\(forced).",
                ["id": .text(row.key), "host": .text(host), "status": row["status"], "host_state": service["state"]])
        }
    }
}
