import TomboRecords
import TomboStore

/// What stops, and what goes on with less, when something is lost?
public struct ImpactQuestion: Question {
    public var resource: String

    public init(resource: String) { self.resource = resource }

    public func answer(_ moment: Moment) throws -> Answer {
        let (found, host, finder) = try subject(moment)
        let loss = try Loss(of: found, host: host, finder: finder)
        let lines = try
            (machines(loss) + ServerImpact(loss).lines() + NetworkImpact(loss: loss).lines()
            + ApplicationImpact(loss: loss).lines() + StorageImpact(loss).lines()
            + VolumeImpact(loss: loss).lines())
            .sorted(by: ImpactLine.precedes)
        let own = moment.within(finder.cloud)
        var answer = Answer(
            columns: [
                .init("kind", isBrief: false), .init("name", isBrief: false), .init("resource", isSpoken: true),
                .init("effect"), .init("can_move_to", .set, isBrief: lines.contains { $0.canMoveTo?.isEmpty == false }),
                .init("detail"),
            ],
            rows: lines.map { line in
                [
                    .text(line.spec.kind), .text(line.name), .text(line.reference), .text(line.effect.rawValue),
                    line.canMoveTo.map { .list($0.map { .text($0) }) } ?? .null, .text(line.detail),
                ]
            }, snapshot: own.snapshot, gaps: try own.gaps(finder.kinds))
        answer.snapshots = own.snapshots
        return answer
    }

    /// What is meant: a host first, as `node3` is one whatever else is called so; else any resource.
    private func subject(_ moment: Moment) throws -> (FoundResource?, PhysicalHost?, PlaceFinder) {
        var hosts: [(PhysicalHost, PlaceFinder)] = []
        for cloud in moment.snapshots.map(\.cloud) {
            let finder = PlaceFinder(moment, cloud: cloud)
            if let host = HostReference(resource).find(in: try finder.hosts()) { hosts.append((host, finder)) }
        }
        if hosts.count == 1 { return (nil, hosts[0].0, hosts[0].1) }
        if hosts.count > 1 {
            throw QueryError(
                .ambiguousResource,
                "\(resource) is a host in \(hosts.map(\.1.cloud).joined(separator: " and ")).",
                remedy: "Choose the cloud with --cloud.")
        }
        let found = try ResourceReference(resource, specs: moment.reader.specs).resolve(moment)
        return (found, nil, PlaceFinder(moment, cloud: found.cloud))
    }

    /// The host itself, as the layer nearest to the iron calls it.
    private func machines(_ loss: Loss) -> [ImpactLine] {
        loss.hosts.compactMap { host in
            guard let member = HostMember.Kind.allCases.lazy.compactMap({ host[$0] }).first,
                let spec = loss.finder.moment.reader.spec(member.kind.rawValue)
            else { return nil }
            return ImpactLine(spec: spec, name: member.name, effect: .stops, detail: "the host itself")
        }
    }
}
