import TomboRecords
import TomboStore

/// Nova's server groups of a cloud.
public struct ServerGroups {
    /// What a group asks of the places of its members.
    public enum Policy: String, Sendable, CaseIterable {
        case antiAffinity = "anti-affinity"
        case affinity
        case softAntiAffinity = "soft-anti-affinity"
        case softAffinity = "soft-affinity"

        /// Whether Nova starts a server though its policy cannot be kept.
        var isSoft: Bool { self == .softAffinity || self == .softAntiAffinity }

        func strict(most: Int = 1) -> PackItem.Group.Policy {
            self == .antiAffinity || self == .softAntiAffinity ? .apart(most) : .together
        }
    }

    struct Group {
        var id: String
        var name: String
        /// nil for a policy that this tombo does not know.
        var policy: Policy?
        /// How many of an anti-affine group one host takes.
        var most: Int
        /// Keys of servers.
        var members: [String]

        /// The policy as one that refuses hosts, soft or not, for servers that are new.
        var strict: PackItem.Group? { policy.map { .init(name: id, policy: $0.strict(most: most)) } }

        /// The same for a member that is moved; nil where the policy is soft.
        var moving: PackItem.Group? {
            switch policy {
            case .antiAffinity: .init(name: id, policy: .apart(most))
            case .affinity: .init(name: id, policy: .withMembers)
            default: nil
            }
        }
    }

    let groups: [Group]
    private let byMember: [String: Int]

    init(_ moment: Moment, cloud: String) throws {
        groups = try moment.table("nova_server_group", ["name", "policy", "rules", "members"], cloud: cloud).map {
            row in
            Group(
                id: row.key, name: row["name"].text ?? row.key, policy: row["policy"].text.flatMap(Policy.init),
                most: Int(row["rules"]["max_server_per_host"].integer ?? 1),
                members: row["members"].elements.compactMap(\.text))
        }
        byMember = Dictionary(groups.enumerated().flatMap { index, group in group.members.map { ($0, index) } }) { $1 }
    }

    /// The group that a server is in.
    subscript(member: String) -> Group? { byMember[member].map { groups[$0] } }

    /// The one that a person means, by its name or identity.
    ///
    /// - Throws: ``QueryError`` `unknownResource`, or `ambiguousResource` where several have the name.
    func named(_ text: String, cloud: String) throws -> Group {
        let found = groups.filter { $0.id == text }
        let all = found.isEmpty ? groups.filter { $0.name == text } : found
        if all.count == 1 { return all[0] }
        if all.isEmpty {
            throw QueryError(
                .unknownResource, "The cloud \(cloud) has no server group called \(text).",
                remedy: Nearest.name(to: text, among: groups.map(\.name)).map { "Did you mean `\($0)`?" }
                    ?? "List the groups with `tombo list server-groups`.")
        }
        throw QueryError(
            .ambiguousResource, "Several server groups of the cloud \(cloud) are called \(text).",
            remedy: "Name one by its id: \(all.map(\.id).sorted().joined(separator: ", ")).")
    }
}
