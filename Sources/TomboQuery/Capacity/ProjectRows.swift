import TomboRecords
import TomboStore

/// Rows of what each project may still start: what fits on the hosts that take it, and what its quota leaves.
struct ProjectRows {
    let kinds: Set<String> = ["keystone_project", "nova_quota"]
    private var projects: [(id: String, name: String)] = []
    /// What is left by project and resource; nil without limit.
    private var left: [String: [String: Int64?]] = [:]

    static let columns: [Answer.Column] = [
        .init("project_id", isBrief: false), .init("flavor"), .init("vcpus", .integer),
        .init("ram_mib", .integer, unit: "MiB"), .init("disk_gib", .integer, unit: "GiB"), .init("fits", .integer),
        .init("limiting_resource"), .init("fits_on_hosts", .integer), .init("fits_in_quota", .integer),
        .init("reason"),
    ]

    init(_ moment: Moment, cloud: String) throws {
        for row in try moment.table(
            "nova_quota", ["project_id", "resource", "quota_limit", "in_use", "reserved"], cloud: cloud)
        {
            guard let project = row["project_id"].text, let resource = row["resource"].text,
                let limit = row["quota_limit"].integer
            else { continue }
            if limit < 0 {
                left[project, default: [:]][resource] = .some(nil)
            } else if let used = row["in_use"].integer {
                left[project, default: [:]][resource] = max(0, limit - used - (row["reserved"].integer ?? 0))
            }
        }
        projects = try moment.table("keystone_project", ["name"], cloud: cloud).map {
            ($0.key, $0["name"].text ?? $0.key)
        }
        .filter { left[$0.0] != nil || left.isEmpty }
        .sorted { NaturalOrder.compare($0.1, $1.1) < 0 }
    }

    func rows(_ cloud: ComputeCloud, _ flavors: [FlavorCapacity]) -> [[Value]] {
        projects.flatMap { project in
            flavors.filter { $0.flavor.projects.map { $0.contains(project.id) } ?? true }.map { counted in
                row(project, counted, cloud)
            }
        }
    }

    private func row(_ project: (id: String, name: String), _ counted: FlavorCapacity, _ cloud: ComputeCloud) -> [Value]
    {
        let own = FlavorCapacity(counted.flavor, counted.request, cloud, projects: [project.id])
        let (quota, resource, unknown) = quota(project.id, counted.flavor)
        var fits = own.fits
        var limit = own.limitingResource
        if unknown {
            fits = nil
        } else if let quota, fits.map({ quota < $0 }) ?? true {
            fits = fits == nil && quota > 0 ? nil : quota
            limit = resource.map { "quota of \($0)" }
        }
        return [.text(project.name), .text(project.id)] + counted.size + [
            Value(fits), Value(limit), Value(own.fits), Value(quota),
            Value(unknown ? "its quota is not known" : nil),
        ]
    }

    /// How often the flavor fits in the quota, which resource binds, and whether it is not known; nil without limit.
    private func quota(_ project: String, _ flavor: FlavorSize) -> (Int64?, String?, Bool) {
        guard let its = left[project] else { return (nil, nil, true) }
        var least: (Int64, String)?
        for (resource, amount) in [("instances", Int64(1)), ("cores", flavor.vcpus), ("ram", flavor.ramMiB)]
        where amount > 0 {
            guard let limit = its[resource] else { return (nil, nil, true) }
            if let limit, least.map({ limit / amount < $0.0 }) ?? true { least = (limit / amount, resource) }
        }
        return (least?.0, least?.1, false)
    }
}
