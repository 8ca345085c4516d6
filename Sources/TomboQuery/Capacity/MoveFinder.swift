import TomboRecords
import TomboStore

/// Where a server could go now: the hosts that Nova would send it to and on which Placement has what it asks for.
///
/// Each server is looked at alone. What it holds now stays claimed until the move is done, as it does in Placement.
struct MoveFinder {
    /// Every host but its own.
    struct Targets {
        /// Numbers of hosts that take it.
        var hosts: [Int] = []
        /// Hosts of which it is not known, and why.
        var unknown: [(host: Int, reason: String)] = []
        var refused: [(host: Int, reason: String)] = []
    }

    let cloud: ComputeCloud
    let kinds: Set<String>
    private let load: HostLoad
    private let room: FreeRoom

    /// For the servers with these keys; nil where Placement was never asked.
    init?(_ moment: Moment, cloud name: String, servers: [String]) throws {
        guard try moment.has("placement_inventory", cloud: name) else { return nil }
        let reader = try CapacityReader(moment, cloud: name)
        let load = try HostLoad(moment, cloud: name, reader.cloud, servers: servers)
        self.init(reader.cloud, load, kinds: reader.kinds.union(load.kinds))
    }

    init(_ cloud: ComputeCloud, _ load: HostLoad, kinds: Set<String> = []) {
        self.cloud = cloud
        self.load = load
        self.kinds = kinds
        room = cloud.room
    }

    /// Every host but its own, and but those that are lost: nothing goes there, and no member of a group is there.
    /// nil where what the server asks for is not known.
    func targets(of key: String, without lost: Set<Int> = []) -> Targets? {
        guard let (own, item) = load.servers[key] else { return nil }
        let judge = HostJudge(item.request, cloud, projects: item.projects, zone: item.zone)
        var members = item.group.flatMap { load.groupHosts[$0.name] } ?? []
        if let own, let index = members.firstIndex(of: own) { members.remove(at: index) }
        members.removeAll(where: lost.contains)
        let state = PackState(room, members: item.group.map { [$0.name: members] } ?? [:])
        var targets = Targets()
        for (index, host) in cloud.hosts.enumerated() where index != own && !lost.contains(index) {
            let verdict = judge.verdict(on: host, room)
            if verdict.fits != 0, !state.allows(item, on: index) {
                targets.refused.append((index, item.group?.policy.refusal ?? ""))
            } else if let fits = verdict.fits {
                if fits > 0 {
                    targets.hosts.append(index)
                } else {
                    targets.refused.append((index, verdict.reason ?? "it has no room"))
                }
            } else {
                targets.unknown.append((index, verdict.reason ?? "a figure of it is not known"))
            }
        }
        return targets
    }

    /// `node4.maas: DISK_GB: 3 free, 20 needed, and 2 more`: the first of them, for a sentence.
    func words(_ reasons: [(host: Int, reason: String)]) -> String {
        guard let first = reasons.first else { return "there is no other" }
        let more = reasons.count > 1 ? ", and \(reasons.count - 1) more" : ""
        return "\(cloud.hosts[first.host].name): \(first.reason)\(more)"
    }
}

extension PackItem.Group.Policy {
    /// Why a host is refused that has too many members of a group, or none.
    var refusal: String {
        switch self {
        case .apart(1): "its server group keeps its members apart, and one is there"
        case .apart(let most): "its server group allows \(most) members on a host, and so many are there"
        case .together: "its server group keeps its members together, and they are elsewhere"
        case .withMembers: "its server group keeps its members together, and none is there"
        case .spread, .gathered: "its server group would rather have it elsewhere"
        }
    }
}
