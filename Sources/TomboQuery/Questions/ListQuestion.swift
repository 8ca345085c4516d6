import TomboRecords
import TomboStore

/// What is there of one kind?
public struct ListQuestion: Question {
    /// A kind or one of its short words.
    public var kind: String
    /// The columns that will be shown; nil reads all.
    public var columns: [String]?
    /// Reads only the short table's columns, where the reader will see no others.
    public var isBrief: Bool

    public init(kind: String, columns: [String]? = nil, isBrief: Bool = false) {
        self.kind = kind
        self.columns = columns
        self.isBrief = isBrief
    }

    public func answer(_ moment: Moment) throws -> Answer {
        let spec = try moment.reader.specs.named(kind)
        let kinds = KindRows(spec, columns: isBrief ? spec.brief : nil, moment: moment)
        let gaps = try moment.gaps([spec.kind])
        let clouds = try moment.reader.clouds()
        // The short table keeps the order in which the kind lists its short columns.
        let order =
            isBrief
            ? spec.brief.compactMap { name in kinds.columns.firstIndex { $0.name == name } }
            : Array(kinds.columns.indices)
        var columns =
            order.map { Answer.Column(kinds.columns[$0], isBrief: spec.brief.contains(kinds.columns[$0].name)) }
            + [
                .init("cloud", isBrief: clouds.count > 1 && moment.cloud == nil),
                // Says itself, without being asked, when something was not looked at.
                .init("last_seen", .instant, isBrief: !gaps.isEmpty),
            ]
        var rows = try kinds.listed(order)
        if isBrief {
            try SpokenReferences(moment).speak(order.map { kinds.columns[$0] }, &columns, &rows, cloud: order.count)
        }
        return Answer(columns: columns, rows: rows, snapshot: moment.snapshot, gaps: gaps)
    }
}
