import TomboRecords
import TomboStore

/// What is known of one resource, and what has to do with it?
public struct ShowQuestion: Question {
    public var resource: String

    public init(resource: String) { self.resource = resource }

    public func answer(_ moment: Moment) throws -> Answer {
        let found = try ResourceReference(resource, specs: moment.reader.specs).resolve(moment)
        let moment = moment.within(found.cloud)
        let spec = found.spec
        let relations = try Relations(of: found, moment: moment)
        let life = try moment.reader.life(of: found.id, spec: spec, at: moment.snapshot.seq)
        let written = try moment.reader.journal(
            upTo: moment.snapshot.seq, cloud: found.cloud, kind: spec.kind, key: found.key)
        var rows: [[Value]] = []
        try KindRows(spec, moment: moment).forEach(where: "resource_id = ?1", [.integer(found.id)]) { row in
            rows.append(
                [.text(spec.kind), .text(found.cloud)] + row.values
                    + [
                        Value(life.firstSeen?.finishedAt.iso8601), Value(life.lastChanged?.finishedAt.iso8601),
                        Value(row.lastSeen?.finishedAt.iso8601), .integer(Int64(life.versions)),
                        .list(relations.lines.map(\.value)),
                        .list(relations.lines.map { $0.line(in: moment.reader.specs) }),
                        .list(written.map(\.value)),
                    ])
        }
        let columns: [Answer.Column] =
            [.init("kind"), .init("cloud")] + spec.columns.map { .init($0, isBrief: true) }
            + [
                .init("first_seen", .instant), .init("last_changed", .instant), .init("last_seen", .instant),
                .init("versions", .integer), .init("relations", .json, isBrief: false),
                .init("related", .json, isSpoken: true, section: Related.sectionColumns),
                .init(
                    "annotations", .json, isBrief: !written.isEmpty, section: JournalEntry.sectionColumns),
            ]
        var answer = Answer(
            columns: columns, rows: rows, snapshot: moment.snapshot,
            gaps: try moment.gaps(relations.kinds.union([spec.kind])))
        answer.snapshots = moment.snapshots
        return answer
    }
}
