import TomboRecords
import TomboStore

extension PlaceFinder {
    func enter(server found: FoundResource, _ place: inout Place) throws {
        guard let row = try row("nova_server", found.key, ["hypervisor_hostname", "host"]) else { return }
        if let name = row["hypervisor_hostname"].text {
            try arrive(
                .nova, name, from: found.reference, rule: "OS-EXT-SRV-ATTR:hypervisor_hostname = hypervisor_hostname",
                &place)
        } else if let name = row["host"].text {
            try go(to: name, from: found.reference, rule: "host = service_host of the hypervisor", &place)
        }
        // Neither: it never got a host (an error while scheduling), or this login may not see it.
    }

    /// To the hypervisor that a name of nova.conf means, as services, ports and agents write it.
    func go(to serviceHost: String, from: String, rule: String, _ place: inout Place) throws {
        let hypervisors = try moment.table(
            "nova_hypervisor", [], cloud: cloud, where: "v.service_host = ?1", [.text(serviceHost)])
        kinds.insert("nova_hypervisor")
        if hypervisors.count == 1 {
            return try arrive(.nova, hypervisors[0].key, from: from, rule: rule, &place)
        }
        // A nova-compute may report several hypervisors (Ironic does): then which one is not known, never picked.
        if hypervisors.isEmpty, try arrive(atHostname: serviceHost, from: from, rule: rule, &place) { return }
        place.host = serviceHost
        place.hosts = [serviceHost]
    }

    func enter(provider found: FoundResource, _ place: inout Place) throws {
        let root = try row("placement_resource_provider", found.key, ["root_provider"])?["root_provider"].text
        if let root, root != found.key { place.hop(found.reference, "provider/\(root)", "root_provider") }
        try arrive(.placement, root ?? found.key, from: found.reference, &place)
    }

    func enter(port id: String, from: String, _ place: inout Place) throws {
        guard let row = try row("neutron_port", id, ["device_owner", "device_id", "binding_host_id"]) else { return }
        let owner = row["device_owner"].text ?? ""
        if let device = row["device_id"].text, owner.hasPrefix("compute:"),
            let server = try resource("nova_server", key: device)
        {
            place.hop(from, server.reference, "device_id = id")
            return try enter(server: server, &place)
        }
        if let device = row["device_id"].text, owner.hasPrefix("network:router_"), row["binding_host_id"].isNull,
            let router = try resource("neutron_router", key: device)
        {
            place.hop(from, router.reference, "device_id = id")
            return try enter(router: device, from: router.reference, &place)
        }
        if let host = row["binding_host_id"].text {
            try go(to: host, from: from, rule: "binding_host_id = service_host of the hypervisor", &place)
        }
    }

    func enter(floatingIP found: FoundResource, _ place: inout Place) throws {
        // Without a port it leads to nothing, and so is nowhere.
        guard let port = try row("neutron_floatingip", found.key, ["port_id"])?["port_id"].text else { return }
        let reference = "port/\(port)"
        place.hop(found.reference, reference, "port_id = id")
        try enter(port: port, from: reference, &place)
    }

    /// OVN routes everywhere, but what leaves for other networks goes over the host of the gateway port.
    func enter(router id: String, from: String, _ place: inout Place) throws {
        kinds.insert("neutron_port")
        let gateway = try moment.table(
            "neutron_port", ["binding_host_id"], cloud: cloud,
            where: "v.device_id = ?1 AND v.device_owner = 'network:router_gateway'", [.text(id)])
        guard gateway.count == 1, let host = gateway[0]["binding_host_id"].text, !host.isEmpty else { return }
        try go(to: host, from: from, rule: "binding_host_id of its gateway port", &place)
    }

    /// What a bare address leads to: the port that has it.
    func enter(address: String, _ place: inout Place) throws -> Bool {
        kinds.formUnion(["neutron_port", "nova_server"])
        let ports = try moment.table(
            "neutron_port", [], cloud: cloud,
            where: """
                instr(v.fixed_ips, ?1) > 0 AND EXISTS (
                  SELECT 1 FROM json_each(v.fixed_ips) j WHERE j.value ->> 'ip_address' = ?1)
                """, [.text(address)])
        // Two networks may use the same addresses: then it is not said which is meant.
        guard ports.count == 1 else { return false }
        place.hop(address, "port/\(ports[0].key)", "ip_address of fixed_ips")
        try enter(port: ports[0].key, from: "port/\(ports[0].key)", &place)
        return true
    }

    /// A resource by its key, with its name.
    func resource(_ kind: String, key: String) throws -> FoundResource? {
        guard let spec = moment.reader.spec(kind), let row = try row(kind, key, [spec.name]) else { return nil }
        return FoundResource(
            spec: spec, id: row.id, cloud: cloud, key: key,
            name: row[spec.name].text.flatMap { $0.isEmpty ? nil : $0 } ?? key)
    }
}
