import TomboRecords

/// How much more fits, by flavor and by host, as `capacity` counts it.
enum CapacityPart: ReportPart {
    /// Of what `capacity` tells, what a page has room for: the sizes once, the hosts in a table of their own.
    private static let flavor = ["flavor", "vcpus", "ram_mib", "disk_gib", "fits", "limiting_resource"]
    private static let host = ["host", "flavor", "fits", "limiting_resource", "reason"]

    static func section(_ context: ReportContext) throws -> ReportSection? {
        guard try context.has("placement_inventory") else { return nil }
        var section = ReportSection(context.words[.capacity], [.paragraph(context.words[.capacityIntro])])
        section.blocks += context.blocks(.flavorCapacity, try CapacityQuestion().answer(context.moment).only(flavor))
        section.blocks += context.blocks(
            .hostCapacity, try CapacityQuestion(grouping: .host).answer(context.moment).only(host))
        return section
    }
}

extension Answer {
    /// Only what a table for people shows of it.
    func brief() -> Answer { only(columns.filter(\.isBrief).map(\.name)) }

    /// Only these columns, in this order, for people.
    func only(_ names: [String]) -> Answer {
        let shown = names.compactMap { name in columns.firstIndex { $0.name == name } }
        var answer = self
        answer.columns = shown.map { index in
            var column = columns[index]
            column.isBrief = true
            return column
        }
        answer.rows = rows.map { row in shown.map { row[$0] } }
        return answer
    }
}
