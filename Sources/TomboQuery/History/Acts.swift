import TomboRecords

/// What belongs together because somebody did one thing: a server that is deleted takes its port, its floating
/// address, its claim and its disk with it.
struct Acts {
    struct Identity: Hashable {
        var kind: String
        var key: String
    }

    /// Columns by which something is a part of something else, the nearest first. Using a thing is no part of it:
    /// a port is its server's, and not its network's.
    static let owners: [String: [String]] = [
        "neutron_port": ["device_id"], "neutron_floatingip": ["port_id"], "neutron_subnet": ["network_id"],
        "neutron_security_group_rule": ["security_group_id"], "placement_allocation": ["consumer"],
        "placement_inventory": ["resource_provider"], "cinder_attachment": ["server_id", "volume_id"],
        "cinder_snapshot": ["volume_id"], "ceph_rbd_image": ["server", "volume", "image"], "ceph_osd": ["host"],
        "juju_unit": ["principal", "machine"], "maas_interface": ["machine"], "maas_block_device": ["machine"],
        "juju_machine": ["parent"],
    ]

    /// What a resource may be a part of, the nearest first.
    static func owners(of values: [Value], _ spec: RecordSpec) -> [Identity] {
        (owners[spec.kind] ?? []).flatMap { name -> [Identity] in
            guard let index = spec.columns.firstIndex(where: { $0.name == name }), let key = values[index].text else {
                return []
            }
            return spec.columns[index].references.filter { reference in
                reference.column == nil && reference.member == nil
                    && (reference.when.map { holds($0, values, spec) } ?? true)
            }.map { Identity(kind: $0.kind, key: key) }
        }
    }

    private static func holds(_ condition: Reference.Condition, _ values: [Value], _ spec: RecordSpec) -> Bool {
        spec.columns.firstIndex { $0.name == condition.column }.map { condition.holds(values[$0]) } ?? false
    }

    /// The rows with the parts right behind what they are part of, and which that is.
    static func grouped(_ rows: [DiffRow], _ specs: [RecordSpec]) -> [DiffRow] {
        if !rows.contains(where: { !$0.owners.isEmpty }) { return rows }
        func identity(_ row: DiffRow) -> Identity? { row.key.map { Identity(kind: row.kind, key: $0) } }
        var places: [DiffRow.Change: [Identity: Int]] = [:]
        for (index, row) in rows.enumerated() where [.appeared, .gone].contains(row.change) {
            if let identity = identity(row) { places[row.change, default: [:]][identity] = index }
        }
        /// What it is part of in the end; nil for what stands alone.
        func root(of index: Int) -> Int? {
            var (place, steps) = (index, 0)
            while steps < 8, let known = places[rows[place].change],
                let next = rows[place].owners.lazy.compactMap({ known[$0] }).first(where: {
                    $0 != place && rows[$0].cloud == rows[index].cloud
                })
            {
                (place, steps) = (next, steps + 1)
            }
            return place == index ? nil : place
        }
        let roots = rows.indices.map { root(of: $0) }
        var parts: [Int: [Int]] = [:]
        for (index, root) in roots.enumerated() { if let root { parts[root, default: []].append(index) } }
        var grouped: [DiffRow] = []
        for index in rows.indices where roots[index] == nil {
            grouped.append(rows[index])
            guard let parts = parts[index] else { continue }
            let name = specs.first { $0.kind == rows[index].kind }?.reference(rows[index].name ?? rows[index].key ?? "")
            for part in parts {
                var row = rows[part]
                row.partOf = name
                grouped.append(row)
            }
        }
        return grouped
    }
}
