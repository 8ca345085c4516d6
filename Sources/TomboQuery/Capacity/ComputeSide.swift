import TomboRecords
import TomboStore

/// What Nova says of its compute hosts: whether they are up and open, their zone, their aggregates.
struct ComputeSide {
    struct Hypervisor {
        var name: String
        var uuid: String?
        var host: ComputeCloud.Host
    }

    private(set) var hypervisors: [Hypervisor] = []
    /// Whether Nova's list of hypervisors was ever read.
    private(set) var isListed = false
    let kinds: Set<String> = ["nova_hypervisor", "nova_compute_service", "nova_aggregate"]

    init(_ moment: Moment, cloud: String) throws {
        isListed = try moment.has("nova_hypervisor", cloud: cloud)
        let services = try moment.table(
            "nova_compute_service", ["host", "zone", "status", "state", "forced_down", "disabled_reason"],
            cloud: cloud, where: "v.binary = 'nova-compute'")
        let byHost = Dictionary(services.map { ($0["host"].text ?? "", $0) }) { first, _ in first }
        var aggregates: [String: [ComputeCloud.Aggregate]] = [:]
        for row in try moment.table("nova_aggregate", ["name", "hosts", "metadata"], cloud: cloud) {
            let aggregate = ComputeCloud.Aggregate(name: row["name"].text ?? row.key, metadata: row["metadata"].texts)
            for host in row["hosts"].elements.compactMap(\.text) { aggregates[host, default: []].append(aggregate) }
        }
        for row in try moment.table(
            "nova_hypervisor", ["uuid", "service_host", "state", "status", "disabled_reason"], cloud: cloud)
        {
            let service = row["service_host"].text.flatMap { byHost[$0] }
            var host = ComputeCloud.Host(name: row.key)
            host.aggregates = row["service_host"].text.flatMap { aggregates[$0] } ?? []
            host.zone = service?["zone"].text
            (host.refusal, host.isUnknown) = Self.refusal(row, service)
            host.isUp = service?["forced_down"] != true && (service?["state"].text ?? row["state"].text) == "up"
            hypervisors.append(.init(name: row.key, uuid: row["uuid"].text, host: host))
        }
    }

    /// Why the scheduler leaves a host out (ComputeFilter), and whether that is a lack of knowledge.
    private static func refusal(_ hypervisor: TableRow, _ service: TableRow?) -> (String?, Bool) {
        let reason = (service?["disabled_reason"].text ?? hypervisor["disabled_reason"].text).map { ": \($0)" } ?? ""
        if service?["status"] == "disabled" || hypervisor["status"] == "disabled" {
            return ("its nova-compute is disabled\(reason)", false)
        }
        if service?["forced_down"] == true { return ("somebody declared its nova-compute down", false) }
        switch service?["state"].text ?? hypervisor["state"].text {
        case "up": return (nil, false)
        case "down": return ("its nova-compute is down", false)
        default: return ("whether its nova-compute is up is not known", true)
        }
    }
}

extension Value {
    /// Keys and values of an object of texts; numbers and booleans as they are written.
    var texts: [String: String] {
        guard case .object(let fields) = self else { return [:] }
        return Dictionary(fields.map { ($0.key, $0.value.text ?? $0.value.json) }) { $1 }
    }
}

extension FlavorSize {
    static let columns = [
        "name", "vcpus", "ram_mib", "disk_gib", "ephemeral_gib", "swap_mib", "extra_specs", "access_project_ids",
        "is_public", "disabled",
    ]

    /// nil where the flavor's size is not known.
    init?(flavor row: TableRow) {
        guard let name = row["name"].text, let vcpus = row["vcpus"].integer, let ram = row["ram_mib"].integer,
            let disk = row["disk_gib"].integer
        else { return nil }
        self.init(name: name, vcpus: vcpus, ramMiB: ram, diskGiB: disk)
        ephemeralGiB = row["ephemeral_gib"].integer ?? 0
        swapMiB = row["swap_mib"].integer ?? 0
        extraSpecs = row["extra_specs"].texts
        if !row["access_project_ids"].isNull {
            projects = Set(row["access_project_ids"].elements.compactMap(\.text))
        }
        isDisabled = row["disabled"] == true
    }
}
