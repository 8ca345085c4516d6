import TomboRecords
import TomboStore

/// Routers whose way out leads over a host that is lost.
struct NetworkImpact {
    let loss: Loss

    func lines() throws -> [ImpactLine] {
        let (moment, cloud) = (loss.finder.moment, loss.finder.cloud)
        guard !loss.hosts.isEmpty, let spec = moment.reader.spec("neutron_router"),
            try moment.has("neutron_port", cloud: cloud)
        else { return [] }
        loss.finder.kinds.formUnion([spec.kind, "neutron_port", "neutron_agent"])
        let lost = Set(loss.hosts.map(\.name))
        let others = try gateways().filter { !lost.contains($0) }
        return try moment.reader.rows(
            """
            SELECT coalesce(nullif(r.name, ''), r.id), p.binding_host_id FROM neutron_port p
            JOIN neutron_router r ON r.id = p.device_id AND r.cloud = p.cloud
            WHERE p.cloud = ?1 AND p.device_owner = 'network:router_gateway' AND p.binding_host_id IS NOT NULL
            """, [.text(cloud)]
        ).compactMap { row in
            guard let name = row[0].text, let host = row[1].text, try isLost(host) else { return nil }
            return ImpactLine(
                spec: spec, name: name, effect: others.isEmpty ? .stops : .failsOver,
                detail: others.isEmpty
                    ? "its gateway is here, and no other gateway chassis is known" : "its gateway is here",
                canMoveTo: others)
        }
    }

    private func isLost(_ serviceHost: String) throws -> Bool {
        var place = Place()
        try loss.finder.go(to: serviceHost, from: "", rule: "", &place)
        return loss.hosts.contains { $0.name == place.host }
    }

    /// Hosts that OVN may put a gateway on.
    private func gateways() throws -> [String] {
        try loss.finder.moment.table(
            "neutron_agent", ["host"], cloud: loss.finder.cloud,
            where: "v.agent_type = 'OVN Controller Gateway agent' AND v.alive"
        ).compactMap { row in
            guard let host = row["host"].text else { return nil }
            var place = Place()
            try loss.finder.go(to: host, from: "", rule: "", &place)
            return place.host
        }.sorted { NaturalOrder.compare($0, $1) < 0 }
    }
}
