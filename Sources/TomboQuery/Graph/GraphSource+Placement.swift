import TomboRecords

extension GraphSource {
    /// Server → hypervisor → Juju machine → MAAS machine, each step with the rule by which it is known.
    func placement() throws -> Drawing {
        var drawing = Drawing()
        let map = try HostMap(moment, cloud: cloud)
        drawing.kinds = map.kinds
        for host in map.hosts { try add(host, &drawing) }
        let services = try moment.serviceHosts(cloud: cloud)
        let columns = ["name", "status", "flavor_name", "host", "hypervisor_hostname"]
        for row in try rows("nova_server", columns, &drawing) {
            let hypervisor =
                row["hypervisor_hostname"].text ?? row["host"].text.map { services[$0] ?? $0 }
            let flavor = row["flavor_name"].text.map { [$0] } ?? []
            let isKnown = hypervisor.map { map.host(.nova, key: $0) != nil } ?? false
            let stray = isKnown ? [] : [hypervisor.map { words[.on, $0] } ?? words[.hostUnknown]]
            drawing.nodes.append(server(row, flavor + stray, column: 0))
            if let hypervisor {
                drawing.edges.append(.init("server/\(row.key)", "hypervisor/\(hypervisor)"))
            }
        }
        return drawing
    }

    private func add(_ host: PhysicalHost, _ drawing: inout Drawing) throws {
        let steps: [(kind: HostMember.Kind, role: Graph.Role, prefix: String)] = [
            (.nova, .hypervisor, "hypervisor"), (.juju, .jujuMachine, "juju"),
            (.maas, .maasMachine, "maas"),
        ]
        var last: (id: String, member: HostMember)?
        for (column, step) in steps.enumerated() {
            guard let member = host[step.kind] else { continue }
            let id = "\(step.prefix)/\(member.key)"
            let more = member.name == member.key || step.kind == .juju ? [] : [member.key]
            let doubt = host.doubt.map { [words[.oneOf, $0.candidates.joined(separator: ", ")]] } ?? []
            let shown = step.kind == .juju ? member.key : member.name
            drawing.nodes.append(.init(id, step.role, [shown] + more + doubt, column: column + 1))
            if let last {
                let rule = host.links.first {
                    $0.from.kind == last.member.kind || $0.from == member && $0.to == last.member
                }
                drawing.edges.append(.init(last.id, id, rule.map { words[$0.rule.phrase] }))
            }
            last = (id, member)
        }
    }
}
