import TomboQuery
import TomboRecords

/// What Placement has, what is claimed, and how many more servers of each flavor fit.
enum CapacityMetrics {
    static func add(_ archives: [(cloud: String, archive: Archive)], to metrics: inout MetricsText) throws {
        var fits: [MetricsText.Sample] = []
        var onHosts: [MetricsText.Sample] = []
        var leftOut: [MetricsText.Sample] = []
        var amounts: [[MetricsText.Sample]] = [[], [], [], []]
        for (cloud, archive) in archives {
            do {
                for row in try archive.answer(CapacityQuestion()).cells("flavor", "fits") {
                    fits.append(.init(row[1].number, [("cloud", cloud), ("flavor", row[0].text ?? "")]))
                }
                let places = try archive.answer(CapacityQuestion(grouping: .host)).cells("host", "flavor", "fits")
                leftOut.append(
                    .init(places.count > CloudMetrics.mostPlaces ? places.count : 0, [("cloud", cloud)]))
                for row in places where places.count <= CloudMetrics.mostPlaces {
                    onHosts.append(
                        .init(
                            row[2].number,
                            [("cloud", cloud), ("host", row[0].text ?? ""), ("flavor", row[1].text ?? "")]))
                }
                let names = ["provider", "resource_class", "total", "capacity", "used", "free"]
                let providers = try archive.answer(CapacityQuestion(grouping: .provider))
                for row in providers.cells(names[0], names[1], names[2], names[3], names[4], names[5]) {
                    let labels = [
                        ("cloud", cloud), ("host", row[0].text ?? ""), ("resource_class", row[1].text ?? ""),
                    ]
                    for index in 0..<4 { amounts[index].append(.init(row[2 + index].number, labels)) }
                }
            } catch let error as QueryError where error.code == .notApplicable {
                continue  // a cloud without Placement
            }
        }
        metrics.add(
            "tombo_flavor_fits", .gauge, "How many more servers of the flavor fit, summed host by host.", fits)
        metrics.add(
            "tombo_flavor_fits_on_host", .gauge, "How many more servers of the flavor fit on the host.", onHosts)
        metrics.add(
            "tombo_flavor_fits_on_host_left_out", .gauge,
            "Series of tombo_flavor_fits_on_host that are left out, as they would be too many.", leftOut)
        let unit = "in Placement's unit: VCPU counts, MEMORY_MB is MiB, DISK_GB is GiB"
        metrics.add("tombo_host_total", .gauge, "What the host has, \(unit).", amounts[0])
        metrics.add(
            "tombo_host_capacity", .gauge, "What may be claimed of it, (total - reserved) * allocation_ratio, \(unit).",
            amounts[1])
        metrics.add("tombo_host_used", .gauge, "What is claimed of it, \(unit).", amounts[2])
        metrics.add("tombo_host_free", .gauge, "What may still be claimed of it, \(unit).", amounts[3])
    }
}
