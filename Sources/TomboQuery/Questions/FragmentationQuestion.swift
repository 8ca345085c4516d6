import TomboRecords
import TomboStore

/// There is room in sum: why does one more of a flavor not fit, and which migrations would make room?
public struct FragmentationQuestion: Question {
    /// Only these flavors; empty for all that are not disabled.
    public var flavors: [String]
    public var bootsFromVolume: Bool
    /// Longer lists of migrations are not looked for.
    public var mostMoves: Int

    public init(flavors: [String] = [], bootsFromVolume: Bool = false, mostMoves: Int = MoveSearch.most) {
        self.flavors = flavors
        self.bootsFromVolume = bootsFromVolume
        self.mostMoves = mostMoves
    }

    private var columns: [Answer.Column] {
        let isOne = flavors.count == 1
        return [
            .init("cloud", isBrief: false), .init("flavor"), .init("vcpus", .integer, isBrief: isOne),
            .init("ram_mib", .integer, unit: "MiB", isBrief: isOne),
            .init("disk_gib", .integer, unit: "GiB", isBrief: isOne), .init("fits", .integer),
            .init("fits_by_sum", .integer), .init("limiting_resource"), .init("reason"),
            .init("moves_needed", .integer), .init("proven", .boolean), .init("room_on"),
            .init("free", .json, isBrief: isOne, section: isOne ? Self.freeColumns : []),
            .init("hosts", .json, isBrief: isOne, section: isOne ? Self.hostColumns : []),
            .init("moves", .json, isBrief: isOne, section: isOne ? Self.moveColumns : []),
        ]
    }

    private static let freeColumns: [Answer.Column] = [
        .init("resource_class"), .init("free", .integer), .init("needed", .integer), .init("enough_for", .integer),
    ]
    private static let hostColumns: [Answer.Column] = [.init("host"), .init("fits", .integer), .init("reason")]
    private static let moveColumns: [Answer.Column] = [.init("server"), .init("from"), .init("to")]

    public func answer(_ moment: Moment) throws -> Answer {
        let moment = try moment.ofOneCloud(asking: "what is in pieces")
        let cloud = moment.snapshot.cloud
        var reader = try CapacityReader(asked: moment, cloud: cloud)
        let wanted = try reader.flavors(flavors).filter { !flavors.isEmpty || !$0.isDisabled }
        let load = try HostLoad(moment, cloud: cloud, reader.cloud)
        let ways = HostWays.Table(reader.cloud)
        let rows = wanted.map { flavor in
            let pieces = Fragmentation(
                flavor, flavor.request(bootsFromVolume: bootsFromVolume), reader.cloud, load, ways, most: mostMoves)
            return [.text(cloud)] + pieces.row
        }
        return Answer(
            columns: columns, rows: rows, snapshot: moment.snapshot,
            gaps: try moment.gaps(reader.kinds.union(load.kinds)))
    }
}
