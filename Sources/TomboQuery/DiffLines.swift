import TomboRecords
import TomboStore

// How what became of one resource reads as lines of a diff or a log.

extension KindDiff {
    static func rows(of change: ResourceChange, _ spec: RecordSpec, isUncertain: Bool) -> [DiffRow] {
        let what: ResourceDifference.What
        switch (change.old, change.new) {
        case (let old?, let new?):
            what = .changed(
                spec.storedIndices.filter { old[$0] != new[$0] }.map { .init(index: $0, old: old[$0], new: new[$0]) },
                name: new[spec.nameIndex])
        case (let old?, nil): what = .gone(old)
        case (nil, let new?): what = .appeared(new)
        case (nil, nil): return []
        }
        var rows: [DiffRow] = []
        add(
            ResourceDifference(resource: change.resource, cloud: change.cloud, key: change.key, what: what), spec,
            isUncertain: isUncertain, to: &rows)
        return rows
    }

    /// Adds the lines of one resource; of its fields configuration comes first.
    static func add(
        _ difference: ResourceDifference, _ spec: RecordSpec, isUncertain: Bool, to rows: inout [DiffRow]
    ) {
        func base(_ change: DiffRow.Change) -> DiffRow {
            DiffRow(
                change: change, kind: spec.kind, key: difference.key, name: DiffOrder.name(difference, spec),
                cloud: difference.cloud)
        }
        switch difference.what {
        case .changed(let fields, _):
            let row = base(.changed)
            func add(where isWanted: (FieldClass) -> Bool) {
                for field in fields where isWanted(spec.columns[field.index].fieldClass) {
                    var row = row
                    row.field = spec.columns[field.index].name
                    row.old = field.old
                    row.new = field.new
                    row.fieldClass = spec.columns[field.index].fieldClass
                    row.verb = verb(spec, field.index)
                    rows.append(row)
                }
            }
            add { $0 == .configuration }
            add { $0 != .configuration && $0 != .stamp }
        case .appeared(let values):
            var row = base(isUncertain ? .notObserved : .appeared)
            if isUncertain { row.field = "first seen" } else { row.owners = Acts.owners(of: values, spec) }
            row.new = summary(values, spec)
            rows.append(row)
        case .gone(let values):
            var row = base(isUncertain ? .notObserved : .gone)
            if isUncertain { row.field = "last seen" } else { row.owners = Acts.owners(of: values, spec) }
            row.old = summary(values, spec)
            rows.append(row)
        }
    }

    /// How a person would say it; nil where the field's own name is best.
    private static func verb(_ spec: RecordSpec, _ index: Int) -> String? {
        if index == spec.nameIndex { return "renamed" }
        return spec.kind == "nova_server" && spec.columns[index].name == "hypervisor_hostname" ? "moved" : nil
    }

    /// The short table's fields, without what it is called by, which stands beside it.
    static func summary(_ values: [Value], _ spec: RecordSpec) -> Value {
        let isNamed = DiffOrder.label(values[spec.nameIndex], spec) != nil
        let beside = isNamed ? [spec.nameIndex] : spec.keyIndices + [spec.nameIndex]
        return .object(
            spec.brief.compactMap { name in
                guard let index = spec.columns.firstIndex(where: { $0.name == name }), !beside.contains(index),
                    !values[index].isNull, spec.columns[index].fieldClass != .measure
                else { return nil }
                return .init(name, values[index])
            })
    }

    /// In the order of ``DiffOrder``.
    static func sorted(_ changes: [ResourceChange], _ spec: RecordSpec) -> [ResourceChange] {
        DiffOrder(changes, spec).places.map { changes[$0] }
    }
}
