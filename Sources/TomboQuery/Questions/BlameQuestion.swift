import TomboRecords
import TomboStore

/// Since when is each field of a resource what it is?
public struct BlameQuestion: Question {
    public var resource: String

    public init(resource: String) { self.resource = resource }

    public static let columns: [Answer.Column] = [
        .init("field"), .init("value", .json), .init("since", .instant), .init("snapshot", .integer), .init("label"),
        .init("not_before", .instant, isBrief: false), .init("old", .json), .init("class", isBrief: false),
        .init("kind", isBrief: false), .init("name", isBrief: false), .init("change", isBrief: false),
        .init("new", .json, isBrief: false), .init("at", .instant, isBrief: false), .init("cause"),
        .init("caused_at", .instant, isBrief: false), .init("caused_by", isBrief: false),
    ]

    public func answer(_ moment: Moment) throws -> Answer {
        let found = try ResourceReference(resource, specs: moment.reader.specs).resolve(moment)
        let moment = moment.within(found.cloud)
        let spec = found.spec
        let pairs = SnapshotPairs(moment.reader, [spec])
        let versions = Self.unbroken(
            try moment.reader.versions(of: found.id, spec: spec, upTo: moment.snapshot.seq))
        guard let now = versions.first else {
            return Answer(columns: Self.columns, snapshot: moment.snapshot, gaps: try moment.gaps([spec.kind]))
        }
        var rows: [[Value]] = []
        var hasLabel = false
        var hasCause = false
        let fields =
            spec.keyIndices.filter { !spec.storedIndices.contains($0) }
            + spec.storedIndices.filter { spec.columns[$0].fieldClass != .stamp }
        for index in fields {
            let value = now.values[index]
            let last = versions.firstIndex { $0.values[index] != value } ?? versions.count
            let first = versions[last - 1]
            guard let snapshot = try pairs.snapshot(first.from) else { continue }
            let old = last < versions.count ? versions[last].values[index] : .null
            let isFirstSight = try last == versions.count && !pairs.wasListed(spec, before: snapshot)
            let previous = try pairs.previous(of: snapshot)
            let change = ResourceChange(
                resource: found.id, cloud: found.cloud, key: found.key,
                old: last < versions.count ? versions[last].values : nil, new: first.values)
            var row = DiffRow(change: last < versions.count ? .changed : .appeared, kind: spec.kind)
            row.field = last < versions.count ? spec.columns[index].name : nil
            let causes = try isFirstSight ? Causes() : CauseFinder(moment).causes(of: change, spec, previous, snapshot)
            let cause = causes[row]
            hasLabel = hasLabel || snapshot.label != nil
            hasCause = hasCause || cause != nil
            rows.append([
                .text(spec.columns[index].name), value, .text(snapshot.finishedAt.iso8601), .integer(snapshot.seq),
                Value(snapshot.label), Value(previous?.finishedAt.iso8601), old,
                .text(spec.columns[index].fieldClass.rawValue), .text(spec.kind), .text(found.name),
                .text(isFirstSight ? DiffRow.Change.notObserved.rawValue : row.change.rawValue), value,
                .text(snapshot.finishedAt.iso8601), Value(cause?.text ?? (isFirstSight ? "first seen then" : nil)),
                Value(cause?.at?.iso8601), Value(cause?.by),
            ])
            hasCause = hasCause || isFirstSight
        }
        var columns = Self.columns
        for (name, isBrief) in [("label", hasLabel), ("cause", hasCause)] {
            if let index = columns.firstIndex(where: { $0.name == name }) { columns[index].isBrief = isBrief }
        }
        return Answer(columns: columns, rows: rows, snapshot: moment.snapshot, gaps: try moment.gaps([spec.kind]))
    }

    /// The versions since it was last not there, newest first: what was there before is another life of it.
    private static func unbroken(_ versions: [ResourceVersion]) -> [ResourceVersion] {
        var found: [ResourceVersion] = []
        for version in versions {
            if let newer = found.last, version.to != newer.from { break }
            found.append(version)
        }
        return found
    }
}
