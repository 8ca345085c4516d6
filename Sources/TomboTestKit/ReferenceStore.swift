public import TomboRecords

/// The store as a child would write it: keeps every round whole and works
/// everything out by going through them. What it says is right because there
/// is nothing in it that could go wrong; the real store must agree.
public struct ReferenceStore: Sendable {
    public struct Identity: Hashable, Sendable {
        public var cloud: String
        public var kind: String
        public var key: String

        public init(cloud: String, kind: String, key: String) {
            self.cloud = cloud
            self.kind = kind
            self.key = key
        }
    }

    public struct State: Sendable, Hashable {
        public var values: [Value]
        var owner: String
        /// The snapshot in which it was last seen.
        public var lastSeen: Int64
    }

    public private(set) var rounds: [Round] = []

    public init() {}

    public mutating func save(_ round: Round) { rounds.append(round) }

    /// What is alive after snapshot `seq`.
    public func state(at seq: Int64) -> [Identity: State] {
        var state: [Identity: State] = [:]
        for (index, round) in rounds.prefix(Int(seq)).enumerated() {
            for collection in round.collections {
                for row in collection.rows {
                    let identity = Identity(cloud: round.cloud, kind: collection.spec.kind, key: row.key)
                    var values = row.values
                    if let known = state[identity], known.owner == collection.source {
                        // A partial listing's unknown is no news, nor is that of what the source cannot see.
                        var isPartial = false
                        if case .partial = collection.result { isPartial = true }
                        for column in collection.spec.silentIndices(in: values, isPartial: isPartial)
                        where values[column].isNull {
                            values[column] = known.values[column]
                        }
                    }
                    state[identity] = State(values: values, owner: collection.source, lastSeen: Int64(index + 1))
                }
                guard case .complete(let rows) = collection.result else { continue }
                let keys = Set(rows.map(\.key))
                state = state.filter { identity, version in
                    identity.cloud != round.cloud || identity.kind != collection.spec.kind
                        || version.owner != collection.source || keys.contains(identity.key)
                }
            }
        }
        return state
    }

    /// What differs between two moments: nil is not there.
    public func difference(_ a: Int64, _ b: Int64) -> [Identity: (old: [Value]?, new: [Value]?)] {
        let (before, after) = (state(at: a), state(at: b))
        var difference: [Identity: (old: [Value]?, new: [Value]?)] = [:]
        for identity in Set(before.keys).union(after.keys) {
            let (old, new) = (before[identity]?.values, after[identity]?.values)
            let spec = rounds.flatMap(\.collections).first { $0.spec.kind == identity.kind }?.spec
            let compared = spec?.digestIndices ?? []
            if old.map({ values in compared.map { values[$0] } }) != new.map({ values in compared.map { values[$0] } })
            {
                difference[identity] = (old, new)
            }
        }
        return difference
    }

    /// Kinds whose last attempt up to `seq` was not whole.
    public func gaps(at seq: Int64) -> Set<[String]> {
        var last: [[String]: CollectionOutcome] = [:]
        for round in rounds.prefix(Int(seq)) {
            for collection in round.collections where collection.outcome != .skipped {
                last[[round.cloud, collection.source, collection.spec.kind]] = collection.outcome
            }
        }
        return Set(last.filter { $0.value != .complete }.keys)
    }
}
