import TomboRecords

/// The nova-compute of each host.
struct ServerHosts {
    static let columns = ["name", "status", "host"]
    private let services: [String: TableRow]

    init(_ bench: CheckBench) throws {
        let rows = try bench.rows(
            "nova_compute_service", ["host", "state", "status", "forced_down", "disabled_reason"],
            where: "v.binary = 'nova-compute'")
        services = Dictionary(rows.map { ($0["host"].text ?? "", $0) }) { first, _ in first }
    }

    func service(_ host: String) -> TableRow? { services[host] }
}
