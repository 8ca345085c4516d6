import TomboRecords
import TomboStore

extension Moment {
    /// The hypervisor of each nova-compute that reports one: Ironic's reports
    /// many, and which of them is meant by its name is not known.
    func serviceHosts(cloud: String) throws -> [String: String] {
        let hypervisors = try table("nova_hypervisor", ["service_host"], cloud: cloud)
        let byService = Dictionary(grouping: hypervisors) { $0["service_host"].text ?? "" }
        return byService.compactMapValues { $0.count == 1 ? $0[0].key : nil }
    }

    /// The servers on a hypervisor: those that name it, and those that name
    /// only the service that reports it.
    func servers(on hypervisor: String, _ columns: [String], cloud: String) throws -> [TableRow] {
        let services = try serviceHosts(cloud: cloud).filter { $0.value == hypervisor }.map { Value.text($0.key) }
        return try table(
            "nova_server", columns, cloud: cloud,
            where: """
                v.hypervisor_hostname = ?1 OR v.hypervisor_hostname IS NULL
                AND v.host IN (SELECT value FROM json_each(?2))
                """, [.text(hypervisor), .text(Value.list(services).json)])
    }
}
