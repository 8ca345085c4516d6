public import TomboRecords

/// Gaps with one cause, for people: a source that takes no login fails for
/// each of its kinds in the same words. Programs get every gap.
public struct GapGroup: Sendable {
    /// What all of them have in common, and the words that stand for all.
    public let first: Gap
    public private(set) var kinds: [String]
    /// Whether ``first`` says it for all, and not only for itself.
    public private(set) var hasOneReason = true

    /// The groups, in the order of their first gaps.
    public static func groups(of gaps: [Gap]) -> [GapGroup] {
        let byReason = merged(gaps.map(GapGroup.init)) { Cause($0.first, Self.withoutRequest($0.first.reason)) }
        // What a service forbids it forbids in other words for each kind. Two
        // reasons are read sooner than guessed, more are not read at all.
        let candidates = byReason.filter(\.canShareWords)
        let counts = Dictionary(grouping: candidates) { Cause($0.first, $0.services[0].name) }.mapValues(\.count)
        return merged(byReason) { group in
            let cause = Cause(group.first, group.services[0].name)
            return group.canShareWords && counts[cause] ?? 0 > 2 ? cause : nil
        }
    }

    private init(_ gap: Gap) {
        first = gap
        kinds = [gap.kind]
    }

    /// How much is said of the kinds where they are too many to be read at a glance.
    public enum Naming: Sendable {
        /// `38 kinds`
        case number
        /// `38 kinds (7 keystone, 10 nova, …)`
        case services
        /// `38 kinds (keystone_domain, keystone_project, …)`
        case kinds
    }

    /// `openstack/nova_server`, `openstack: nova_flavor, nova_quota`, `openstack: 8 nova kinds`.
    public func place(_ naming: Naming) -> String {
        if kinds.count == 1 { return first.source.isEmpty ? first.kind : "\(first.source)/\(first.kind)" }
        let named = kinds.joined(separator: ", ")
        var text = named
        if kinds.count > Self.fewKinds {
            let services = services
            text = services.count == 1 ? "\(kinds.count) \(services[0].name) kinds" : "\(kinds.count) kinds"
            switch naming {
            case .kinds: text += " (\(named))"
            case .services where services.count > 1:
                text += " (\(services.map { "\($0.count) \($0.name)" }.joined(separator: ", ")))"
            case .services, .number: break
            }
        }
        return first.source.isEmpty ? text : "\(first.source): \(text)"
    }

    /// Why, without its full stop.
    public var reason: String {
        let reason = first.reason.hasSuffix(".") ? String(first.reason.dropLast()) : first.reason
        return hasOneReason || reason.isEmpty ? reason : "the first says: \(reason)"
    }

    /// As many names as are read at a glance.
    private static let fewKinds = 4

    /// Kinds begin with the service that has them.
    private var services: [(name: String, count: Int)] {
        var services: [(name: String, count: Int)] = []
        for kind in kinds {
            let name = String(kind.prefix { $0 != "_" })
            if let index = services.firstIndex(where: { $0.name == name }) {
                services[index].count += 1
            } else {
                services.append((name, 1))
            }
        }
        return services
    }

    /// A partial listing says what it lacks, which is its own.
    private var canShareWords: Bool { first.code != nil && services.count == 1 }

    private struct Cause: Hashable {
        var cloud: String
        var source: String
        var outcome: CollectionOutcome?
        var code: String?
        var lastComplete: Int64?
        var words: String

        init(_ gap: Gap, _ words: String) {
            cloud = gap.cloud
            source = gap.source
            outcome = gap.outcome
            code = gap.code
            lastComplete = gap.lastComplete?.seq
            self.words = words
        }
    }

    /// Merges those with the same `cause`; one without any stays alone.
    private static func merged(_ groups: [GapGroup], by cause: (GapGroup) -> Cause?) -> [GapGroup] {
        var merged: [GapGroup] = []
        var places: [Cause: Int] = [:]
        for group in groups {
            guard let cause = cause(group) else {
                merged.append(group)
                continue
            }
            guard let place = places[cause] else {
                places[cause] = merged.count
                merged.append(group)
                continue
            }
            // A kind that two rounds did not see whole is still one.
            for kind in group.kinds where !merged[place].kinds.contains(kind) { merged[place].kinds.append(kind) }
            let isSame = withoutRequest(merged[place].first.reason) == withoutRequest(group.first.reason)
            if !isSame { merged[place].hasOneReason = false }
        }
        return merged
    }

    /// OpenStack's `(req-…)` is another one each time.
    private static func withoutRequest(_ reason: String) -> String {
        guard let start = reason.firstRange(of: "(req-"), let end = reason[start.upperBound...].firstIndex(of: ")")
        else {
            return reason
        }
        return String(reason[..<start.lowerBound] + reason[reason.index(after: end)...])
    }
}
