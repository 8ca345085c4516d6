import TomboRecords

extension CheckRule {
    static let portUnbound = CheckRule(
        "port-unbound", .warning, kind: "neutron_port",
        what: "A port of a server is bound to no host, or its binding failed.",
        why: "The server has the address and no network.",
        source: "Neutron: binding:vif_type `binding_failed` or `unbound`.",
        remedy:
            "Look for an agent that is dead on the host; then detach and attach the port, or reboot the server hard.",
        reads: ["neutron_port", "nova_server"]
    ) { bench in
        // A server without a host has unbound ports by right.
        let servers = Dictionary(
            try bench.rows("nova_server", ["name", "status", "host"]).map { ($0.key, $0) }
        ) { first, _ in first }
        let columns = ["device_owner", "device_id", "binding_vif_type", "binding_host_id", "fixed_ips", "status"]
        for row in try bench.rows("neutron_port", columns) {
            let address = row["fixed_ips"].elements.first?["ip_address"].text ?? row.key
            let isServers = row["device_owner"].text?.hasPrefix("compute:") ?? false
            let server = row["device_id"].text.flatMap { servers[$0] }
            let device = server.map { bench.name($0) } ?? row["device_owner"].text ?? "no device"
            switch row["binding_vif_type"].text {
            case "binding_failed":
                bench.find(
                    address, "The binding of the port of \(device) failed.",
                    ["port_id": .text(row.key), "host": row["binding_host_id"], "device_owner": row["device_owner"]])
            case "unbound":
                let waits = server.map { $0["host"].isNull || $0["status"] == "SHELVED_OFFLOADED" } ?? false
                guard isServers, !waits else { continue }
                bench.find(
                    address, "The port of \(device) is bound to no host.",
                    ["port_id": .text(row.key), "device_id": row["device_id"], "status": row["status"]])
            case nil where isServers:
                bench.cannotJudge(address, "binding_vif_type is unknown, which only administrators see")
            default: continue
            }
        }
    }
}
